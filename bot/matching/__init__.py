"""Whether two papers are one: keys, folded titles, search and comparison."""
