"""One paper → the text of an entry, in the hand of the entries near."""
