"""One paper → the text of an entry, in the hand (the way of writing) of the entries near its place."""
