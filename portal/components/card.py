"""The picture that a link to a page shows where people share it: title, figures, a map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from datasets.model import LANGS
from portal.components import map_view
from portal.figures import lettering
from portal.figures.areas import Mark, geographic
from portal.figures.drawing import INK, SOFT, Drawing, tag
from portal.page import Context, Page
from portal.state import State
from portal.views import geography

WIDTH, HEIGHT = 1200, 630  # what Open Graph readers ask for
EDGE, TOP, ROOM = 64, 64, 570  # of the words; the map begins where they end
MAP_HEIGHT, MAP_LEFT = 566, 648
TITLES = (50, 44, 38, 33, 29)  # sizes tried: the largest that needs at most so many lines
TITLE_LINES, LABEL_LINES = 4, 2
NUMBERS = {1: 84, 2: 60, 3: 48}  # size by how many there are
LABEL, LINE, SITE = 22, 22, 24
LEADING = 1.26
GAP = 22  # before each number
CREDIT = 12
BOTTOM = HEIGHT - 78  # of the words: below stands the site's name
PLAIN, CHOSEN = 1, 5  # shades of a province that the card says nothing about, and of its own
MOST = 2  # figures on the card of an indicator or a province


@dataclass(frozen=True, slots=True)
class Number:
    """One figure as it is read, under what it is of."""

    label: str
    written: str


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says, as plain texts; two equal cards are one picture."""

    title: str
    numbers: tuple[Number, ...]  # at most three
    line: str
    vintage: str  # whose provinces the map shows
    shades: tuple[tuple[str, int | None], ...]  # by unit code; None: no figure

    @property
    def alt(self) -> str:
        numbers = [f"{number.label}: {number.written}" for number in self.numbers]
        return ". ".join(part.rstrip(".") for part in (self.title, *numbers, self.line) if part)


def path(context: Context) -> str | None:
    """Where the card of this page stands: its own or, where it has none, the overview's."""
    own = context.page.card is not None
    page: Page = context.page if own else context.addresses["overview"]
    if page.card is None:
        return None
    arguments = {name: context.arguments[name] for name in context.arguments if own}
    state = _told(context.state) if own else State(asof=context.state.asof)
    place = page.path(context.lang, arguments).strip("/") or "vi"
    query = state.to_query()
    # Whoever shares the page tomorrow must not get the picture that was fetched today.
    release = f"{'&' if query else '?'}release={context.collection.id}"
    return f"/card/{place}.png{query}{release}"


def _told(state: State) -> State:
    """What of the state the card tells: one unit with its period is a figure of its own."""
    one = len(state.units) == 1 and state.period is not None
    return state.with_(view=None, units=state.units if one else ())


def page_path(place: str) -> str:
    """The address of the page whose card stands at /card/<place>.png."""
    return "/" if place == LANGS[0] else f"/{place}"


def drawing(card: Card, context: Context) -> Drawing:
    """Words on the left, the country on the right; no more words than fit."""
    bar = tag("path", d=f"M{EDGE} {TOP - 8}h64", stroke=INK, stroke_width=6)
    site = tag(
        "text",
        context.t("site_name"),
        x=EDGE,
        y=HEIGHT - 46,
        font_size=SITE,
        font_weight=600,
        fill=INK,
    )
    credit = tag(
        "text",
        map_view.credit(context),
        x=WIDTH - 32,
        y=HEIGHT - 14,
        font_size=CREDIT,
        text_anchor="end",
        fill=SOFT,
    )
    marks = Markup("").join([_map(card, context), bar, words(card), site, credit])
    return Drawing(WIDTH, HEIGHT, marks)


def words(card: Card) -> Markup:
    """Title, figures, and as much of the last line as there is room for."""
    top, title = _title(card.title, TOP + 12)
    numbers: list[Markup] = []
    for number in card.numbers:
        top, marks = _number(number, top + GAP, NUMBERS[len(card.numbers)])
        numbers.append(marks)
    spare = int((BOTTOM - top - GAP) / (LINE * LEADING))
    line = _texts(card.line, top + GAP, LINE, most=min(spare, 3))[1] if spare > 0 else Markup("")
    return Markup("").join([title, *numbers, line])


def _title(text: str, y: float) -> tuple[float, Markup]:
    fitting = (s for s in TITLES if len(lettering.wrapped(text, s, ROOM, weight=600)) <= 3)
    size = next(fitting, TITLES[-1])
    return _texts(text, y, size, colour=INK, weight=600, most=TITLE_LINES)


def _number(number: Number, y: float, size: float) -> tuple[float, Markup]:
    """The label over the number, which shrinks where it would not fit the room."""
    below, label = _texts(number.label, y, LABEL, most=LABEL_LINES)
    wide = lettering.width(number.written, size, 600)
    size *= min(1, ROOM / wide)
    baseline = below + size * 0.92
    text = tag("text", number.written, x=EDGE, y=baseline, font_size=size, font_weight=600,
               fill=INK)  # fmt: skip
    return baseline + size * 0.14, label + text


def _texts(
    text: str, y: float, size: float, *, colour: str = SOFT, weight: int = 400, most: int
) -> tuple[float, Markup]:
    """Lines below `y`, and where the next thing may begin."""
    lines: Sequence[str] = lettering.wrapped(text, size, ROOM, weight=weight, most=most)
    step = size * LEADING
    spans = [tag("text", s, x=EDGE, y=y + step * n + size) for n, s in enumerate(lines)]
    heavy = weight if weight != 400 else None
    return y + step * len(lines), tag("g", *spans, font_size=size, font_weight=heavy, fill=colour)


def _map(card: Card, context: Context) -> Markup:
    shades = dict(card.shades)
    if not any(shades.values()):
        shades = dict.fromkeys(shades, PLAIN)
    marks = {code: Mark(shade, "") for code, shade in shades.items()}
    shapes = geography.shapes(context.collection, card.vintage)
    drawn = geographic(shapes, marks, "card", context.lang)
    scale = MAP_HEIGHT / drawn.height
    place = f"translate({MAP_LEFT} {(HEIGHT - MAP_HEIGHT) / 2:.0f}) scale({scale:.3f})"
    return tag("g", drawn.marks, transform=place)
