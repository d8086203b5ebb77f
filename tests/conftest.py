"""Hypothesis for every test: how many examples, and no test fails for being slow."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

#: CLEANER_EXAMPLES=10000 is the long run; without it, the same few examples every time.
_EXAMPLES = os.environ.get("CLEANER_EXAMPLES")

settings.register_profile(
    "cleaner",
    max_examples=int(_EXAMPLES or 80),
    deadline=None,
    derandomize=_EXAMPLES is None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("cleaner")
