"""The zip of one release, byte for byte the same wherever it is built."""

from __future__ import annotations

import io
import zipfile
from datetime import date

from datasets.model import Dataset


def build(dataset: Dataset) -> bytes:
    """All files of the release under one folder `<slug>-<version>/`, sorted, dated by the release.

    The same release gives the same bytes: names are sorted, times and modes fixed.
    """
    day = dataset.released or date(1980, 1, 1)
    stamp = (max(day.year, 1980), day.month, day.day, 0, 0, 0)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(p for p in dataset.folder.rglob("*") if p.is_file()):
            name = f"{dataset.slug}-{dataset.version}/{path.relative_to(dataset.folder).as_posix()}"
            entry = zipfile.ZipInfo(name, date_time=stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the platform's own value would differ
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED, 9)
    return buffer.getvalue()
