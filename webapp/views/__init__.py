"""One page per file, as scripts without logic of their own."""
