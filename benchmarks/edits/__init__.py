"""Edits drawn at random: one field of one entry changed, an entry moved or removed."""
