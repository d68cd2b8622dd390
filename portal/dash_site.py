"""Dash inside the portal: its routes, its scripts, the live part of pages that have one."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import parse_qsl

import dash
from dash import Dash, ctx
from flask import Response, request

from datasets.model import LANGS, Lang
from portal import island
from portal.guard import BODY_BYTES
from portal.page import Context, Page
from portal.rendered import Rendered
from portal.respond import Responder
from portal.scripts import ADDRESS, Bundle, Compressed, bundles

SUITES = "/_dash-component-suites/"
SUITE_RULE = f"{SUITES}<string:package_name>/<path:fingerprinted_path>"  # Dash's own
KEPT = "public, max-age=31536000, immutable"
PLOTLY = "public, max-age=604800, stale-while-revalidate=2592000"  # its address has no fingerprint
WAKING = "public, max-age=600, stale-while-revalidate=86400"  # what the renderer asks for first


class Portal(Dash):
    """A Dash whose addresses answer what the responder says, never Dash's own index."""

    def __init__(self, responder: Responder) -> None:
        self.responder = responder
        self._bundles: tuple[Bundle, ...] = ()
        self._compressed = Compressed(responder.settings.build_dir)
        super().__init__(
            "portal",
            use_pages=True,
            pages_folder="",
            include_assets_files=False,
            assets_url_path="_dash-assets",
            suppress_callback_exceptions=True,
            serve_locally=True,
            update_title=None,  # type: ignore[arg-type]  # Dash documents None: no title while busy
            include_pages_meta=False,
            add_log_handler=False,
        )
        self.server.config["MAX_CONTENT_LENGTH"] = BODY_BYTES

    def index(self, *_args: Any, **_kwargs: Any) -> Response:
        return self.responder.respond(request)

    def interpolate_index(self, **parts: str) -> str:  # type: ignore[override]  # Dash's documented hook
        self._bundles = bundles(parts["scripts"], parts["config"])
        return island.fragment(
            app_entry=parts["app_entry"],
            scripts=[bundle.address for bundle in self._bundles],
            renderer=parts["renderer"],
            loader=self.responder.assets.loader,
        )

    def stand_up(self) -> list[dict[str, Any]]:
        """Register pages and callbacks now, not at the first request, and build the scripts.

        Returns the callbacks as the browser is told them.
        """
        for page in self.responder.routes.pages.values():
            for lang in LANGS if page.island else ():
                _register(page, lang, self.responder)
        self.server.add_url_rule(f"{ADDRESS}<string:name>.js", "bundle", self._bundle)
        self.server.after_request(self._shrink)
        with self.server.test_request_context("/"):
            self.server.preprocess_request()
            self.responder.island = super().index()  # type: ignore[no-untyped-call]  # Dash left it untyped
            known: list[dict[str, Any]] = self.dependencies().get_json()
        for bundle in self._bundles:
            self._compressed.of(bundle.body)
        return known

    def _bundle(self, name: str) -> Response:
        for bundle in self._bundles:
            if bundle.address == request.path:
                return Response(bundle.body, content_type="text/javascript; charset=utf-8")
        # dcc's own chunks stand in the same folder
        suite = self.server.view_functions[SUITE_RULE]
        chunk = suite(package_name="dash", fingerprinted_path=f"dcc/{name}.js")
        return cast(Response, chunk)

    def _shrink(self, response: Response) -> Response:
        """Dash's files and answers: brotli from the shelf on disk, and headers to keep them by."""
        path = request.path
        if response.status_code != 200 or request.method not in ("GET", "HEAD"):
            return response
        if path.startswith(SUITES):
            return self._suite(response)
        if path in ("/_dash-layout", "/_dash-dependencies"):
            rendered = Rendered.build(response.get_data(), "application/json")
            return rendered.response(request, WAKING)
        return response

    def _suite(self, response: Response) -> Response:
        body = response.get_data()
        named_by_content = response.cache_control.max_age or request.path in {
            bundle.address for bundle in self._bundles
        }
        response.add_etag(weak=True)
        response.headers["Vary"] = "Accept-Encoding"
        response.headers["Cache-Control"] = KEPT if named_by_content else PLOTLY
        if request.accept_encodings.quality("br") > 0:
            response.set_data(self._compressed.of(body))
            response.headers["Content-Encoding"] = "br"
        response.make_conditional(request)
        return response


def _register(page: Page, lang: Lang, responder: Responder) -> None:
    """Tell Dash the address, the texts and the live part of one page in one language."""
    pattern = page.pattern(lang)

    def live(**_arguments: str) -> Any:
        # A stray ?slug= would override the path's own argument: both are read here instead.
        view, context = _asked(responder)
        return context.page.island(view, context) if context.page.island else None

    def title(**_arguments: str) -> str:
        view, context = _asked(responder)
        return f"{context.page.title(view, context)} · {context.t('site_name')}"

    dash.register_page(
        f"portal.pages.{page.name}.{lang}",
        path=None if "<" in pattern else pattern,
        path_template=pattern if "<" in pattern else None,
        name=f"{page.name}.{lang}",
        title=title,
        layout=live,
    )


def _asked(responder: Responder) -> tuple[Any, Context]:
    """View and context of the address that the visitor's browser reports."""
    search = str(ctx.inputs["_pages_location.search"] or "")
    query = dict(reversed(parse_qsl(search.removeprefix("?"))))  # the first of equal names counts
    return responder.at(str(ctx.inputs["_pages_location.pathname"]), query)
