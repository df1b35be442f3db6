"""Where the next entry of a section goes."""
