"""Every way to break a law: the rule that names it, where, and how the small world is broken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.fixtures import small

OBS = "tasks/observations.csv"
Offence = Callable[[Path], object]


def cell(file: str, row: int, **cells: str) -> Offence:
    return lambda root: small.edit(root, file, row, **cells)


def line(file: str, like: int, **cells: str) -> Offence:
    return lambda root: small.add(root, file, like, **cells)


def without(file: str, row: int) -> Offence:
    return lambda root: small.drop(root, file, row)


def raw(file: str, change: Callable[[bytes], bytes]) -> Offence:
    def offend(root: Path) -> None:
        path = root / "packages" / file
        path.write_bytes(change(path.read_bytes()))

    return offend


def described(slug: str, *place: str | int, value: object) -> Offence:
    """Puts `value` at a place of the descriptor; None removes what stands there."""

    def offend(root: Path) -> None:
        content = small.read_descriptor(root, slug)
        node: Any = content
        for key in place[:-1]:
            node = node[key]
        if value is None:
            del node[place[-1]]
        else:
            node[place[-1]] = value
        small.put_descriptor(root, slug, content)

    return offend


OFFENCES: list[tuple[str, str, int | None, str | None, Offence]] = [
    # descriptor
    (
        "descriptor-missing",
        "datapackage.json",
        None,
        "licenses",
        described("tasks", "licenses", value=None),
    ),
    (
        "descriptor-missing",
        "datapackage.json",
        None,
        "licenses[0].path",
        described("tasks", "licenses", 0, "path", value=None),
    ),
    (
        "descriptor-missing",
        "datapackage.json",
        None,
        "sources",
        described("tasks", "sources", value=[]),
    ),
    (
        "descriptor-missing",
        "datapackage.json",
        None,
        "keywords",
        described("tasks", "keywords", value=None),
    ),
    (
        "descriptor-missing",
        "datapackage.json",
        None,
        "resources",
        described("tasks", "resources", value=[]),
    ),
    (
        "descriptor-name",
        "datapackage.json",
        None,
        "name",
        described("tasks", "name", value="other"),
    ),
    (
        "descriptor-version",
        "datapackage.json",
        None,
        "version",
        described("tasks", "version", value="1.0"),
    ),
    (
        "descriptor-value",
        "datapackage.json",
        None,
        "resources[0].encoding",
        described("tasks", "resources", 0, "encoding", value="latin-1"),
    ),
    (
        "descriptor-text",
        "datapackage.json",
        None,
        "titles.en",
        described("tasks", "titles", "en", value=""),
    ),
    (
        "descriptor-text",
        "datapackage.json",
        None,
        "resources[0].descriptions.vi",
        described("tasks", "resources", 0, "descriptions", "vi", value=None),
    ),
    (
        "descriptor-text",
        "datapackage.json",
        None,
        "lists.schema.name_vi.titles.en",
        described("lists", "resources", 0, "schema", "fields", 1, "titles", "en", value=None),
    ),
    (
        "descriptor-text",
        "datapackage.json",
        None,
        "notes.en",
        described("tasks", "notes", value={"vi": "Ghi chú"}),
    ),
    (
        "descriptor-title",
        "datapackage.json",
        None,
        "title",
        described("tasks", "title", value="Khác"),
    ),
    (
        "descriptor-invalid",
        "datapackage.json",
        None,
        None,
        described("lists", "resources", 0, "schema", "fields", 0, "type", value="text"),
    ),
    (
        "file-outside",
        "../../etc/passwd",
        None,
        None,
        described("tasks", "resources", 0, "path", value="../../etc/passwd"),
    ),
    (
        "not-composed",
        "datapackage.json",
        None,
        "notes.vi",
        described("tasks", "notes", value={"vi": "Ba\u0306c", "en": "x"}),
    ),
    (
        "undeclared-file",
        "datapackage.json",
        None,
        "resources",
        lambda root: (root / "packages/tasks/more.csv").write_text("a\n"),
    ),
    (
        "unreadable-descriptor",
        "datapackage.json",
        None,
        None,
        raw("tasks/datapackage.json", lambda b: b[:-5]),
    ),
    (
        "unreadable-descriptor",
        "datapackage.json",
        None,
        None,
        raw("tasks/datapackage.json", lambda b: b"\xff" + b),
    ),
    # files
    (
        "file-missing",
        "observations.csv",
        None,
        None,
        lambda root: (root / "packages" / OBS).unlink(),
    ),
    (
        "file-encoding",
        "observations.csv",
        None,
        None,
        raw(OBS, lambda b: b + "Điện Biên".encode("utf-16")),
    ),
    ("byte-order-mark", "observations.csv", None, None, raw(OBS, lambda b: b"\xef\xbb\xbf" + b)),
    ("line-ending", "observations.csv", None, None, raw(OBS, lambda b: b.replace(b"\n", b"\r\n"))),
    (
        "missing-column",
        "observations.csv",
        None,
        "flags",
        raw(OBS, lambda b: b.replace(b",flags,", b",", 1)),
    ),
    (
        "extra-column",
        "observations.csv",
        None,
        "cccd_x",
        raw(OBS, lambda b: b.replace(b"note_en\n", b"note_en,cccd_x\n", 1)),
    ),
    (
        "duplicate-column",
        "observations.csv",
        None,
        "flags",
        raw(OBS, lambda b: b.replace(b"rank_of", b"flags", 1)),
    ),
    (
        "column-order",
        "observations.csv",
        None,
        None,
        raw(OBS, lambda b: b.replace(b"numerator,denominator", b"denominator,numerator", 1)),
    ),
    (
        "extra-cell",
        "observations.csv",
        11,
        None,
        raw(OBS, lambda b: b + b",".join([b"x"] * 25) + b"\n"),
    ),
    ("missing-cell", "observations.csv", 11, None, raw(OBS, lambda b: b + b"2008,11\n")),
    ("blank-row", "observations.csv", 11, None, raw(OBS, lambda b: b + b"," * 17 + b"\n")),
    # cells
    ("type-error", "observations.csv", 2, "value", cell(OBS, 2, value="34,5")),
    ("type-error", "observations.csv", 2, "period_end", cell(OBS, 2, period_end="31/12/2024")),
    ("constraint-error", "observations.csv", 2, "kind", cell(OBS, 2, kind="guess")),
    ("required-cell", "observations.csv", 2, "as_stated", cell(OBS, 2, as_stated="")),
    ("primary-key", "lists.csv", 3, None, line("lists/lists.csv", 2, name_vi="Khác")),
    ("not-composed", "observations.csv", 9, "note_vi", cell(OBS, 9, note_vi="Ba\u0306\u0301c")),
    ("hidden-character", "observations.csv", 9, "note_vi", cell(OBS, 9, note_vi="Bắc\u200b Giang")),
    ("hidden-character", "observations.csv", 9, "note_vi", cell(OBS, 9, note_vi="Bắc\x07 Giang")),
    ("stray-space", "observations.csv", 9, "note_vi", cell(OBS, 9, note_vi="Bắc Giang ")),
    ("one-language", "observations.csv", 9, "note_en", cell(OBS, 9, note_en="")),
    ("one-language", "lists.csv", 2, "name_vi", cell("lists/lists.csv", 2, name_vi="")),
    *(
        ("formula-cell", "observations.csv", 9, "note_vi", cell(OBS, 9, note_vi=text))
        for text in ("=1+1", "+84", "@SUM(A1)", "-1+2", "- gạch đầu dòng", "=HYPERLINK()")
    ),
    # references
    (
        "register-missing",
        "datapackage.json",
        None,
        None,
        raw("units/datapackage.json", lambda b: b"{"),
    ),
    ("unknown-unit", "observations.csv", 2, "unit_code", cell(OBS, 2, unit_code="99")),
    ("unknown-unit", "observations.csv", 10, "unit_code", cell(OBS, 10, unit_code="27")),
    (
        "unknown-unit",
        "memberships.csv",
        2,
        "unit_code",
        cell("lists/memberships.csv", 2, unit_code="99"),
    ),
    (
        "unknown-unit",
        "deadlines.csv",
        2,
        "unit_code",
        cell("targets/deadlines.csv", 2, unit_code="99"),
    ),
    (
        "unknown-unit",
        "successions.csv",
        2,
        "predecessor_code",
        cell("units/successions.csv", 2, predecessor_code="12"),
    ),
    ("wrong-vintage", "observations.csv", 2, "vintage", cell(OBS, 2, period_end="2025-07-01")),
    ("wrong-vintage", "observations.csv", 10, "vintage", cell(OBS, 10, period_end="2025-06-30")),
    (
        "wrong-vintage",
        "observations.csv",
        2,
        "vintage",
        cell(OBS, 2, period_end="2025-07-01", flags="derived_mean"),
    ),
    (
        "wrong-vintage",
        "observations.csv",
        2,
        "vintage",
        cell(OBS, 2, period_end="2025-07-01", flags="set_before_merger"),
    ),
    (
        "wrong-vintage",
        "observations.csv",
        2,
        "vintage",
        cell("targets/observations.csv", 2, flags=""),
    ),
    (
        "wrong-vintage",
        "memberships.csv",
        2,
        "vintage",
        cell("lists/memberships.csv", 2, date="2025-08-01"),
    ),
    (
        "unknown-indicator",
        "observations.csv",
        2,
        "indicator_id",
        cell(OBS, 2, indicator_id="nothing"),
    ),
    (
        "foreign-indicator",
        "observations.csv",
        2,
        "indicator_id",
        cell("indicators/indicators.csv", 2, theme="lists"),
    ),
    (
        "target-only",
        "observations.csv",
        2,
        "kind",
        cell("targets/observations.csv", 2, kind="assigned"),
    ),
    ("missing-source", "observations.csv", 2, "source_id", cell(OBS, 2, source_id="")),
    ("unknown-source", "observations.csv", 2, "source_id", cell(OBS, 2, source_id="nobody")),
    (
        "unknown-source",
        "memberships.csv",
        2,
        "source_id",
        cell("lists/memberships.csv", 2, source_id="nobody"),
    ),
    # figures
    (
        "over-maximum",
        "observations.csv",
        7,
        "value",
        cell(OBS, 7, value="140", numerator="", denominator=""),
    ),
    (
        "over-maximum",
        "observations.csv",
        7,
        "value",
        cell(OBS, 7, value="-1", numerator="", denominator=""),
    ),
    ("over-maximum", "observations.csv", 7, "value_high", cell(OBS, 7, value_high="101")),
    ("reversed-range", "observations.csv", 7, "value_high", cell(OBS, 7, value_high="40")),
    ("rank-range", "observations.csv", 8, "value", cell(OBS, 8, value="64")),
    ("rank-range", "observations.csv", 8, "value", cell(OBS, 8, value="0")),
    ("rank-range", "observations.csv", 8, "value", cell(OBS, 8, value="2.5", rank_of="")),
    ("percent-differs", "observations.csv", 7, "value", cell(OBS, 7, numerator="51")),
    (
        "percent-flag-needless",
        "observations.csv",
        7,
        "flags",
        cell(OBS, 7, flags="percent_differs"),
    ),
    ("duplicate-fact", "observations.csv", 11, None, line(OBS, 2)),
    ("duplicate-fact", "observations.csv", 11, None, line(OBS, 2, period_start="2024-01-01")),
    ("duplicate-fact", "observations.csv", 11, None, line(OBS, 2, as_stated="34 việc", value="35")),
    ("future-period", "observations.csv", 10, "period_end", cell(OBS, 10, period_end="2026-06-02")),
    (
        "reversed-period",
        "observations.csv",
        2,
        "period_start",
        cell(OBS, 2, period_start="2025-01-01"),
    ),
    ("unknown-flag", "observations.csv", 2, "flags", cell(OBS, 2, flags="dubious")),
    (
        "repeated-flag",
        "observations.csv",
        2,
        "flags",
        cell(OBS, 2, flags="sources_differ sources_differ"),
    ),
    (
        "observation-shape",
        "datapackage.json",
        None,
        "resources.observations.schema",
        described("tasks", "resources", 0, "schema", "fields", 0, "type", value="any"),
    ),
    # registers
    ("succession-missing", "units.csv", 5, "code", without("units/successions.csv", 4)),
    (
        "succession-missing",
        "units.csv",
        8,
        "code",
        lambda root: [
            small.edit(root, "units/successions.csv", n, successor_code="11") for n in (3, 4)
        ],
    ),
    (
        "succession-date",
        "successions.csv",
        2,
        "date",
        cell("units/successions.csv", 2, date="2025-07-02"),
    ),
    (
        "reversed-period",
        "units.csv",
        3,
        "valid_from",
        cell("units/units.csv", 3, valid_from="2026-01-01"),
    ),
    (
        "unknown-reference",
        "indicators.csv",
        2,
        "theme",
        cell("indicators/indicators.csv", 2, theme="none"),
    ),
    (
        "unknown-reference",
        "indicators.csv",
        5,
        "denominator_id",
        cell("indicators/indicators.csv", 5, denominator_id="none"),
    ),
    (
        "unknown-reference",
        "indicators.csv",
        2,
        "unit",
        cell("indicators/indicators.csv", 2, unit="none"),
    ),
    (
        "unknown-reference",
        "memberships.csv",
        2,
        "list_id",
        cell("lists/memberships.csv", 2, list_id="none"),
    ),
    (
        "no-definition",
        "indicators.csv",
        2,
        "definition_en",
        cell("indicators/indicators.csv", 2, definition_vi="", definition_en=""),
    ),
    ("source-untold", "sources.csv", 2, "publisher", cell("sources/sources.csv", 2, publisher="")),
    (
        "source-type",
        "sources.csv",
        2,
        "source_type",
        cell("sources/sources.csv", 2, source_type="rumour"),
    ),
    (
        "source-address",
        "sources.csv",
        2,
        "url",
        cell("sources/sources.csv", 2, url="www.example.vn"),
    ),
    (
        "future-publication",
        "sources.csv",
        2,
        "published",
        cell("sources/sources.csv", 2, published="2026-06-02"),
    ),
    # persons
    (
        "personal-data",
        "observations.csv",
        9,
        "note_vi",
        cell(OBS, 9, note_vi="Ông A, CCCD 012345678901"),
    ),
    (
        "personal-column",
        "observations.csv",
        None,
        "cccd_x",
        raw(OBS, lambda b: b.replace(b"note_en\n", b"note_en,cccd_x\n", 1)),
    ),
]
