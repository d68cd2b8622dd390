"""A releases folder made on the spot, small enough to read: two packages in two versions."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

HEADER = (
    "vintage,unit_code,indicator_id,kind,period_start,period_end,date_basis,value,value_high,"
    "qualifier,numerator,denominator,rank_of,as_stated,source_id,flags,note_vi,note_en"
)
ROW = "2008,11,id_cards,result,,2024-06-30,stated,{},,exact,,,,{},paper,,,"

UNITS = """vintage,code,slug,name_vi,name_en,type,type_at_start,type_changed_on,type_change_law,\
region_code,region_vi,region_en,valid_from,valid_to,population_nso2024,area_km2,iso_3166_2,sources_note
2008,11,dien-bien,Điện Biên,Điện Biên,tỉnh,,,,,,,2008-08-01,2025-06-30,,,,
2025,11,dien-bien,Điện Biên,Điện Biên,tỉnh,,,,,,,2025-07-01,,,,,
2008,VN,viet-nam,Việt Nam,Viet Nam,quốc gia,,,,,,,2008-08-01,2025-06-30,,,,
2025,VN,viet-nam,Việt Nam,Viet Nam,quốc gia,,,,,,,2025-07-01,,,,,
"""
INDICATORS = """indicator_id,theme,name_vi,name_en,definition_vi,definition_en,unit,measure,\
direction,aggregation,numerator_id,denominator_id,max_value,legal_basis,reported_by_vi,\
reported_by_en,valid_from,valid_to,headline
id_cards,identity,Căn cước đã cấp,Identity cards issued,Số thẻ đã cấp,Cards issued,card,stock,\
higher_is_better,sum,,,,,,,,,1
"""
THEMES = "theme,name_vi,name_en,sort\nidentity,Căn cước,Identity,1\n"
MEASURES = "unit,name_vi,name_en,symbol_vi,symbol_en,decimals\ncard,thẻ,card,thẻ,cards,0\n"
SOURCES = """\
source_id,url,publisher,title,title_basis,published,source_type,language,note_vi,note_en
paper,https://example.vn/bai,Báo Thử,=Tiêu đề lạ,stated,2024-07-01,press,vi,,
"""


def observations(*values: str) -> str:
    return "\n".join((HEADER, *(ROW.format(v, v) for v in values))) + "\n"


def release(root: Path, slug: str, version: str, day: str, **tables: str) -> Path:
    """Writes one frozen release as `python -m publish release` lays it out."""
    folder = root / "releases" / slug / version
    folder.mkdir(parents=True)
    resources = [_resource(folder, name, text) for name, text in tables.items()]
    descriptor: dict[str, Any] = {
        "name": slug,
        "title": slug,
        "version": version,
        "created": f"{day}T00:00:00Z",
        "titles": {"vi": f"Bộ {slug}", "en": f"Set {slug}"},
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "CC BY 4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "resources": resources,
    }
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    hashes = {path.name: sha256(path) for path in sorted(folder.iterdir())}
    record = {"version": version, "date": day, "files": hashes}
    (folder / "release.json").write_text(json.dumps(record), encoding="utf-8")
    return folder


def whole(root: Path) -> Path:
    """Every register, and one figure that a second release corrects."""
    release(root, "units", "1.0.0", "2026-01-10", units=UNITS)
    release(
        root,
        "indicators",
        "1.0.0",
        "2026-01-10",
        indicators=INDICATORS,
        themes=THEMES,
        measures=MEASURES,
    )
    release(root, "sources", "1.0.0", "2026-01-10", sources=SOURCES)
    release(root, "identity", "1.0.0", "2026-01-10", observations=observations("449528"))
    release(root, "identity", "1.0.1", "2026-02-20", observations=observations("449529"))
    (root / "packages").mkdir()
    return root


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _resource(folder: Path, name: str, text: str) -> dict[str, Any]:
    path = folder / f"{name}.csv"
    path.write_text(text, encoding="utf-8")
    numbers = {
        "value",
        "value_high",
        "numerator",
        "denominator",
        "population_nso2024",
        "area_km2",
        "max_value",
    }
    whole_numbers = {"rank_of", "sort", "decimals", "headline"}
    dates = {"period_start", "period_end", "valid_from", "valid_to", "type_changed_on", "published"}
    kinds = {
        **dict.fromkeys(numbers, "number"),
        **dict.fromkeys(whole_numbers, "integer"),
        **dict.fromkeys(dates, "date"),
    }
    header = text.split("\n", 1)[0].split(",")
    fields = [{"name": name, "type": kinds.get(name, "string")} for name in header]
    return {
        "name": name,
        "path": path.name,
        "type": "table",
        "format": "csv",
        "encoding": "utf-8",
        "schema": {"fields": fields},
        "hash": f"sha256:{sha256(path)}",
        "bytes": path.stat().st_size,
    }
