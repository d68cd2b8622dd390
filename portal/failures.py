"""How anything that goes wrong is told: a page, a JSON or a plain sentence, never a trace."""

from __future__ import annotations

import logging

from dash.exceptions import DependencyException, InvalidResourceError
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from datasets.model import Text
from portal import guard
from portal.api import problem
from portal.page import NotFound
from portal.respond import Responder
from portal.routing import language
from portal.state import BadState

log = logging.getLogger(__name__)

PLAIN = ("/data/", "/chart/", "/card/", "/embed/", "/assets/", "/catalog.", "/feed")
NO_SUCH_FILE = Text("Không có tệp này.", "There is no such file.")
ANY = Text("Yêu cầu này không thực hiện được.", "This request cannot be answered.")


def register(server: Flask, responder: Responder) -> None:
    def tell(status: int, sentence: Text | None) -> Response:
        if request.path.startswith("/_dash-"):
            return guard.refusal(status, (sentence or ANY).en)
        if request.path.startswith(f"{problem.PREFIX}/"):
            return problem.response(request, responder.settings.portal_url, status, sentence)
        if request.path.startswith(PLAIN):
            return _plain(status, sentence or ANY)
        lang = language(request.path)
        try:
            return responder.error(lang, status, sentence.of(lang) if sentence else None)
        except Exception:  # no data, no texts: the sentence alone must do
            log.exception("The error page cannot be built")
            return _plain(status, sentence or ANY)

    def http(error: HTTPException) -> Response:
        answer = tell(error.code or 500, None)
        if error.code == 405:
            answer.headers["Allow"] = "GET, HEAD"
        return answer

    def unexpected(error: Exception) -> Response:
        log.error("%s %s failed", request.method, request.path, exc_info=error)
        return tell(500, None)

    server.register_error_handler(HTTPException, http)
    server.register_error_handler(NotFound, lambda error: tell(404, error.message))
    server.register_error_handler(BadState, lambda error: tell(400, error.message))
    for missing in (InvalidResourceError, DependencyException):
        server.register_error_handler(missing, lambda error: tell(404, NO_SUCH_FILE))
    server.register_error_handler(Exception, unexpected)


def _plain(status: int, sentence: Text) -> Response:
    text = f"{sentence.vi}\n{sentence.en}\n"
    return Response(text, status=status, content_type="text/plain; charset=utf-8")
