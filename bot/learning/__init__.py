"""What a list's entries and decisions teach about papers: words, signs, probabilities."""
