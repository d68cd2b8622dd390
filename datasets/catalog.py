"""Packages and releases on disk as Dataset objects; the only reader of descriptors."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from datasets.model import Dataset, Field, Licence, Table, Text

DESCRIPTOR = "datapackage.json"
DESCRIPTORS = (DESCRIPTOR, "datapackage.yaml")


class DescriptorError(ValueError):
    """A descriptor that cannot be read at all; says which file and why, in both languages."""

    def __init__(self, path: Path, reason: Text) -> None:
        super().__init__(f"{path}: {reason.en}")
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True)
class ReleaseSet:
    """The latest release of every package on one day; `id` changes when any of them does."""

    id: str
    asof: date | None
    datasets: Mapping[str, Dataset]


def folders(root: Path) -> dict[str, Path]:
    """Slug -> folder of every working package, also of those whose descriptor is broken."""
    home = root / "packages"
    if not home.is_dir():
        return {}
    return {f.name: f for f in sorted(home.iterdir()) if f.is_dir() and f.name[0] not in "._"}


def working(root: Path) -> dict[str, Dataset]:
    """Every working package under `root`/packages; raises DescriptorError."""
    return {slug: read(folder) for slug, folder in folders(root).items()}


def releases(root: Path, slug: str) -> tuple[Dataset, ...]:
    """All releases of one package, oldest first; raises DescriptorError."""
    home = root / "releases" / slug
    if not home.is_dir():
        return ()
    # A folder in the making starts with a dot (release.py) and is nobody's release yet.
    found = [f for f in home.iterdir() if f.is_dir() and f.name[0] not in "._"]
    return tuple(read(f, slug=slug) for f in sorted(found, key=lambda f: version_key(f.name)))


def release_set(root: Path, asof: date | None = None) -> ReleaseSet:
    """The latest release of each package, as it stood at the end of day `asof` (None: now)."""
    latest: dict[str, Dataset] = {}
    home = root / "releases"
    slugs = sorted(f.name for f in home.iterdir() if f.is_dir()) if home.is_dir() else []
    for slug in slugs:
        known = [r for r in releases(root, slug) if asof is None or (r.released or asof) <= asof]
        if known:
            latest[slug] = known[-1]
    return ReleaseSet(id=identity(latest), asof=asof, datasets=MappingProxyType(latest))


def identity(datasets: Mapping[str, Dataset]) -> str:
    """12 hex digits that follow from slugs, versions and the hashes of all tables."""
    digest = hashlib.sha256()
    for slug in sorted(datasets):
        dataset = datasets[slug]
        hashes = " ".join(f"{t.name}={t.sha256}" for t in dataset.tables)
        digest.update(f"{slug} {dataset.version} {hashes}\n".encode())
    return digest.hexdigest()[:12]


def version_key(version: str) -> tuple[int, ...]:
    """ "1.10.0" -> (1, 10, 0); a name that is no version sorts first."""
    parts = version.split(".")
    return tuple(int(p) for p in parts) if all(p.isdecimal() for p in parts) else (-1,)


def read(folder: Path, slug: str | None = None) -> Dataset:
    """The dataset in `folder`. Missing texts fall back to what is there; datasets.checks
    reports them, and no release is made without them. Raises DescriptorError."""
    descriptor = load_descriptor(folder)
    name = slug or folder.name
    resources = [
        r
        for r in _list(descriptor, "resources")
        if all(isinstance(r.get(key), str) and r[key] for key in ("name", "path"))
    ]
    created = _date(descriptor.get("created"))
    return Dataset(
        slug=name,
        folder=folder,
        title=_text(descriptor, "title", name),
        description=_text(descriptor, "description", name),
        version=str(descriptor.get("version") or "0.0.0"),
        released=created if (folder / "release.json").is_file() else None,
        licences=tuple(
            Licence(str(x.get("name", "")), str(x.get("title", "")), str(x.get("path", "")))
            for x in _list(descriptor, "licenses")
        ),
        keywords=_words(descriptor.get("keywords")),
        contributors=tuple(str(c.get("title", "")) for c in _list(descriptor, "contributors")),
        tables=tuple(_table(folder, r) for r in resources),
        notes=_pair(descriptor.get("notes")),
        credit=_pair(descriptor.get("credit")),
        descriptor=MappingProxyType(descriptor),
    )


def descriptor_path(folder: Path) -> Path:
    """The descriptor of that folder (the JSON name where there is none yet)."""
    for name in DESCRIPTORS:
        if (folder / name).is_file():
            return folder / name
    return folder / DESCRIPTORS[0]


def load_descriptor(folder: Path) -> dict[str, Any]:
    """The raw descriptor; raises DescriptorError when missing, not UTF-8 or not an object."""
    return load_object(descriptor_path(folder))


def load_object(path: Path) -> dict[str, Any]:
    """A JSON or YAML file that holds one object; raises DescriptorError."""
    try:
        content = _parse(path, path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DescriptorError(path, Text("không có tệp này", "the file is missing")) from None
    except UnicodeDecodeError as error:
        raise DescriptorError(
            path,
            Text(
                f"không phải UTF-8 (byte thứ {error.start + 1})",
                f"not UTF-8 (byte {error.start + 1})",
            ),
        ) from None
    except OSError as error:
        raise DescriptorError(
            path, Text(f"không đọc được ({error.strerror})", f"cannot be read ({error.strerror})")
        ) from None
    if not isinstance(content, dict):
        raise DescriptorError(
            path, Text("phải là một đối tượng { ... }", "must be an object { ... }")
        )
    return content


def _parse(path: Path, text: str) -> object:
    if path.suffix == ".yaml":
        import yaml  # only where a curator chose YAML: it is slow to import

        try:
            return yaml.safe_load(text)
        except yaml.YAMLError as error:
            detail = " ".join(str(error).split())
            raise DescriptorError(
                path, Text(f"YAML sai cú pháp: {detail}", f"invalid YAML: {detail}")
            ) from None
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"{error.lineno}:{error.colno}"
        raise DescriptorError(
            path,
            Text(f"JSON sai cú pháp ở dòng:cột {where}", f"invalid JSON at line:column {where}"),
        ) from None


def _table(folder: Path, resource: Mapping[str, Any]) -> Table:
    path = folder / str(resource["path"])
    schema = _schema(folder, resource.get("schema"))
    sha256, size = _fingerprint(path, resource, frozen=(folder / "release.json").is_file())
    return Table(
        name=str(resource["name"]),
        path=path,
        title=_text(resource, "title", str(resource["name"])),
        description=_text(resource, "description", ""),
        fields=tuple(_field(f) for f in _list(schema, "fields")),
        primary_key=_words(schema.get("primaryKey")),
        sha256=sha256,
        size_bytes=size,
        rows=resource.get("rows"),
        schema=MappingProxyType(schema),
    )


def _schema(folder: Path, schema: object) -> dict[str, Any]:
    if isinstance(schema, str):
        return load_object(folder / schema)
    return schema if isinstance(schema, dict) else {}


def _fingerprint(path: Path, resource: Mapping[str, Any], *, frozen: bool) -> tuple[str, int]:
    """A release tells its own hash and size; a working table is measured, as it may have moved."""
    stated = str(resource.get("hash") or "").removeprefix("sha256:")
    if frozen and stated and resource.get("bytes"):
        return stated, int(resource["bytes"])
    if not path.is_file():
        return "", 0
    content = path.read_bytes()
    return hashlib.sha256(content).hexdigest(), len(content)


def _field(field: Mapping[str, Any]) -> Field:
    name = str(field.get("name", ""))
    return Field(
        name=name,
        type=str(field.get("type") or "any"),
        title=_text(field, "title", name),
        description=_text(field, "description", ""),
    )


def _list(owner: Mapping[str, Any], key: str) -> Iterable[Mapping[str, Any]]:
    items = owner.get(key)
    return [i for i in items if isinstance(i, dict)] if isinstance(items, list) else []


def _words(value: object) -> tuple[str, ...]:
    """One word or a list of words; whatever else stands there is no word."""
    listed = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return tuple(word for word in listed if isinstance(word, str))


def _text(owner: Mapping[str, Any], key: str, fallback: str) -> Text:
    pair = owner.get(f"{key}s")
    pair = pair if isinstance(pair, dict) else {}
    vi = pair.get("vi") or owner.get(key) or fallback
    return Text(vi=str(vi), en=str(pair.get("en") or vi))


def _pair(value: object) -> Text | None:
    if isinstance(value, dict) and value.get("vi") and value.get("en"):
        return Text(vi=str(value["vi"]), en=str(value["en"]))
    return None


def _date(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
