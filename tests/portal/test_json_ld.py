"""What search engines are told on the pages of the datasets."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from datasets import catalog
from datasets.model import LANGS, Lang
from portal.components import json_ld
from portal.exports.writers import WRITERS
from tests.portal import machine
from tests.portal.real import ROOT

PACKAGES = sorted(catalog.working(ROOT))
PAGES = {"vi": "/du-lieu", "en": "/en/datasets"}

# Google's guide to dataset structured data; a funder is recommended too, but there is none.
REQUIRED = {"name", "description"}
RECOMMENDED = {
    "alternateName",
    "creator",
    "citation",
    "identifier",
    "isAccessibleForFree",
    "isPartOf",
    "keywords",
    "license",
    "measurementTechnique",
    "sameAs",
    "spatialCoverage",
    "temporalCoverage",
    "variableMeasured",
    "version",
    "url",
    "includedInDataCatalog",
    "distribution",
    "dateModified",
}


def told(robot: FlaskClient, path: str) -> dict[str, Any]:
    html = robot.get(path).get_data(as_text=True)
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    return json.loads(block)


def dataset(robot: FlaskClient, slug: str, lang: Lang) -> dict[str, Any]:
    whole = told(robot, f"{PAGES[lang]}/{slug}")
    return next(node for node in whole["@graph"] if node["@type"] == "Dataset")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("slug", PACKAGES)
def test_every_property_stands(robot: FlaskClient, slug: str, lang: Lang) -> None:
    """Each dataset's page has all that the guide requires and recommends, none of it empty."""
    node = dataset(robot, slug, lang)
    filled = {name for name, value in node.items() if value not in ("", [], None)}
    assert filled >= REQUIRED | RECOMMENDED
    assert 50 <= len(node["description"]) <= 5000


@pytest.mark.parametrize("slug", PACKAGES)
def test_downloads_are_served(robot: FlaskClient, slug: str, released: Any) -> None:
    """Every download has a type, and an address at which the portal has that very file."""
    whole = catalog.release_set(released).datasets[slug]
    tables = {table.name for table in whole.tables}
    for download in dataset(robot, slug, "vi")["distribution"]:
        name = download["contentUrl"].removeprefix(f"{machine.PORTAL_URL}/data/{slug}")
        stem, _, ending = name.rpartition(".")
        assert (stem, ending) == ("", "zip") or stem[1:] in tables
        assert ending == "zip" or WRITERS[ending][1].startswith(download["encodingFormat"])


def test_types_are_those_that_are_written() -> None:
    """The formats told of are formats that are offered."""
    assert set(json_ld.MEDIA_TYPES) <= set(WRITERS)


def test_indicators_are_the_variables(robot: FlaskClient) -> None:
    """A theme's dataset names its indicators with their units."""
    variables = dataset(robot, "identity", "en")["variableMeasured"]
    assert len(variables) > 10 and all(v["name"] and v["unitText"] for v in variables)


def test_time_covered_is_that_of_the_rows(robot: FlaskClient, released: Any) -> None:
    """temporalCoverage runs from the first to the last day of the dataset's figures."""
    table = catalog.release_set(released).datasets["tasks"].table("observations")
    lines = table.path.read_text(encoding="utf-8").splitlines()
    days = [cell for line in lines[1:] for cell in line.split(",")[4:6] if cell]
    assert dataset(robot, "tasks", "vi")["temporalCoverage"] == f"{min(days)}/{max(days)}"


@pytest.mark.parametrize("lang", LANGS)
def test_list_of_datasets_is_a_catalogue(robot: FlaskClient, lang: Lang) -> None:
    """The list names every dataset, by the same identity as the dataset's own page."""
    node = told(robot, PAGES[lang])
    assert node["@type"] == "DataCatalog" and node["description"]
    assert {d["@id"] for d in node["dataset"]} == {
        f"{machine.PORTAL_URL}/du-lieu/{slug}#dataset" for slug in PACKAGES
    }
    assert dataset(robot, "units", lang)["includedInDataCatalog"]["@id"] == node["@id"]


def test_trail_leads_to_the_page(robot: FlaskClient) -> None:
    """The breadcrumb ends at the page itself, each step an address of the site."""
    whole = told(robot, "/du-lieu/units")
    trail = next(node for node in whole["@graph"] if node["@type"] == "BreadcrumbList")
    items = [item["item"] for item in trail["itemListElement"]]
    assert items == [f"{machine.PORTAL_URL}/du-lieu", f"{machine.PORTAL_URL}/du-lieu/units"]
