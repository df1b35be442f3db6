"""A list as text → its sections and entries, each field with the place where it is printed."""
