"""A list's own faults, and what a change of it adds."""
