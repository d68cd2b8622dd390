"""The catalogue of all datasets in DCAT 3, judged by outside tools and by the files it names."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyshacl import validate
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.compare import isomorphic

from datasets import catalog
from datasets.model import Dataset
from portal.exports import released as served
from tests.portal import machine

SHAPES = Path(__file__).resolve().parents[1] / "shapes" / "dcat-ap.ttl"
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCT = Namespace("http://purl.org/dc/terms/")
SPDX = Namespace("http://spdx.org/rdf/terms#")
PROV = Namespace("http://www.w3.org/ns/prov#")
SH = Namespace("http://www.w3.org/ns/shacl#")

# Table by table: what DCAT-AP 3.0 makes mandatory, then what it recommends.
DEMANDED = {
    "dcat:Catalog": "dct:title dct:description dct:publisher dcat:dataset dct:spatial "
    "foaf:homepage dct:language dct:license dct:issued dct:modified "
    "dcat:themeTaxonomy",
    "dcat:Dataset": "dct:title dct:description dcat:contactPoint dcat:distribution dct:spatial "
    "dcat:keyword dct:publisher dct:temporal dcat:theme",
    "dcat:Distribution": "dcat:accessURL dct:description dct:format dct:license "
    "dcatap:availability",
    "dcat:DataService": "dct:title dcat:endpointURL dcat:endpointDescription dcat:servesDataset",
    "dcat:DatasetSeries": "dct:title dct:description dcat:contactPoint dct:publisher dct:spatial "
    "dct:temporal",
    "foaf:Agent": "foaf:name dct:type",
    "spdx:Checksum": "spdx:algorithm spdx:checksumValue",
    "dct:PeriodOfTime": "dcat:startDate dcat:endDate",
    "dct:Location": "dcat:bbox dcat:centroid",
    "dct:LicenseDocument": "dct:type",
    "skos:Concept": "skos:prefLabel",
    "skos:ConceptScheme": "dct:title",
}


@pytest.fixture(scope="session")
def documents(machine_server: Flask) -> dict[str, bytes]:
    robot = machine_server.test_client()
    return {name: robot.get(f"/catalog.{name}").data for name in ("jsonld", "ttl")}


@pytest.fixture(scope="session")
def graph(documents: dict[str, bytes]) -> Graph:
    return Graph().parse(data=documents["jsonld"], format="json-ld")


@pytest.fixture(scope="session")
def shapes() -> Graph:
    return Graph().parse(SHAPES)


def expanded(name: str, shapes: Graph) -> URIRef:
    return shapes.namespace_manager.expand_curie(name)


def releases(root: Path) -> list[Dataset]:
    return [
        d
        for folder in sorted((root / "releases").iterdir())
        for d in catalog.releases(root, folder.name)
    ]


@pytest.mark.parametrize(
    ("path", "mimetype"),
    [
        ("/catalog.jsonld", "application/ld+json"),
        ("/catalog.ttl", "text/turtle"),
    ],
)
def test_address_answers(robot: FlaskClient, path: str, mimetype: str) -> None:
    """Both forms answer with their type, a validator and open to any site."""
    response = robot.get(path)
    again = robot.get(path, headers={"If-None-Match": response.headers["ETag"]})
    assert (response.status_code, response.mimetype, again.status_code) == (200, mimetype, 304)
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_both_forms_hold_one_graph(documents: dict[str, bytes], graph: Graph) -> None:
    """JSON-LD and Turtle say the same, statement by statement."""
    other = Graph().parse(data=documents["ttl"], format="turtle")
    assert len(graph) > 1000
    assert isomorphic(graph, other)


def test_catalogue_keeps_to_dcat_ap(graph: Graph, shapes: Graph) -> None:
    """Every mandatory and recommended property of DCAT-AP stands, with values of its kind."""
    conforms, _, report = validate(graph, shacl_graph=shapes, advanced=False)
    assert conforms, report


@pytest.mark.parametrize("name", DEMANDED)
def test_shapes_demand_what_the_profile_does(shapes: Graph, name: str) -> None:
    """A node that says nothing but its class lacks exactly what the specification's table asks."""
    bare = Graph()
    bare.add((URIRef("https://example.org/x"), RDF.type, expanded(name, shapes)))
    _, results, _ = validate(bare, shacl_graph=shapes)
    lacking = {path for _, path in results.subject_objects(SH.resultPath)}
    assert lacking == {expanded(p, shapes) for p in DEMANDED[name].split()}


def test_every_release_is_listed(graph: Graph, released: Path) -> None:
    """Each dataset names all its versions, the newest as current, each after the one before."""
    base = f"{machine.PORTAL_URL}/du-lieu"
    for dataset in releases(released):
        whole = URIRef(f"{base}/{dataset.slug}#dataset")
        version = URIRef(f"{base}/{dataset.slug}#v{dataset.version}")
        assert (whole, DCAT.hasVersion, version) in graph
        assert (version, DCAT.isVersionOf, whole) in graph
    whole, old = (URIRef(f"{base}/identity#{x}") for x in ("dataset", "v1.0.0"))
    new = graph.value(whole, DCAT.hasCurrentVersion)
    assert graph.value(new, DCAT.previousVersion) == old


def test_every_dataset_is_in_the_catalogue(graph: Graph, released: Path) -> None:
    """The catalogue lists every package, and the service serves them."""
    listed = set(graph.objects(predicate=DCAT.dataset))
    slugs = {dataset.slug for dataset in releases(released)}
    wanted = {URIRef(f"{machine.PORTAL_URL}/du-lieu/{slug}#dataset") for slug in slugs}
    assert wanted == listed - {URIRef(f"{machine.PORTAL_URL}/du-lieu#series")}
    assert set(graph.objects(predicate=DCAT.servesDataset)) == wanted


def test_sizes_and_checksums_are_those_of_the_files(graph: Graph, released: Path) -> None:
    """What is said of a pinned file holds of the file that its address serves."""
    checked = 0
    for dataset in releases(released):
        for name in (f"{dataset.slug}.zip", f"{dataset.tables[0].name}.csv", "datapackage.json"):
            address = f"{machine.PORTAL_URL}/data/{dataset.slug}/{dataset.version}/{name}"
            node = URIRef(f"{address}#distribution")
            body = served.file(dataset, name).body
            value = graph.value(graph.value(node, SPDX.checksum), SPDX.checksumValue)
            assert int(graph.value(node, DCAT.byteSize)) == len(body), address
            assert str(value).lower() == hashlib.sha256(body).hexdigest(), address
            checked += 1
    assert checked > 30


def test_every_offered_address_is_served(graph: Graph, released: Path) -> None:
    """Each download address, of the latest and of every version, is a file of the portal
    (two packages stand for all: to write every workbook takes long)."""
    known = {(d.slug, d.version): d for d in releases(released)}
    newest = {slug: known[slug, version] for slug, version in known}
    every = {str(a) for a in graph.objects(predicate=DCAT.downloadURL)}
    addresses = [a for a in every if "/data/identity" in a or "/data/lists" in a]
    assert len(addresses) > 20
    for address in addresses:
        folder, _, name = address.removeprefix(f"{machine.PORTAL_URL}/data/").rpartition("/")
        slug, _, version = (folder or name.removesuffix(".zip")).partition("/")
        dataset = known[slug, version] if version else newest[slug]
        assert served.file(dataset, name).body


def test_newest_packages_are_fetched_where_it_says(robot: FlaskClient, graph: Graph) -> None:
    """The newest package has the address that people know, and the portal answers there."""
    for slug in ("identity", "lists"):
        whole = URIRef(f"{machine.PORTAL_URL}/du-lieu/{slug}#dataset")
        offered = [
            graph.value(d, DCAT.downloadURL) for d in graph.objects(whole, DCAT.distribution)
        ]
        (address,) = (str(a) for a in offered if str(a).endswith(".zip"))
        assert address == f"{machine.PORTAL_URL}/data/{slug}.zip"
        assert robot.get(f"/data/{slug}.zip").status_code == 200


def test_packed_files_are_the_zips(graph: Graph) -> None:
    """A harvester learns of each zip, and of no other file, that there are files in it."""
    packed = {str(d).removesuffix("#distribution") for d in graph.subjects(DCAT.packageFormat)}
    every = {str(a) for a in graph.objects(predicate=DCAT.downloadURL)}
    assert packed == {address for address in every if address.endswith(".zip")}


def test_dataset_is_dated_by_its_first_and_last_release(graph: Graph) -> None:
    """Issued with the first release, modified with the newest."""
    whole = URIRef(f"{machine.PORTAL_URL}/du-lieu/{machine.CHANGED}#dataset")
    dates = [str(graph.value(whole, told)) for told in (DCT.issued, DCT.modified)]
    assert dates == [machine.FIRST.isoformat(), machine.SECOND.isoformat()]


def test_series_is_of_figures(graph: Graph, released: Path) -> None:
    """Datasets with observations stand in the series of figures; registers do not."""
    series = URIRef(f"{machine.PORTAL_URL}/du-lieu#series")
    base = f"{machine.PORTAL_URL}/du-lieu"
    held = {d.slug for d in releases(released) if "observations" in [t.name for t in d.tables]}
    assert set(graph.subjects(DCAT.inSeries, series)) == {
        URIRef(f"{base}/{slug}#dataset") for slug in held
    }


def test_sources_stand_behind_datasets(graph: Graph, released: Path) -> None:
    """A dataset is derived from every source that its rows name, told with title and address."""
    dataset = catalog.release_set(released).datasets["identity"]
    lines = dataset.table("observations").path.read_text(encoding="utf-8").splitlines()
    place = lines[0].split(",").index("source_id")
    whole = URIRef(f"{machine.PORTAL_URL}/du-lieu/identity#dataset")
    derived = {str(s) for s in graph.objects(whole, PROV.wasDerivedFrom)}
    first = lines[1].split(",")[place]
    assert f"{machine.PORTAL_URL}/nguon/{first}#source" in derived and len(derived) > 20
    assert all(graph.value(URIRef(source), DCT.title) for source in derived)


def test_texts_have_both_languages(graph: Graph) -> None:
    """Titles and descriptions of every dataset and version stand in Vietnamese and English."""
    for node in graph.subjects(RDF.type, DCAT.Dataset):
        for told in (DCT.title, DCT.description):
            assert {text.language for text in graph.objects(node, told)} == {"vi", "en"}


@pytest.mark.parametrize(("word", "lang"), [("căn cước", "vi"), ("Project 06", "en")])
def test_keywords_are_in_their_language(graph: Graph, word: str, lang: str) -> None:
    """Harvesters that sort keywords by language get the Vietnamese ones as Vietnamese."""
    words = graph.objects(URIRef(f"{machine.PORTAL_URL}/du-lieu/identity#dataset"), DCAT.keyword)
    assert {told.language for told in words if str(told) == word} == {lang}


def test_nothing_is_without_a_name(graph: Graph) -> None:
    """Every node has a stable address: harvesters can match it tomorrow."""
    nodes: set[Any] = {*graph.subjects(), *graph.objects()}
    assert [n for n in nodes if n.__class__.__name__ == "BNode"] == []


def test_json_ld_needs_nothing_from_outside(documents: dict[str, bytes]) -> None:
    """The context stands in the document: no reader has to fetch one."""
    context = json.loads(documents["jsonld"])["@context"]
    assert isinstance(context, dict) and all(isinstance(v, str) for v in context.values())


def test_asof_lists_what_there_was(robot: FlaskClient) -> None:
    """On the day of the first releases the later version does not exist yet."""
    then = robot.get(f"/catalog.ttl?asof={machine.FIRST}").get_data(as_text=True)
    now = robot.get("/catalog.ttl").get_data(as_text=True)
    assert "identity#v1.0.1" in now and "identity#v1.0.1" not in then
    assert robot.get("/catalog.ttl?asof=never").status_code == 400
