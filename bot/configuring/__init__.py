"""The config and the first day: mistakes with their places, what `init` infers and shows."""
