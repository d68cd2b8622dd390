"""The laws of the data: each finds its offence, and none offends in what is published."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from datasets import catalog, checks, shape
from datasets.checks import figures, ground
from datasets.checks.ground import Case, Ground
from datasets.model import Problem
from tests.datasets.offences import OBS, OFFENCES, Offence, cell, described
from tests.fixtures import small

REAL = small.HOME / "datasets"
TODAY = date(2026, 6, 1)


def problems(root: Path) -> list[Problem]:
    return checks.of_working(root, today=TODAY)


def test_small_world_is_sound(world: Path) -> None:
    """The world every offence starts from has none."""
    assert problems(world) == []


@pytest.mark.parametrize(
    ("rule", "file", "row", "field", "offend"),
    OFFENCES,
    ids=[f"{n}-{offence[0]}" for n, offence in enumerate(OFFENCES)],
)
def test_offence_is_found(
    world: Path, rule: str, file: str, row: int | None, field: str | None, offend: Offence
) -> None:
    """The offence is named by its rule at its file, row and field."""
    offend(world)
    found = [(p.rule, p.file, p.row, p.field) for p in problems(world)]
    assert (rule, file, row, field) in found


def test_every_rule_has_an_offence() -> None:
    """No rule is left untried; those that stand for what frictionless may add are named here."""
    rest = {"table-invalid", "unique-error", "foreign-key", "file-unreadable", "words"}
    path = Path(ground.__file__).with_name("texts.toml")
    rules = set(tomllib.loads(path.read_text(encoding="utf-8")))
    assert rules - rest == {offence[0] for offence in OFFENCES}


@pytest.mark.parametrize(
    "allowed",
    [
        cell(OBS, 10, period_end="2024-12-31", flags="derived_mean"),
        cell(OBS, 10, period_end="2024-12-31", flags="restated_by_source"),
        cell(OBS, 7, numerator="51", flags="percent_differs"),
        cell(OBS, 7, value="51", as_stated="51 %", numerator="50.5"),
        cell(
            OBS, 7, value="90", value_high="93", as_stated="90-93 %", numerator="", denominator=""
        ),
        cell(OBS, 7, value="50", as_stated="hơn 50 %", qualifier="over", numerator="54.4"),
        cell(OBS, 7, value="100", as_stated="100 %", numerator="100"),
        cell(OBS, 2, note_vi="-5 so với năm trước là số âm", note_en="a fall"),
        cell(OBS, 2, note_vi="–5 nhiệm vụ", note_en="-"),
        cell(OBS, 8, rank_of=""),
        cell("targets/observations.csv", 2, period_end="2030-12-31"),
        cell(OBS, 2, unit_code="VN"),
        cell("sources/sources.csv", 3, published=""),
    ],
)
def test_lawful_is_left_alone(world: Path, allowed: Offence) -> None:
    """What looks odd but is right is not a problem."""
    allowed(world)
    assert [p for p in problems(world) if p.rule not in ("duplicate-fact", "formula-cell")] == []


@pytest.mark.parametrize(
    ("printed", "value", "decimals"),
    [
        ("42,67 %", "42.67", 2),
        ("94.4%", "94.4", 1),
        ("75,0 %", "75", 1),
        ("153.380/359.399 (42,67%)", "42.67", 2),
        ("gần một nửa", "49.5", 1),
        ("80 %", "80", 0),
    ],
)
def test_printed_decimals(printed: str, value: str, decimals: int) -> None:
    """The last printed decimal is read from the text as printed."""
    assert decimals == figures.printed_decimals(printed, figures.Decimal(value))


@pytest.mark.parametrize(
    ("numerator", "agrees"), [("42665", True), ("42675", True), ("42664", False), ("42676", False)]
)
def test_half_a_unit_of_the_last_decimal(world: Path, numerator: str, agrees: bool) -> None:
    """42.67 stands for 42.665 to 42.675, ends included, and for nothing else."""
    cells = {"value": "42.67", "as_stated": "42,67 %", "denominator": "100000"}
    small.edit(world, OBS, 7, numerator=numerator, **cells)
    assert agrees == (not any(p.rule == "percent-differs" for p in problems(world)))


def test_all_problems_at_once(world: Path) -> None:
    """One run names offences in several files and packages together."""
    small.edit(world, OBS, 2, unit_code="99", kind="guess")
    small.edit(world, "lists/memberships.csv", 2, source_id="nobody")
    rules = {p.rule for p in problems(world)}
    assert {"unknown-unit", "constraint-error", "unknown-source"} <= rules


def test_more_than_a_thousand_problems(world: Path) -> None:
    """The list does not stop at frictionless' thousand."""
    line_ = "2008,11,tasks_done,result,,x,stated,1,,exact,,,,1,bao-2024,,,\n"
    path = world / "packages" / OBS
    path.write_text(path.read_text(encoding="utf-8") + line_ * 1500, encoding="utf-8")
    assert sum(p.rule == "type-error" for p in problems(world)) == 1500


def test_one_mistake_one_problem(world: Path) -> None:
    """A code the schema refuses is not called unknown as well."""
    small.edit(world, OBS, 2, unit_code="9X")
    assert [p.rule for p in problems(world)] == ["constraint-error"]


def test_rows_count_as_a_spreadsheet_does(world: Path) -> None:
    """A note over two lines does not shift the rows after it."""
    small.edit(world, OBS, 3, note_vi="một\nhai", note_en="one\ntwo")
    small.edit(world, OBS, 6, unit_code="99")
    (found,) = problems(world)
    assert (found.row, found.value) == (6, "99")


def test_problem_speaks_both_languages(world: Path) -> None:
    """Message and remedy name the value, in Vietnamese and in English."""
    small.edit(world, OBS, 2, unit_code="99")
    (found,) = problems(world)
    assert found.message.vi == 'Không có đơn vị hành chính mã "99" trong bộ 2008.'
    assert found.message.en == 'There is no unit with code "99" in vintage 2008.'
    assert found.remedy.vi and found.remedy.en


def test_stale_stamps_are_no_problem(world: Path) -> None:
    """Hash and size of the last release do not hold for a table being edited."""
    described("tasks", "resources", 0, "hash", value="sha256:" + "0" * 64)(world)
    described("tasks", "resources", 0, "bytes", value=1)(world)
    assert problems(world) == []


@pytest.mark.parametrize("value", [None, 5, "x", [], {}, [5], {"vi": 5}], ids=json.dumps)
@pytest.mark.parametrize("slug", ["tasks", "units"])
def test_no_descriptor_crashes(world: Path, slug: str, value: object) -> None:
    """Whatever stands at whatever place of a descriptor, there is a list of problems, no trace."""
    good = small.read_descriptor(world, slug)
    for place in places(good):
        content = json.loads(json.dumps(good))
        put(content, place, value)
        small.put_descriptor(world, slug, content)
        assert isinstance(checks.of_working(world, [slug], today=TODAY), list), place


def places(node: object, place: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place of the descriptor, the fields of a schema by its first alone."""
    pairs: list[tuple[str | int, object]] = []
    if isinstance(node, dict):
        pairs = list(node.items())
    elif isinstance(node, list):
        pairs = list(enumerate(node[:1]))
    return [p for key, child in pairs for p in ((*place, key), *places(child, (*place, key)))]


def put(node: Any, place: tuple[str | int, ...], value: object) -> None:
    for key in place[:-1]:
        node = node[key]
    node[place[-1]] = value


@cache
def real() -> tuple[dict[str, catalog.Dataset], Ground]:
    datasets = catalog.working(REAL)
    return datasets, ground.build(datasets, date.today())


@pytest.mark.parametrize("law", checks.LAWS, ids=lambda law: law.__name__)
@pytest.mark.parametrize("slug", catalog.folders(REAL))
def test_every_package_keeps_every_law(slug: str, law: checks.Law) -> None:
    """What we publish keeps our own laws."""
    datasets, registers = real()
    assert list(law(Case(datasets[slug], registers))) == []


def test_flags_are_explained_in_both_languages() -> None:
    """Every flag of the vocabulary is explained in Vietnamese and in English."""
    flags = next(f for f in shape.observation()["fields"] if f["name"] == "flags")
    told = {
        lang: figures.EXPLAINED_FLAG.findall(text) for lang, text in flags["descriptions"].items()
    }
    assert told["vi"] == told["en"] and {"percent_differs", "derived_mean"} <= set(told["vi"])
