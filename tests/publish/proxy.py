"""A proxy in front of a real CKAN that counts calls and can cut, break or delay any of them."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from urllib.parse import urlsplit

READING = (
    "status_show", "user_show", "organization_list_for_user", "organization_show", "license_list",
    "package_show", "package_search", "group_list", "group_list_authz", "datastore_info",
    "datastore_search", "dump", "download",
)  # fmt: skip
"""Everything else writes."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call as it came in: its number from 1, the action or the kind of page."""

    number: int
    action: str


Fault = Callable[[Call], str | None]
"""What to do to a call: None, 'cut-before', 'cut-after', 'cut-during' (the client hears nothing
while the server goes on working), 'error-before' (503), 'error-after' (500 once it is done),
'denied' (403 in CKAN's words) or 'no-index' (500 as CKAN answers, and does nothing, while its Solr
is away)."""

DENIED = (
    b'{"success": false, "error": {"__type": "Authorization Error", "message": "Access denied"}}'
)
NO_INDEX = (
    b'{"success": false, "error": {"__type": "Search Index Error", "message": '
    b'"Unable to add package to search index: Solr returned an error: Failed to connect"}}'
)
NO_SEARCH = (
    b'{"success": false, "error": {"__type": "Search Connection Error", "message": '
    b'"Unable to connect to the search server"}}'
)


@dataclass
class Proxy:
    """`with Proxy(upstream) as proxy:` serves on proxy.address; proxy.fault decides each call."""

    upstream: str
    fault: Fault = lambda call: None
    calls: list[Call] = field(default_factory=list)
    address: str = ""
    before: Callable[[Call], None] = lambda call: None
    under_way: set[int] = field(default_factory=set)
    stragglers: list[threading.Thread] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> Proxy:
        handler = type("Handler", (_Handler,), {"proxy": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        for straggler in self.stragglers:
            straggler.join()
        while self.under_way:  # what a killed client had asked for is still carried out
            time.sleep(0.01)

    @property
    def writes(self) -> list[str]:
        """The actions among the calls that write."""
        return [c.action for c in self.calls if c.action not in READING]

    def take(self, path: str) -> Call:
        with self._lock:
            call = Call(len(self.calls) + 1, _action(path))
            self.calls.append(call)
            return call


def _action(path: str) -> str:
    parts = urlsplit(path).path.strip("/").split("/")
    if parts[:2] == ["api", "action"]:
        return parts[2]
    return "dump" if "dump" in parts else "download"


class _Handler(BaseHTTPRequestHandler):
    proxy: Proxy
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        call = self.proxy.take(self.path)
        self.proxy.under_way.add(call.number)
        try:
            self._serve(call, body)
        except BrokenPipeError:
            self.close_connection = True
        finally:
            self.proxy.under_way.discard(call.number)

    do_GET = do_POST
    do_HEAD = do_POST

    def _serve(self, call: Call, body: bytes) -> None:
        self.proxy.before(call)
        fault = self.proxy.fault(call)
        if fault == "cut-before":
            return self._cut()
        if fault == "error-before":
            return self._answer(503, b"<html>busy</html>", "text/html")
        if fault == "denied":
            return self._answer(403, DENIED, "application/json")
        if fault == "no-index":
            words = NO_SEARCH if call.action == "package_search" else NO_INDEX
            return self._answer(500, words, "application/json")
        if fault == "cut-during":
            straggler = threading.Thread(target=self._forward, args=(body,))
            self.proxy.stragglers.append(straggler)
            straggler.start()
            return self._cut()
        status, kind, content = self._forward(body)
        if fault == "cut-after":
            return self._cut()
        if fault == "error-after":
            return self._answer(500, b"<html>broken</html>", "text/html")
        self._answer(status, content, kind)

    def _forward(self, body: bytes) -> tuple[int, str, bytes]:
        at = urlsplit(self.proxy.upstream)
        line = http.client.HTTPConnection(at.hostname or "", at.port, timeout=120)
        try:
            skip = {"host", "connection", "accept-encoding"}
            headers = {k: v for k, v in self.headers.items() if k.lower() not in skip}
            line.request(self.command, self.path, body=body or None, headers=headers)
            answer = line.getresponse()
            return answer.status, answer.headers.get("Content-Type", ""), answer.read()
        finally:
            line.close()

    def _answer(self, status: int, content: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _cut(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: object) -> None:
        """The tests' output is theirs."""
