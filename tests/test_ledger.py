"""The account of what went: sorted, in bounds, none over another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cleaner.document import Removal
from cleaner.ledger import tidied

places = st.integers(-2, 25)


@given(st.lists(st.tuples(places, places)))
def test_spans_never_overlap(spans: list[tuple[int, int]]) -> None:
    source = "x" * 20
    found = tidied([Removal("f", "why", "x", start, end) for start, end in spans], source)
    at = 0
    for removal in found:
        assert at <= removal.start < removal.end <= len(source)
        at = removal.end
    covered = {p for r in found for p in range(r.start, r.end)}
    assert covered == {p for a, b in spans for p in range(max(a, 0), min(b, len(source)))}


def test_a_reference_goes_as_a_whole() -> None:
    (removal,) = tidied([Removal("f", "why", "é", 1, 2)], "a&eacute;b")
    assert removal.end == 9
