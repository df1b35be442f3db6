"""Upkeep of what is listed: what entries do not say yet, and links that died."""
