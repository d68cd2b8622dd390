"""The day on which the shown data was released, and the state that names it for good."""

from __future__ import annotations

from datetime import date

from datasets.collection import Collection
from portal.state import State


def released(collection: Collection) -> date | None:
    """The newest release in the collection; None for working packages."""
    return max((d.released for d in collection.datasets.values() if d.released), default=None)


def pinned(collection: Collection, state: State) -> State:
    """`state` with the day of the data it shows: the same address answers the same for ever."""
    return state.with_(asof=released(collection))
