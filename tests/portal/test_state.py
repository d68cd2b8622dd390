"""The state in the address: read as untrusted input, written canonically."""

from __future__ import annotations

from datetime import date

import pytest

from portal.state import BadState, State

MANY = ",".join(f"{n:02}" for n in range(100)) + ",VN"  # one more than there can be


def test_nothing_chosen_writes_nothing() -> None:
    """An empty state has no query, so that the plain address is canonical."""
    assert State().to_query() == ""


def test_round_trip() -> None:
    """What to_query writes, from_query reads back."""
    state = State(
        vintage="2008",
        period="2024-06-30",
        units=("11", "24"),
        indicators=("a", "b_c"),
        asof=date(2026, 1, 31),
        view="map",
    )
    pairs = dict(pair.split("=") for pair in state.to_query()[1:].split("&"))
    assert State.from_query(pairs) == state


def test_unknown_parameters_are_ignored() -> None:
    """Trackers in an address change nothing."""
    assert State.from_query({"utm_source": "x", "slug": "ha-noi"}) == State()


def test_repeated_units_count_once() -> None:
    """The same unit twice is one unit, in the order of its first mention."""
    assert State.from_query({"units": "24,11,24"}).units == ("24", "11")


@pytest.mark.parametrize(
    "query",
    [
        {"vintage": "2007"},
        {"vintage": "2008 "},
        {"period": "24"},
        {"period": "2024-13-01"},
        {"period": "2024-02-30"},
        {"units": "1"},
        {"units": "11;24"},
        {"units": "11,ab"},
        {"indicators": "Ab"},
        {"indicators": "a/../b"},
        {"asof": "20240101"},
        {"asof": "2024-W01-1"},
        {"asof": "yesterday"},
        {"view": "pie"},
        {"units": MANY},
        {"indicators": "a" * 90},
        {"vintage": "<script>"},
        {"period": "２０２４"},
    ],
)
def test_impossible_values_are_refused(query: dict[str, str]) -> None:
    """An impossible value raises BadState with a sentence in both languages."""
    with pytest.raises(BadState) as caught:
        State.from_query(query)
    assert caught.value.message.vi.startswith("Tham số") and caught.value.message.en


def test_long_values_are_not_repeated_whole() -> None:
    """The sentence shows at most 40 characters of what was sent."""
    with pytest.raises(BadState) as caught:
        State.from_query({"view": "x" * 5000})
    assert "x" * 41 not in caught.value.message.en
