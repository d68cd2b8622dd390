"""What the machine interface offers: its tables, their columns, and what each can be asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from datasets.collection import Collection
from datasets.model import Dataset, Table, Text
from portal.state import State
from portal.views.parameters import EVERYWHERE, PARAMETERS, Parameter

KEY = Text("khóa của dòng, như cột row_key của changes", "the row's key, as row_key in changes")
PAGE = Text("trang của mục này trên cổng", "this item's page on the portal")


@dataclass(frozen=True, slots=True)
class Column:
    """One member of a JSON row and one column of the CSV."""

    name: str
    kind: str  # string | integer | number | boolean | date
    about: Text
    required: bool = True  # never null
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resource:
    """One table of the interface: the released table it shows, and what is added to it."""

    name: str
    about: Text
    added: tuple[Column, ...]
    filters: Mapping[str, str]  # parameter -> column it looks at
    package: str | None = None  # None with `table`: that table of every package that has it
    table: str | None = None  # None: no released table stands behind it

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        return tuple(PARAMETERS[name] for name in (*self.filters, *EVERYWHERE))


@dataclass(frozen=True, slots=True)
class InterfaceView:
    """Every resource with its columns, for the page that explains the interface."""

    resources: tuple[tuple[Resource, tuple[Column, ...]], ...]
    packages: tuple[str, ...]


def view(collection: Collection, state: State) -> InterfaceView:
    return InterfaceView(
        resources=tuple((r, columns(r, collection)) for r in RESOURCES.values()),
        packages=tuple(collection.datasets),
    )


def tables(resource: Resource, collection: Collection) -> list[tuple[Dataset, Table]]:
    """The released tables that the resource shows."""
    return [
        (dataset, table)
        for slug, dataset in collection.datasets.items()
        for table in dataset.tables
        if table.name == resource.table and resource.package in (None, slug)
    ]


def columns(resource: Resource, collection: Collection) -> tuple[Column, ...]:
    """The released tables' own columns as their schemas declare them, then what is added."""
    own = (c for _, table in tables(resource, collection) for c in _declared(table))
    return tuple({c.name: c for c in (*own, *resource.added)}.values())


def _declared(table: Table) -> Iterable[Column]:
    fields: Any = table.schema.get("fields") or ()
    constraints = {f["name"]: f.get("constraints") or {} for f in fields}
    for field in table.fields:
        law = constraints[field.name]
        yield Column(
            name=field.name,
            kind=field.type,
            about=field.description,
            required=bool(law.get("required")),
            values=tuple(law.get("enum") or ()),
        )


def _column(name: str, kind: str, vi: str, en: str, required: bool = True) -> Column:
    return Column(name, kind, Text(vi, en), required)


_PACKAGE = _column("package", "string", "bộ dữ liệu chứa dòng này", "dataset that holds the row")
_KEY = Column("key", "string", KEY)
_PAGE = Column("page", "string", PAGE)
_COUNT = _column("observations", "integer", "số con số", "number of figures")
_VERSION = _column("version", "string", "phiên bản", "version")
_RELEASED = _column("released", "date", "ngày phát hành", "day of release", required=False)

RESOURCES = {r.name: r for r in (
    Resource(
        name="observations",
        about=Text("mỗi dòng là một con số in trong một nguồn",
                   "one row per number printed in one source"),
        added=(
            _PACKAGE, _KEY,
            _column("preferred", "boolean", "con số được hiển thị của ô này",
                    "the figure that is shown for this cell"),
            _column("unit_vi", "string", "tên tỉnh, thành", "province, in Vietnamese"),
            _column("unit_en", "string", "tên tỉnh, thành bằng tiếng Anh", "province, in English"),
            _column("indicator_vi", "string", "tên chỉ tiêu", "indicator, in Vietnamese"),
            _column("indicator_en", "string", "tên chỉ tiêu bằng tiếng Anh",
                    "indicator, in English"),
            _column("unit_of_measure", "string", "đơn vị đo", "unit of measure"),
            _column("source_url", "string", "địa chỉ của nguồn", "address of the source", False),
            _column("unit_page", "string", "trang của tỉnh, thành", "the province's page"),
            _column("indicator_page", "string", "trang của chỉ tiêu", "the indicator's page"),
            _column("source_page", "string", "trang của nguồn", "the source's page"),
        ),
        filters={"vintage": "vintage", "period": "period_end", "units": "unit_code",
                 "indicators": "indicator_id", "kind": "kind", "package": "package",
                 "source": "source_id", "preferred": "preferred"},
        table="observations",
    ),
    Resource(
        name="indicators",
        about=Text("danh mục chỉ tiêu: định nghĩa, đơn vị, căn cứ pháp lý",
                   "the indicators: definition, unit, legal basis"),
        added=(_KEY, _COUNT, _PAGE),
        filters={"indicators": "indicator_id", "package": "theme"},
        package="indicators", table="indicators",
    ),
    Resource(
        name="units",
        about=Text("63 và 34 tỉnh, thành, mã và tên", "the 63 and the 34 provinces with codes"),
        added=(
            _KEY,
            _column("successor_code", "string", "mã tỉnh, thành kế tục năm 2025",
                    "code of the 2025 province it became part of", False),
            _column("predecessor_codes", "string", "mã các tỉnh cũ, cách nhau dấu cách",
                    "codes of the provinces it was formed from, separated by spaces", False),
            _PAGE,
        ),
        filters={"vintage": "vintage", "units": "code"},
        package="units", table="units",
    ),
    Resource(
        name="sources",
        about=Text("mọi trang và báo cáo đã trích số liệu",
                   "every page and report a figure was read from"),
        added=(_KEY, _COUNT, _PAGE),
        filters={"source": "source_id"},
        package="sources", table="sources",
    ),
    Resource(
        name="packages",
        about=Text("các bộ dữ liệu: phiên bản, giấy phép, tệp",
                   "the datasets: version, licence, files"),
        added=(
            _PACKAGE, _VERSION, _RELEASED,
            _column("title_vi", "string", "tên", "title, in Vietnamese"),
            _column("title_en", "string", "tên bằng tiếng Anh", "title, in English"),
            _column("description_vi", "string", "mô tả", "description, in Vietnamese"),
            _column("description_en", "string", "mô tả bằng tiếng Anh", "description, in English"),
            _column("licence", "string", "giấy phép", "licence"),
            _column("licence_url", "string", "địa chỉ giấy phép", "address of the licence"),
            _column("credit_vi", "string", "lời ghi nguồn bắt buộc", "credit that must be printed",
                    False),
            _column("credit_en", "string", "lời ghi nguồn bằng tiếng Anh", "credit, in English",
                    False),
            _column("keywords", "string", "từ khóa, cách nhau dấu phẩy", "keywords, by commas"),
            _column("resources", "string", "các bảng, cách nhau dấu cách", "tables, by spaces"),
            _column("size_bytes", "integer", "cỡ các bảng, byte", "size of the tables, in bytes"),
            _column("zip", "string", "trọn gói", "the whole package"),
            _column("descriptor", "string", "tệp mô tả Data Package", "Data Package descriptor"),
            _PAGE,
        ),
        filters={"package": "package"},
    ),
    Resource(
        name="changes",
        about=Text("mọi thay đổi giữa các bản phát hành, mới nhất trước",
                   "every change between releases, the newest first"),
        added=(
            _PACKAGE, _VERSION, _RELEASED,
            _column("previous", "string", "phiên bản trước", "version before", False),
            _column("level", "string", "mức thay đổi: first, major, minor, patch",
                    "weight of the release: first, major, minor, patch"),
            _column("note_vi", "string", "lý do", "reason, in Vietnamese", False),
            _column("note_en", "string", "lý do bằng tiếng Anh", "reason, in English", False),
            _column("resource", "string", "bảng có thay đổi; datapackage.json là lời mô tả",
                    "table that changed; datapackage.json stands for the descriptor's texts"),
            _column("change", "string", "added, changed hoặc removed",
                    "added, changed or removed"),
            _column("row_key", "string", "khóa của dòng", "key of the row", False),
            _column("field", "string", "cột", "column", False),
            _column("old", "string", "giá trị cũ", "old value", False),
            _column("new", "string", "giá trị mới", "new value", False),
            _PAGE,
        ),
        filters={"package": "package", "period": "released"},
    ),
)}
