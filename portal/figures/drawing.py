"""A drawing before it becomes an SVG element: its size, its marks, its palette."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup, escape

from datasets.model import Lang

SHADES = {1: "#cbe3ec", 2: "#97c6d8", 3: "#5a9fb9", 4: "#267896", 5: "#084a63"}
"""One hue from light to dark: told apart by lightness alone, so also in grey print."""

ON_SHADE = {1: "#1a1a1a", 2: "#1a1a1a", 3: "#1a1a1a", 4: "#fff", 5: "#fff"}
"""Ink that keeps a contrast of 4.5 on each shade."""

INK, SOFT, LINE, PAPER = "#1a1a1a", "#55595e", "#d9dcdf", "#fff"
HATCH = "#8a8f94"
FONTS = "Be Vietnam Pro, Noto Sans, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif"


class NothingToDraw(ValueError):
    """There is no value at all: the page says so in words instead of showing an empty picture."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Marks in a coordinate system of `width` x `height`, origin at the top left."""

    width: float
    height: float
    marks: Markup


def tag(name: str, *content: object, **attributes: object) -> Markup:
    """One escaped SVG element; `stroke_width` is written stroke-width, None is left out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_short(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = Markup("").join(escape(part) for part in content)
    return Markup(f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>")


def no_data_pattern(key: str) -> Markup:
    """The hatch of 'no figure', which grey print and every eye can tell from a shade."""
    return tag(
        "pattern",
        tag("rect", width=7, height=7, fill=PAPER),
        tag("path", d="M0 0v7", stroke=HATCH, stroke_width=2.4),
        id=f"{key}-none",
        width=7,
        height=7,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )


def fill(shade: int | None, key: str) -> str:
    return SHADES[shade] if shade else f"url(#{key}-none)"


def inline(drawing: Drawing, *, title: str, text: str, key: str, linked: bool) -> Markup:
    """The <svg> of a page. `text` states the values; `key` begins every id in it.

    A picture with links inside is a group: the role img would hide them.
    """
    return tag(
        "svg",
        tag("title", title, id=f"{key}-title"),
        tag("desc", text, id=f"{key}-desc"),
        drawing.marks,
        viewBox=f"0 0 {_short(drawing.width)} {_short(drawing.height)}",
        role="group" if linked else "img",
        aria_labelledby=f"{key}-title",
        aria_describedby=f"{key}-desc",
    )


def standalone(drawing: Drawing, *, title: str, text: str, lang: Lang) -> str:
    """The drawing as a file of its own: XML with size, title and text, set in `FONTS`."""
    width, height = _short(drawing.width), _short(drawing.height)
    root = tag(
        "svg",
        tag("title", title, id="title"),
        tag("desc", text, id="desc"),
        tag("rect", width="100%", height="100%", fill=PAPER),
        drawing.marks,
        xmlns="http://www.w3.org/2000/svg",
        lang=lang,
        width=width,
        height=height,
        viewBox=f"0 0 {width} {height}",
        font_family=FONTS,
        role="img",
        aria_labelledby="title",
        aria_describedby="desc",
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}\n'


def _short(value: object) -> object:
    """Coordinates need one decimal."""
    if not isinstance(value, float):
        return value
    return f"{value:.1f}".removesuffix(".0")
