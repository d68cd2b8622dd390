"""What an address answers: the page, a redirection, or an error with the site around it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from flask import Request, Response
from werkzeug.datastructures import MultiDict

from datasets.collection import Collection
from datasets.model import LANGS, Lang
from portal import island
from portal.assets import Assets
from portal.cache import Shelf
from portal.components import error, preview, shell
from portal.config import Settings
from portal.i18n import translator
from portal.library import Library
from portal.page import Context, NotFound, Page
from portal.rendered import Rendered
from portal.routing import Match, Routes
from portal.state import State

log = logging.getLogger(__name__)

LISTS = ("units", "indicators")  # parameters that may hold several values
FRESH = "public, max-age=60, stale-while-revalidate=86400"  # a release shows within a minute


def joined(query: MultiDict[str, str]) -> dict[str, str]:
    """The query with lists in the contract's form: a form with boxes repeats the name for each."""
    lists = {name: ",".join(query.getlist(name)) for name in LISTS if name in query}
    return {**query.to_dict(), **lists}


class Responder:
    """Builds each page once per (release set, address) and sends it in the encoding asked for."""

    def __init__(
        self,
        settings: Settings,
        library: Library,
        routes: Routes,
        assets: Assets,
        version: str,
    ) -> None:
        self.settings = settings
        self.library = library
        self.routes = routes
        self.assets = assets
        self.version = version
        self.shelf: Shelf  # set when there is a server to keep it
        self.island = ""  # Dash's part of pages that have one; set when the app stands

    def respond(self, request: Request) -> Response:
        """The answer to GET or HEAD; raises NotFound and BadState."""
        match = self.routes.match(request.path)
        if match is None:
            return self._elsewhere(request)
        state = State.from_query(joined(request.args))
        if any(len(request.args.getlist(name)) > 1 for name in LISTS):
            own = match.asking(request.args)
            address = own.page.address(own.lang, own.arguments, state)
            return Response(status=308, headers={"Location": address})
        rendered = self.rendered(match.asking(request.args), state)
        response = rendered.response(request, FRESH)
        response.headers["Content-Language"] = match.lang
        return response

    def rendered(self, match: Match, state: State) -> Rendered:
        """The page of that address and state, from the shelf or built now."""
        collection = self.library.collection(state.asof)
        address = match.page.address(match.lang, match.arguments, state)
        key = (collection.id, self.library.taken_back, self.version, address)
        return self.shelf.get("page", key, lambda: self._render(match, state, collection))

    def view(self, page: Page, arguments: Mapping[str, str], state: State) -> Any:
        """The page's view object, shared by page, island and exports."""
        collection = self.library.collection(state.asof)
        data = (collection.id, self.library.taken_back)
        key = (*data, self.version, page.name, sorted(arguments.items()), state.to_query())
        return self.shelf.get("view", key, lambda: page.view(collection, state, **arguments))

    def at(self, path: str, query: Mapping[str, str]) -> tuple[Any, Context]:
        """View and context at an address, for callbacks; raises NotFound and BadState."""
        match = self.routes.match(path)
        if match is None:
            raise NotFound(error.NOTHING_HERE)
        match, state = match.asking(query), State.from_query(query)
        context = self.context(match, state, self.library.collection(state.asof))
        return self.view(match.page, match.arguments, state), context

    def build_ahead(self) -> None:
        """Put the pages of the navigation on the shelf, in both languages, the first one first."""
        pages = (page for page in self.routes.pages.values() if page.nav is not None)
        for page in sorted(pages, key=lambda page: page.nav or 0):
            for lang in LANGS:
                try:
                    self.rendered(Match(page, lang, {}), State())
                except Exception:  # whoever asks for the page is told
                    log.exception("%s cannot be built ahead", page.name)

    def context(self, match: Match, state: State, collection: Collection) -> Context:
        return Context(
            lang=match.lang,
            t=translator(match.page.name, match.lang),
            state=state,
            collection=collection,
            addresses=self.routes.pages,
            page=match.page,
            arguments=match.arguments,
            portal_url=self.settings.portal_url,
        )

    def error(self, lang: Lang, status: int, sentence: str | None) -> Response:
        """An error as a page of the site, in the language of the address."""
        match = Match(error.PAGE, lang, {})
        context = self.context(match, State(), self.library.collection())
        view = error.Failure(status, sentence)
        head = shell.Head(
            title=error.PAGE.title(view, context),
            description=error.PAGE.description(view, context),
            portal_url=self.settings.portal_url,
            style=self.assets.style,
            robots="noindex",
        )
        html = str(shell.document(head, context, error.PAGE.layout(view, context)))
        response = Response(html, status=status, content_type="text/html; charset=utf-8")
        response.headers["Content-Language"] = lang
        return response

    def _elsewhere(self, request: Request) -> Response:
        canonical = self.routes.canonical(request.path)
        if canonical is None:
            raise NotFound(error.NOTHING_HERE)
        query = request.query_string.decode("latin-1")
        address = canonical + (f"?{query}" if query else "")
        return Response(status=308, headers={"Location": address})

    def _render(self, match: Match, state: State, collection: Collection) -> Rendered:
        page, context = match.page, self.context(match, state, collection)
        view = self.view(page, match.arguments, state)
        head = shell.Head(
            title=page.title(view, context),
            description=page.description(view, context),
            portal_url=self.settings.portal_url,
            style=self.assets.style,
            json_ld=page.json_ld(view, context),
            robots=None if page.indexed else "noindex",
            card_alt=page.card(view, context).alt if page.card else None,
        )
        body = [
            preview.banner(context) if self.settings.working else None,
            page.layout(view, context),
        ]
        html = str(shell.document(head, context, body)).encode()
        mark = island.MARK.encode()
        return Rendered.build(
            html.replace(mark, self.island.encode(), 1),
            "text/html; charset=utf-8",
            island=mark in html,
        )
