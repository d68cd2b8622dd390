"""The client of a catalogue: its patience, its words, and what it never tells. No CKAN needed."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from publish import catalogue, faults, record
from publish.ckan import Catalogue
from publish.journal import Journal
from publish.multipart import CHUNK_BYTES, Multipart, Upload
from publish.record import Record
from publish.transport import Lost

TOKEN = "khong-ai-duoc-thay"
Answer = tuple[int, Any]


@contextmanager
def server(
    answer: Callable[[str, bytes], Answer], **headers: str
) -> Iterator[tuple[str, list[str]]]:
    """A server that gives (status, JSON or text) for (action, body), and the actions asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append(self.path.rpartition("/")[2])
            status, content = answer(asked[-1], body)
            data = content.encode() if isinstance(content, str) else json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as listening:
        threading.Thread(target=listening.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_port}", asked
        listening.shutdown()


@contextmanager
def host(answer: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """A host that hears one request, answers with exactly these bytes and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        heard: list[bytes] = []

        def listen() -> None:
            line, _ = listening.accept()
            heard.append(line.recv(65536))
            line.sendall(answer)
            line.close()

        thread = threading.Thread(target=listen)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/tep.csv", heard
        thread.join()


def site(address: str, journal: Journal | None = None) -> Catalogue:
    return Catalogue(address, TOKEN, journal=journal, delays_s=(0, 0), answer_s=5)


def good(result: Any) -> Answer:
    return 200, {"success": True, "result": result}


def bad(status: int, kind: str, **more: Any) -> Answer:
    return status, {"success": False, "error": {"__type": kind, **more}}


def package(mark: str = "", modified: str = "1") -> dict[str, Any]:
    kept = Record("1.0.0", {}, write=mark)
    return {
        "id": "id",
        "name": "ten",
        "state": "active",
        "metadata_modified": modified,
        "extras": [{"key": record.EXTRA, "value": kept.dump()}],
    }


def test_asks_again_after_a_server_error() -> None:
    """A reading call is repeated until it is answered."""
    answers = iter([(503, "bận"), (500, "<html>"), good("được")])
    with server(lambda action, body: next(answers)) as (address, asked):
        assert site(address).ask("package_show") == "được"
    assert len(asked) == 3


@pytest.mark.parametrize(("said", "waited_s"), [("7", 7), ("3600", 30), ("mai", 0)])
def test_waits_as_it_is_told(said: str, waited_s: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue that has too much to do is asked again when it says, within half a minute."""
    pauses: list[float] = []
    monkeypatch.setattr("publish.ckan.time.sleep", pauses.append)
    answers = iter([(429, "bận"), good("được")])
    with server(lambda action, body: next(answers), Retry_After=said) as (address, _):
        assert site(address).ask("package_show") == "được"
    assert pauses == [waited_s]


def test_gives_up_in_the_end() -> None:
    """Repetition is bounded, and the last reason is told."""
    with (
        server(lambda action, body: (502, "")) as (address, asked),
        pytest.raises(faults.ServerFailed, match=r"HTTP 502 \(tried 3 times\)"),
    ):
        site(address).ask("package_show", "ten")
    assert len(asked) == 3


@pytest.mark.parametrize("kind", ["Search Index Error", "Search Connection Error"])
def test_search_index_away(kind: str) -> None:
    """While the catalogue's Solr is away, that is what is said, and by whom it can be mended."""
    with (
        server(lambda action, body: bad(500, kind, message="Solr returned an error")) as (at, _),
        pytest.raises(faults.IndexAway) as caught,
    ):
        site(at).ask("package_patch", "ten")
    assert "(Solr) does not answer" in caught.value.what.en
    assert caught.value.exit_code == 4


def test_unsafe_call_is_made_once() -> None:
    """Inserting rows is never repeated by the client itself."""
    with server(lambda action, body: (500, "")) as (address, asked), pytest.raises(Lost):
        site(address).once("datastore_upsert")
    assert asked == ["datastore_upsert"]


def test_silence_is_a_timeout() -> None:
    """A server that accepts and never answers does not hold us for ever."""
    with socket.create_server(("127.0.0.1", 0)) as mute:
        client = Catalogue(f"http://127.0.0.1:{mute.getsockname()[1]}", delays_s=(), answer_s=0.2)
        with pytest.raises(faults.ServerFailed, match="timeout"):
            client.ask("status_show")


def test_nobody_there() -> None:
    """A refused connection says that nobody is at the address."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(faults.Unreachable, match="connection refused"):
        site(f"http://127.0.0.1:{port}").greet()


@pytest.mark.parametrize(
    "answer",
    [
        (404, "<html>không có</html>"),
        (405, "<html>"),
        (501, "<html>"),
        (301, ""),
        (200, "<html>xin chào"),
    ],
)
def test_not_a_ckan(answer: Answer) -> None:
    """Anything that answers otherwise than a CKAN is told apart from one that failed."""
    with server(lambda action, body: answer) as (address, _), pytest.raises(faults.NotACatalogue):
        site(address).greet()


def test_token_refused() -> None:
    """A CKAN that does not know us is asked once who we are, and says so."""

    def answer(action: str, body: bytes) -> Answer:
        if action == "status_show":
            return good({"site_url": "http://x"})
        return bad(404, "Not Found Error", message="Not found")

    with server(answer) as (address, _), pytest.raises(faults.TokenRefused):
        site(address).greet()


def test_no_right_is_not_a_bad_token() -> None:
    """A 403 for somebody CKAN knows is a missing right."""

    def answer(action: str, body: bytes) -> Answer:
        if action == "user_show":
            return good({"name": "toi"})
        return bad(403, "Authorization Error", message="Access denied: not an editor")

    with server(answer) as (address, _), pytest.raises(faults.NoRight, match="not an editor"):
        site(address).ask("package_create")


@pytest.mark.parametrize(
    "answer", [(413, "<html>"), bad(409, "Validation Error", upload=["too large"])]
)
def test_too_large(answer: Answer, tmp_path: Path) -> None:
    """Whether CKAN or the server in front refuses it, the file is named with its size."""
    path = tmp_path / "to.csv"
    path.write_bytes(b"x" * 2_500_000)
    upload = Upload("to.csv", "text/csv", path, 2_500_000, "")
    with (
        server(lambda action, body: answer) as (address, _),
        pytest.raises(faults.TooLarge, match=r"to\.csv \(2\.5 MB\)"),
    ):
        site(address).ask("package_revise", files={"update__resources__abcde__upload": upload})


def test_refused_names_the_field() -> None:
    """Validation errors say which field and what CKAN said, those of resources by number."""
    error = {"tags": ['Tag "a" is too short'], "resources": [{}, {"url": ["Bad URL"]}]}
    with (
        server(lambda action, body: bad(409, "Validation Error", **error)) as (address, _),
        pytest.raises(faults.Refused) as refused,
    ):
        site(address).ask("package_create", "ten")
    assert 'tags: Tag "a" is too short; resources 2 url: Bad URL' in refused.value.what.vi


def test_lost_creation_is_recognised() -> None:
    """When the answer to a creation is lost, our mark on what stands tells that it arrived."""

    def answer(action: str, body: bytes) -> Answer:
        return (500, "") if action == "package_create" else good(package("dau"))

    with server(answer) as (address, asked):
        assert catalogue.create(site(address), package("dau"))["id"] == "id"
    assert asked == ["package_create", "package_show"]


def test_creation_by_another_is_no_success() -> None:
    """A dataset of that name with another mark is somebody else's."""

    def answer(action: str, body: bytes) -> Answer:
        return (500, "") if action == "package_create" else good(package("khac"))

    with server(answer) as (address, _), pytest.raises(faults.Moved):
        catalogue.create(site(address), package("dau"))


def test_stale_revision_is_refused() -> None:
    """A compare-and-set against an old state is a conflict, not repeated."""

    def answer(action: str, body: bytes) -> Answer:
        if action == "package_revise":
            return bad(409, "Validation Error", match=["metadata_modified"])
        return good(package("khac", "2"))

    with server(answer) as (address, asked), pytest.raises(faults.Moved):
        catalogue.revise(site(address), package("", "1"), package("dau"))
    assert asked == ["package_revise", "package_show"]


def test_journal_has_one_line_a_call(tmp_path: Path) -> None:
    """Each attempt is a line with its outcome; neither token nor rows are in it."""
    path = tmp_path / "journal.jsonl"
    answers = iter([(503, ""), good({})])
    with server(lambda action, body: next(answers)) as (address, _):
        client = site(address, Journal(path))
        client.ask("datastore_upsert", "ma", row_count=1, records=[{"cot": "o-bi-mat"}])
    text = path.read_text(encoding="utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    assert [(n["action"], n["outcome"], n.get("attempt")) for n in lines] == [
        ("datastore_upsert", "HTTP 503", None),
        ("datastore_upsert", "done", 2),
    ]
    assert TOKEN not in text and "o-bi-mat" not in text


def test_token_is_not_printed() -> None:
    """Neither the client nor its parts show the token."""
    client = site("http://127.0.0.1:1")
    assert TOKEN not in repr(vars(client))


def test_token_goes_to_the_catalogue_only() -> None:
    """A file that lies on another host is fetched without our token."""
    with host(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok") as (elsewhere, heard):
        assert b"".join(site("http://127.0.0.1:1").download(elsewhere, "x")) == b"ok"
    assert TOKEN.encode() not in heard[0]


@pytest.mark.parametrize(("status", "told"), [(400, Lost), (503, Lost), (404, faults.Missing)])
def test_refused_download_is_no_empty_file(status: int, told: type[Exception]) -> None:
    """A file that the server does not give is told, never taken for one without content."""
    answer = f"HTTP/1.1 {status} -\r\nContent-Length: 0\r\n\r\n".encode()
    with host(answer) as (address, _), pytest.raises(told):
        list(site("http://127.0.0.1:1").download(address, "tep.csv"))


def test_download_cut_off_is_no_file() -> None:
    """Fewer bytes than were announced are a lost answer, to be asked for again."""
    cut = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nma,gia"
    with host(cut) as (address, _), pytest.raises(Lost, match="lost"):
        list(site("http://127.0.0.1:1").download(address, "tep.csv"))


def test_multipart_is_what_it_says(tmp_path: Path) -> None:
    """The streamed body has the length announced and carries fields and files unchanged."""
    path = tmp_path / "a.bin"
    content = bytes(range(256)) * (CHUNK_BYTES // 100)
    path.write_bytes(content)
    sent: list[int] = []
    body = Multipart(
        {"update": '{"title":"Tên"}'},
        {"f": Upload("a.bin", "application/x", path, len(content), "")},
        sent.append,
    )
    data = b"".join(body)
    assert len(body) == len(data)
    assert sum(sent) == len(content)
    parts = BytesParser().parsebytes(
        b"Content-Type: " + body.content_type.encode() + b"\r\n\r\n" + data
    )
    field, file = parts.get_payload()
    assert field.get_payload(decode=True) == '{"title":"Tên"}'.encode()
    assert (file.get_filename(), file.get_payload(decode=True)) == ("a.bin", content)
