"""How the weights in `cleaner/scoring` were made; needs the extra "train"."""
