"""Elements, names and moments as the Atom standard (RFC 4287) writes them."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit
from xml.etree import ElementTree as xml

ATOM = "http://www.w3.org/2005/Atom"
XHTML = "http://www.w3.org/1999/xhtml"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NAMED_SINCE = "2026"  # part of every tag (RFC 4151): it must never change
MIDNIGHT = "T00:00:00+07:00"  # releases have a day, by the calendar of Hà Nội

xml.register_namespace("", ATOM)
xml.register_namespace("xhtml", XHTML)


def element(name: str, **attributes: str) -> xml.Element:
    return xml.Element(f"{{{ATOM}}}{name}", attributes)


def add(parent: xml.Element, name: str, text: str | None = None, **attributes: str) -> xml.Element:
    child = xml.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    child.text = text
    return child


def say(parent: xml.Element, name: str, text: str) -> xml.Element:
    child = xml.SubElement(parent, f"{{{XHTML}}}{name}")
    child.text = text
    return child


def tag(base: str, name: str) -> str:
    """A name for ever, also when the portal's scheme or port changes."""
    return f"tag:{urlsplit(base).hostname},{NAMED_SINCE}:{name}"


def moment(day: date) -> str:
    return f"{day.isoformat()}{MIDNIGHT}"
