"""How the rows of a loaded table are brought to those of a release."""

from __future__ import annotations

import random

import pytest

from publish.reloading import Moves, Row, moves, plain

KEY = (0,)


def carried_out(now: list[tuple[int, Row]], todo: Moves) -> dict[int, Row]:
    """The table after the moves, with the database's own rule: one row an `_id`."""
    table = dict(now)
    assert {i for i, _ in todo.update} <= set(table)
    assert not {i for i, _ in todo.append} & set(table)
    table |= dict(todo.update) | dict(todo.append)
    for row_id in todo.delete:
        del table[row_id]
    return table


def test_nothing_to_move() -> None:
    """Equal rows in any order need no call."""
    now: list[tuple[int, Row]] = [(1, ("a", "1")), (2, ("b", "2"))]
    assert moves(now, [("b", "2"), ("a", "1")], KEY).nothing


def test_changed_in_place() -> None:
    """A row whose key stays keeps its `_id`."""
    assert moves([(7, ("a", "1"))], [("a", "2")], KEY) == Moves(((7, ("a", "2")),), (), ())


def test_every_changed_row_keeps_its_own_place() -> None:
    """Rows are told apart by their key, in whatever order a release lists them."""
    now: list[tuple[int, Row]] = [(1, ("a", "1")), (2, ("b", "1"))]
    todo = moves(now, [("b", "2"), ("a", "2")], KEY)
    assert todo.update == ((1, ("a", "2")), (2, ("b", "2")))


def test_new_row_takes_the_place_of_a_vanished_one() -> None:
    """One row gone and one come is a single write in place: never a row too few or too many."""
    now: list[tuple[int, Row]] = [(1, ("a", "1")), (2, ("b", "2"))]
    assert moves(now, [("a", "1"), ("c", "3")], KEY) == Moves(((2, ("c", "3")),), (), ())


def test_appended_behind_the_last() -> None:
    """Rows beyond those that stood get ids behind the highest."""
    assert moves([(4, ("a", ""))], [("a", ""), ("b", "")], KEY).append == ((5, ("b", "")),)


def test_missing_key_cells_are_values() -> None:
    """Rows whose key is not unique are matched whole, so that none is doubled or lost."""
    now: list[tuple[int, Row]] = [(1, ("", "1")), (2, ("", "2"))]
    assert moves(now, [("", "2"), ("", "3")], KEY).update == ((1, ("", "3")),)


@pytest.mark.parametrize(
    ("now", "wanted", "todo"),
    [
        ([(1, ("", "1")), (2, ("", "2"))], [("", "2")], Moves((), (), (1,))),
        ([(1, ("", "2"))], [("", "1"), ("", "2")], Moves((), ((2, ("", "1")),), ())),
    ],
    ids=["what stands", "what is wanted"],
)
def test_key_doubled_on_one_side(
    now: list[tuple[int, Row]], wanted: list[Row], todo: Moves
) -> None:
    """A row that stays is not written, even where a key stands for several on either side."""
    assert moves(now, wanted, KEY) == todo


@pytest.mark.parametrize("seed", range(200))
def test_ends_in_the_wanted_rows(seed: int) -> None:
    """Whatever stood, the moves end in exactly the wanted rows, and either append or delete."""
    dice = random.Random(seed)
    size = dice.randrange(12)

    def rows(count: int) -> list[Row]:
        return [(str(dice.randrange(6)), str(dice.randrange(3))) for _ in range(count)]

    now = list(enumerate(rows(size), dice.randrange(1, 5)))
    wanted = rows(dice.randrange(12))
    todo = moves(now, wanted, dice.choice([KEY, (0, 1), ()]))
    assert sorted(carried_out(now, todo).values()) == sorted(wanted)
    assert not (todo.append and todo.delete)


@pytest.mark.parametrize(
    ("ours", "theirs", "kind"),
    [
        ("42.670", "42.67", "numeric"),
        ("1e3", "1000", "numeric"),
        ("-0.50", "-0.5", "numeric"),
        ("007", "7", "int8"),
        ("true", "t", "bool"),
        ("2025-01-01T00:00:00", "2025-01-01 00:00:00", "timestamp"),
    ],
)
def test_equal_values_are_equal_texts(ours: str, theirs: str, kind: str) -> None:
    """What PostgreSQL writes otherwise than we do is still the same value."""
    assert plain(ours, kind) == plain(theirs, kind)


@pytest.mark.parametrize(
    ("one", "other", "kind"), [("01", "1", "text"), ("1.0", "1.01", "numeric")]
)
def test_different_values_stay_different(one: str, other: str, kind: str) -> None:
    """Codes are no numbers, and no digit is lost."""
    assert plain(one, kind) != plain(other, kind)
