"""Edits and the list's own faults, drawn at random: one field of one entry changed, moved, removed; faults planted."""
