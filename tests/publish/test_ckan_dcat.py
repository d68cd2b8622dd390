"""What ckanext-dcat makes of our datasets: the very shapes that the portal's catalogue meets."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from pyshacl import validate
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from datasets import catalog
from datasets.model import Dataset
from publish.mapping import PREFIX
from tests.publish import lab

pytestmark = [lab.needed, pytest.mark.xdist_group("ckan-dcat")]

HOME = Path(__file__).resolve().parents[2]
SHAPES = HOME / "tests" / "shapes" / "dcat-ap.ttl"
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCT = Namespace("http://purl.org/dc/terms/")
SH = Namespace("http://www.w3.org/ns/shacl#")

NOT_OURS = {
    # CKAN shows and previews by a word such as "CSV" where DCAT-AP recommends an address
    (DCT["format"], SH.NodeKindConstraintComponent),
    # ckanext-dcat calls the contact a vcard:Organization, and does not add that this is a Kind
    (DCAT.contactPoint, SH.ClassConstraintComponent),
    # it names the theme by its address, and does not describe it
    (DCAT.theme, SH.ClassConstraintComponent),
}
"""Recommendations that CKAN with ckanext-dcat cannot follow: (property, what is missed)."""
NO_DAYS = (DCT.temporal, SH.MinCountConstraintComponent)
"""The recommendation that a register without days of its own leaves open."""


@dataclass(frozen=True)
class Published:
    """Every real release in the CKAN, under names nobody has used; slug -> release."""

    mark: str
    releases: dict[str, Dataset]

    def graph(self, slug: str) -> Graph:
        return turtle(f"/dataset/{PREFIX}{self.mark}-{slug}.ttl")


@dataclass(frozen=True)
class Fault:
    """One thing that the shapes miss, and whether they demand it."""

    focus: Node
    path: Node
    kind: Node
    demanded: bool


def turtle(path: str, **query: str) -> Graph:
    answer = requests.get(lab.ADDRESS + path, params=query, timeout=120)
    assert (answer.status_code, answer.headers["Content-Type"][:11]) == (200, "text/turtle")
    return Graph().parse(data=answer.content, format="turtle")


def missed(graph: Graph) -> list[Fault]:
    """What the shapes of the portal's own catalogue find, recommendations included."""
    _, results, _ = validate(graph, shacl_graph=str(SHAPES), advanced=False)
    assert isinstance(results, Graph)
    return [
        Fault(
            focus=results.value(result, SH.focusNode) or result,
            path=results.value(result, SH.resultPath) or result,
            kind=results.value(result, SH.sourceConstraintComponent) or result,
            demanded=results.value(result, SH.resultSeverity) == SH.Violation,
        )
        for result in results.subjects(RDF.type, SH.ValidationResult)
    ]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    if "dcat" not in lab.ask("status_show")["extensions"]:
        pytest.skip("this CKAN has no ckanext-dcat: boot it with the plugin dcat, as .ci/run does")
    root, mark = tmp_path_factory.mktemp("dcat"), lab.slug()
    (root / "packages").mkdir()
    releases = dict(catalog.release_set(HOME / "datasets").datasets)
    for slug, release in releases.items():
        shutil.copytree(release.folder, root / "releases" / f"{mark}-{slug}" / release.version)
    names = [f"{mark}-{slug}" for slug in releases]
    try:
        assert lab.publish(root).exit_code == 0
        yield Published(mark, releases)
    finally:
        lab.purge(*names)


def test_nothing_demanded_is_missing(published: Published) -> None:
    """Every dataset's Turtle has all that is mandatory, with values of its kind."""
    assert len(published.releases) > 10
    for slug in published.releases:
        graph = published.graph(slug)
        assert len(list(graph.subjects(RDF.type, DCAT.Distribution))) > 3
        assert [fault for fault in missed(graph) if fault.demanded] == [], slug


def test_recommendations_are_followed(published: Published) -> None:
    """What is recommended stands too, but for what CKAN's extension cannot say."""
    for slug in published.releases:
        graph = published.graph(slug)
        dated = (None, DCT.temporal, None) in graph
        allowed = NOT_OURS if dated else {*NOT_OURS, NO_DAYS}
        assert {(f.path, f.kind) for f in missed(graph)} <= allowed, slug


def test_figures_tell_their_days(published: Published) -> None:
    """Every dataset with figures says from which day to which they are."""
    figures = [s for s, d in published.releases.items() if any(
        t.name == "observations" for t in d.tables)]  # fmt: skip
    assert len(figures) > 5
    assert [s for s in figures if (None, DCT.temporal, None) not in published.graph(s)] == []


def test_catalogue_lists_them_as_well(published: Published) -> None:
    """In the Turtle of the whole catalogue all are listed, and nothing about them is amiss."""
    graph = turtle("/catalog.ttl", fq=f"name:{PREFIX}{published.mark}-*")
    (whole,) = graph.subjects(RDF.type, DCAT.Catalog)
    listed = set(graph.objects(whole, DCAT.dataset))
    titles = {graph.value(dataset, DCT["title"]) for dataset in listed}
    assert titles == {Literal(d.title.vi) for d in published.releases.values()}
    # of the catalogue itself its administrator speaks: ckan.site_description and the like
    ours = [fault for fault in missed(graph) if fault.focus != whole]
    assert {(f.path, f.kind) for f in ours} <= {*NOT_OURS, NO_DAYS}
    assert [fault for fault in ours if fault.demanded] == []


def test_licence_is_that_of_the_release(published: Published) -> None:
    """Each file's licence is the address that the release names."""
    for slug, release in published.releases.items():
        graph = published.graph(slug)
        told = set(graph.objects(None, DCT.license))
        assert told == {URIRef(release.licences[0].url)}
