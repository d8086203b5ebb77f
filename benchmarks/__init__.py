"""Measurements of the cleaner: what survives, what goes, how fast. Nothing here is imported by it."""
