"""The options of the verbs that may work on a static folder instead of a CKAN."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from pathlib import Path

from datasets.model import Lang
from publish import place, settings, static_folder
from publish.speech import T
from publish.survey import Order, Survey

ORGANIZATION = "minh-bach-06"
"""Of a folder's datasets where CKAN_ORGANIZATION is not set."""


def describe(group: argparse._ArgumentGroup, lang: Lang) -> None:
    text = T("verb.catalogue_to_dir").of(lang)
    group.add_argument("--to-dir", type=Path, metavar="DIR", help=text)


def look(options: argparse.Namespace, versions: Mapping[str, str] | None = None) -> Survey:
    """The folder of --to-dir and the plan for it."""
    organization = os.environ.get("CKAN_ORGANIZATION") or ORGANIZATION
    order = Order(tuple(options.package), versions or {}, settings.portal(os.environ))
    return static_folder.survey(options.to_dir, place.root(), organization, order)
