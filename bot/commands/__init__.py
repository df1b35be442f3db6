"""One file per command, with `add_arguments(parser)` and `run(args) -> int`; and what several commands share."""
