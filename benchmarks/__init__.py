"""Measurements of the cleaner: what survives, what goes, how fast; it imports none of this."""
