"""A multipart body streamed from disk: its length is known, its bytes are never all in memory."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

CHUNK_BYTES = 1 << 16


@dataclass(frozen=True, slots=True)
class Upload:
    """One file to send: its name over there (ASCII), its type, where it lies here."""

    file_name: str
    mediatype: str
    path: Path
    size_bytes: int
    sha256: str


class Multipart:
    """Iterable body with a length, as `requests` streams it; `sent` hears of every file chunk."""

    def __init__(
        self,
        fields: Mapping[str, str],
        files: Mapping[str, Upload],
        sent: Callable[[int], None] = lambda size_bytes: None,
    ) -> None:
        self.boundary = secrets.token_hex(16)
        self.content_type = f"multipart/form-data; boundary={self.boundary}"
        self._sent = sent
        self._fields = b"".join(
            self._head(f'name="{name}"') + value.encode() + b"\r\n"
            for name, value in fields.items()
        )
        self._files = [
            (
                self._head(f'name="{name}"; filename="{u.file_name}"', f"\r\n{_type(u)}"),
                u,
            )
            for name, u in files.items()
        ]
        self._end = f"--{self.boundary}--\r\n".encode()

    def __len__(self) -> int:
        files = sum(len(head) + upload.size_bytes + 2 for head, upload in self._files)
        return len(self._fields) + files + len(self._end)

    def __iter__(self) -> Iterator[bytes]:
        yield self._fields
        for head, upload in self._files:
            yield head
            with upload.path.open("rb") as file:
                while chunk := file.read(CHUNK_BYTES):
                    yield chunk
                    self._sent(len(chunk))
            yield b"\r\n"
        yield self._end

    def _head(self, disposition: str, more: str = "") -> bytes:
        line = f"Content-Disposition: form-data; {disposition}{more}"
        return f"--{self.boundary}\r\n{line}\r\n\r\n".encode()


def _type(upload: Upload) -> str:
    return f"Content-Type: {upload.mediatype}"
