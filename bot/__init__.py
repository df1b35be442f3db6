"""Gleaner keeps an awesome paper list current."""

__version__ = "0.1.0"
