"""The files of one edition of a dataset as distributions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from datasets import vocabulary
from datasets.model import Dataset
from portal.catalogue import terms
from portal.catalogue.files import File
from portal.catalogue.terms import Node, day, given, iri, text


@dataclass(frozen=True, slots=True)
class Edition:
    """A dataset's files: those of one version for ever, or those of whichever is the latest."""

    dataset: Dataset
    files: Sequence[File]
    base: str  # the portal's public address
    pinned: bool

    def address(self, file: File) -> str:
        slug, version = self.dataset.slug, self.dataset.version
        if self.pinned:
            return f"{self.base}/data/{slug}/{version}/{file.name}"
        if file.ending == "zip":  # lies beside the folder, not in it
            return f"{self.base}/data/{file.name}"
        return f"{self.base}/data/{slug}/{file.name}"

    def ids(self) -> list[str]:
        return [f"{self.address(file)}#distribution" for file in self.files]


def nodes(edition: Edition) -> Iterator[Node]:
    for file in edition.files:
        address = edition.address(file)
        yield _distribution(edition, file, address)
        if file.sha256:
            yield {
                "@id": f"{address}#checksum",
                "@type": "spdx:Checksum",
                "spdx:algorithm": iri(vocabulary.SHA256),
                "spdx:checksumValue": {"@value": file.sha256, "@type": "xsd:hexBinary"},
            }


def _distribution(edition: Edition, file: File, address: str) -> Node:
    dataset = edition.dataset
    released = day(dataset.released) if dataset.released else None
    media_type = f"{vocabulary.MEDIA_TYPES}/{file.media_type}"
    return given(
        {
            "@id": f"{address}#distribution",
            "@type": "dcat:Distribution",
            "dct:title": text(file.title),
            "dct:description": text(file.about),
            "dcat:accessURL": iri(address),
            "dcat:downloadURL": iri(address),
            "dcat:mediaType": iri(media_type),
            "dct:format": iri(f"{vocabulary.AUTHORITY}/file-type/{file.ending.upper()}"),
            "dcat:packageFormat": iri(media_type) if file.ending == "zip" else None,
            "dcat:byteSize": None if file.size_bytes is None else terms.count(file.size_bytes),
            "spdx:checksum": iri(f"{address}#checksum") if file.sha256 else None,
            "dct:license": iri(*(licence.url for licence in dataset.licences)),
            "dct:language": iri(*vocabulary.LANGUAGES),
            "dct:issued": released,
            "dct:modified": released,
            "dct:conformsTo": iri(file.standard) if file.standard else None,
            "dcatap:availability": iri(vocabulary.STABLE),
        }
    )
