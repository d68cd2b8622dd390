"""Plans, differences and states put into lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.filesize import decimal

from datasets.model import LANGS, Text
from publish.faults import TEXTS
from publish.plan import Change, DatasetPlan, PiecePlan, Plan
from publish.status import Status
from publish.verify import Finding

LONGEST = 120  # letters of a value shown; the JSON has it whole
FEW = 20  # letters shown before the place where a long value begins to differ

Line = tuple[Text, str | None]
"""A line and its style."""

DRIFTS = {"stamp", "size", "file_name", "sha256", "file", "table"}
"""What somebody else can do to a file or table; any other word is a field's name."""

STYLES = {"create": "green", "restore": "green", "update": "yellow", "orphaned": "magenta"}


def of_plan(plan: Plan) -> Iterator[Line]:
    """The whole plan, the totals last."""
    if plan.new_organization:
        yield say("new_organization", name=plan.organization), "green"
    for name in plan.new_groups:
        yield say("new_group", name=name), "green"
    for name in plan.closed_groups:
        yield say("closed_group", name=name), "yellow"
    for dataset in plan.datasets:
        yield from _dataset(dataset)
    counts = plan.counts()
    yield (
        say(
            "totals",
            address=plan.address,
            create=counts.get("datasets_create", 0) + counts.get("datasets_restore", 0),
            update=counts.get("datasets_update", 0),
            unchanged=counts.get("datasets_unchanged", 0),
            orphaned=counts.get("datasets_orphaned", 0),
            **{k: counts[k] for k in ("files", "tables", "fields", "drifted")},
        ),
        "bold",
    )


def _dataset(dataset: DatasetPlan) -> Iterator[Line]:
    pieces = dataset.pieces
    head = say(
        f"plan_{dataset.doing}",
        name=dataset.name,
        slug=dataset.slug,
        version=dataset.version,
        files=sum(p.file in ("send", "replace") for p in pieces),
        tables=sum(p.table in ("load", "reload") for p in pieces),
    )
    yield head, STYLES.get(dataset.doing)
    if dataset.doing not in ("update", "restore"):
        return
    if dataset.unfinished and dataset.doing == "update":  # a deletion leaves the same mark
        yield _indented(say("unfinished")), None
    for change in dataset.changes:
        yield _change(change)
    for piece in pieces:
        if piece.doing != "unchanged":
            yield from _piece(piece)


def _piece(piece: PiecePlan) -> Iterator[Line]:
    doings = [f"file_{piece.file}"] if piece.file != "keep" else []
    doings += [f"table_{piece.table}"] if piece.table not in ("keep", "none") else []
    doings += ["fields"] if piece.changes else []
    yield _indented(say("piece", resource=piece.key, doings=_listed(map(say, doings)))), None
    if piece.drifted:
        yield _indented(say("drifted", what=_listed(map(_drift, piece.drifted))), 2), "red"
    for change in piece.changes:
        yield _change(change, 2)


def _drift(what: str) -> Text:
    """'table:figures stamp' with what was touched in words; a field keeps its name."""
    place, _, touched = what.rpartition(" ")
    words = say(f"drift_{touched}") if touched in DRIFTS else Text(touched, touched)
    return Text(*(f"{place} {words.of(lang)}".strip() for lang in LANGS))


def _listed(texts: Iterable[Text]) -> Text:
    return _joined(texts, ", ")


def _joined(texts: Iterable[Text], between: str = "") -> Text:
    parts = list(texts)
    return Text(*(between.join(part.of(lang) for part in parts) for lang in LANGS))


def _change(change: Change, depth: int = 1) -> Line:
    key = "change_drifted" if change.drifted else "change"
    old, new = _from_where_they_differ(*(" ".join(v.split()) for v in (change.old, change.new)))
    text = say(key, field=change.field, old=_cut(old), new=_cut(new))
    return _indented(text, depth), "red" if change.drifted else None


def of_finding(found: Finding) -> Text:
    """One difference that verify found."""
    kind = found.kind
    if kind == "value":
        kind = "value_lost" if found.expected else "value_gained"
    return say(
        f"find_{kind}",
        where=f"{found.slug} {found.key}".strip(),
        place=found.place,
        expected=_cut(found.expected),
        found=_cut(found.found),
    )


def of_verified(datasets: int, size_bytes: int) -> Text:
    size = decimal(size_bytes)
    return say("verified", datasets=datasets, size=Text(vi=size.replace(".", ","), en=size))


def of_status(status: Status) -> Text:
    """One package at one catalogue, on one line."""
    if status.latest is None:
        return say("status_orphaned", slug=status.slug)
    withdrawn = [say("status_withdrawn", day=status.withdrawn)] if status.withdrawn else []
    if status.published is None:
        what = say("deleted" if status.visibility == "deleted" else "status_none")
        return say("status_absent", slug=status.slug, what=what, more=_joined(withdrawn))
    more = []
    if status.latest != status.published:
        more.append(say("status_held" if status.held else "status_newer", version=status.latest))
    if status.drifts:
        more.append(say("status_drifted", what=_listed(map(_drift, status.drifts))))
    if status.unfinished:
        more.append(say("status_unfinished"))
    age = say("status_age", days=status.age_days)
    return say(
        "status",
        slug=status.slug,
        published=say("status_version", version=status.published),
        age=age if status.age_days is not None else say("status_no_age"),
        visibility=say(status.visibility),
        more=_joined([*more, *withdrawn]),
    )


def say(key: str, /, **values: object) -> Text:
    return TEXTS(f"say.{key}", **values)


def _indented(text: Text, depth: int = 1) -> Text:
    return Text("    " * depth + text.vi, "    " * depth + text.en)


def _from_where_they_differ(old: str, new: str) -> tuple[str, str]:
    """Long values with what they have in common left out, but for a few words before."""
    if max(len(old), len(new)) <= LONGEST:
        return old, new
    pairs = enumerate(zip(old, new, strict=False))
    same = next((at for at, (one, other) in pairs if one != other), min(len(old), len(new)))
    start = old.rfind(" ", 0, max(0, same - FEW)) + 1
    return (f"…{old[start:]}", f"…{new[start:]}") if start else (old, new)


def _cut(value: str) -> str:
    line = " ".join(value.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
