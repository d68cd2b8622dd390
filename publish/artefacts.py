"""The files of a dataset as they are sent: a release's own tables, and what is made from it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from datasets import archive, freeze
from publish import pieces, workbook
from publish.multipart import Upload
from publish.pieces import Links
from publish.wanted import Piece, Wanted

READ_BYTES = 1 << 20


def upload(wanted: Wanted, piece: Piece, links: Links, folder: Path) -> Upload:
    """The file of that piece; made in `folder` unless it is a table of the release."""
    path = folder / f"{wanted.slug}-{wanted.version}-{piece.file_name}"
    if piece.table:
        path = piece.table.path
    elif piece.key == "workbook":
        workbook.write(wanted.release, path)
    elif piece.key == "archive":
        path.write_bytes(archive.build(wanted.release))
    else:
        path.write_bytes(freeze.as_json(pieces.descriptor(wanted.release, links)))
    size, digest = measure(path)
    return Upload(piece.file_name, piece.mediatype, path, size, digest)


def measure(path: Path) -> tuple[int, str]:
    """(bytes, SHA-256 in hex) of a file, read in chunks."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(READ_BYTES):
            digest.update(chunk)
            size += len(chunk)
    return size, digest.hexdigest()
