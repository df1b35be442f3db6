"""Learning from a list's entries and decisions: words, signs (features), probabilities."""
