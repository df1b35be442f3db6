"""Proposals: their text, what people ask of them, and how they follow a list that moves on."""
