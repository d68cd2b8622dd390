"""SVG to PNG, in the shipped font alone, so that a picture looks the same on every machine."""

from __future__ import annotations

import resvg_py

from portal.figures import lettering

MOST_PIXELS = 12_000_000  # 48 MB while it is drawn; the tallest ranking needs half of it


class TooBig(ValueError):
    """A picture of more pixels than any of ours has."""


def png(svg: str, width: float, height: float, zoom: float = 2.0) -> bytes:
    """The picture in `zoom` times its size in SVG units; raises TooBig."""
    if width * height * zoom * zoom > MOST_PIXELS:
        raise TooBig(f"{width:.0f} x {height:.0f} at {zoom}")
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        width=round(width * zoom),
        height=round(height * zoom),
        skip_system_fonts=True,
        font_files=[str(path) for path in lettering.FILES.values()],
        font_family=lettering.FAMILY,
        sans_serif_family=lettering.FAMILY,
        background="#ffffff",
    )
