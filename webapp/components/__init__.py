"""Drawing: one part of a page per file, `show(key, …) -> value`."""
