"""A CKAN catalogue over its API: every call with a timeout, repeated only where that is safe."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import urlsplit

import requests
from ckanapi import RemoteCKAN, errors

from publish import faults
from publish.journal import Journal
from publish.multipart import CHUNK_BYTES, Upload
from publish.transport import Lost, Session, Token, reason

T = TypeVar("T")

DELAYS_S = (0.5, 2.0, 5.0)  # before the second, third, fourth attempt
CONNECT_S, ANSWER_S = 10.0, 60.0
SLOWEST_BYTES_S = 100_000  # an upload may take this long at worst
SLOWEST_ROWS_S = 250  # measured worst on two busy cores: about 1,200 a second
BUSY = 429  # too many requests
NOT_MADE = 501  # a server that does not know POST: no CKAN
INDEX = "search index"
INDEX_AWAY = "Search Connection Error"  # in CKAN's words, when it looks something up in Solr


class Catalogue:
    """One CKAN. Safe for several threads: each has its own connection."""

    def __init__(
        self,
        address: str,
        token: str = "",
        *,
        journal: Journal | None = None,
        delays_s: Sequence[float] = DELAYS_S,
        answer_s: float = ANSWER_S,
        sent: Callable[[int], None] = lambda size_bytes: None,
    ) -> None:
        self.address = address.rstrip("/")
        self.journal = journal or Journal()
        self.site_url = self.address
        self.user = ""
        self.organization = ""
        self.sysadmin = False
        self.groups: Collection[str] | None = None  # those the token may use; None: all
        self.sent = sent
        self._token = Token(token)
        self.delays_s = tuple(delays_s)
        self._answer_s = answer_s
        self._own = threading.local()

    def ask(
        self,
        action: str,
        /,
        subject: str = "",
        *,
        files: Mapping[str, Upload] | None = None,
        row_count: int = 0,
        **params: Any,
    ) -> Any:
        """A call that may be repeated: reading, or writing the same twice makes no difference."""
        return self.patiently(
            action,
            subject,
            lambda attempt: self.once(
                action, subject, files=files, row_count=row_count, attempt=attempt, **params
            ),
        )

    def patiently(self, action: str, subject: str, call: Callable[[int], T]) -> T:
        """What `call` (given the attempt's number) returns, repeated while its answer is lost."""
        for attempt, delay_s in enumerate(self.delays_s, 1):
            try:
                return call(attempt)
            except Lost as lost:
                time.sleep(max(delay_s, lost.wait_s))
        last = len(self.delays_s) + 1
        try:
            return call(last)
        except Lost as lost:
            raise self.given_up(lost, action, subject, last) from None

    def once(
        self,
        action: str,
        /,
        subject: str = "",
        *,
        files: Mapping[str, Upload] | None = None,
        row_count: int = 0,
        attempt: int = 1,
        **params: Any,
    ) -> Any:
        """One attempt, one line in the journal. Raises Lost, or a Fault with CKAN's own words."""
        size = sum(u.size_bytes for u in files.values()) if files else 0
        start = time.monotonic()
        outcome = "done"
        try:
            return self._send(action, subject, params, files, size, row_count)
        except (Lost, faults.Fault) as error:
            outcome = str(error)
            raise
        finally:
            self.journal.note(
                action,
                subject=subject or None,
                outcome=outcome,
                attempt=attempt if attempt > 1 else None,
                ms=round((time.monotonic() - start) * 1000),
                bytes=size or None,
                rows=row_count or None,
            )

    def _send(
        self,
        action: str,
        subject: str,
        params: dict[str, Any],
        files: Mapping[str, Upload] | None,
        size: int,
        row_count: int,
    ) -> Any:
        session, remote = self._connection()
        answer_s = self._answer_s + size / SLOWEST_BYTES_S + row_count / SLOWEST_ROWS_S
        try:
            return remote.call_action(
                action, params, files=files, requests_kwargs={"timeout": (CONNECT_S, answer_s)}
            )
        except requests.RequestException as error:
            raise Lost(reason(error)) from None
        except errors.NotFound:
            raise faults.Missing(subject=subject or action) from None
        except errors.NotAuthorized as error:
            raise self._denied(action, subject, _denial(error)) from None
        except errors.ValidationError as error:
            if "upload" in error.error_dict or "File upload too large" in str(error.error_dict):
                raise faults.TooLarge(files=_sizes(files)) from None
            call = f"{action} {subject}".strip()
            raise faults.Refused(error.error_dict, call=call) from None
        except errors.SearchIndexError:
            raise Lost(INDEX, session.status) from None
        except errors.CKANAPIError as error:
            raise self._unfit(session, files, error) from None

    def _unfit(
        self, session: Session, files: Mapping[str, Upload] | None, error: Exception
    ) -> Exception:
        """An answer that is none of CKAN's own refusals."""
        status = session.status or 0
        if status == 413:
            return faults.TooLarge(files=_sizes(files))
        if status >= 500 and INDEX_AWAY in str(error):
            return Lost(INDEX, status)
        if (status >= 500 and status != NOT_MADE) or status == BUSY:
            after = session.headers_seen.get("Retry-After", "")
            return Lost(f"HTTP {status}", status, min(float(after), 30) if after.isdecimal() else 0)
        reason = f"HTTP {status}"
        if 300 <= status < 400:
            reason = f"HTTP {status} -> {session.headers_seen.get('Location', '')}"
        return faults.NotACatalogue(address=self.address, reason=reason)

    def _denied(self, action: str, subject: str, words: str) -> faults.Fault:
        if action != "user_show":
            try:
                self.ask("user_show")
            except faults.Missing:
                return faults.TokenRefused(address=self.address)
            except (Lost, faults.Fault):
                pass
        return faults.NoRight(
            user=self.user or "?",
            action=f"{action} {subject}".strip(),
            said=words,
            organization=self.organization,
        )

    def _connection(self) -> tuple[Session, RemoteCKAN]:
        if not hasattr(self._own, "session"):
            session = Session()
            session.auth = self._token
            self._own.session = session
            self._own.remote = RemoteCKAN(
                self.address, user_agent="minh-bach-06-publisher", session=session
            )
        self._own.session.sent = self.sent
        return self._own.session, self._own.remote

    def given_up(self, lost: Lost, action: str, subject: str, attempts: int) -> faults.Fault:
        """What to say when the last attempt is lost too."""
        if lost.reason == INDEX:
            return faults.IndexAway(address=self.address)
        why = lost.reason if lost.status else faults.TEXTS(f"reason.{lost.reason}")
        if lost.refused:
            return faults.Unreachable(address=self.address, reason=why)
        call = f"{action} {subject}".strip()
        return faults.ServerFailed(address=self.address, call=call, reason=why, attempts=attempts)

    def greet(self) -> None:
        """Learns who answers and as whom. Raises Unreachable, NotACatalogue, TokenRefused."""
        try:
            self.site_url = str(self.ask("status_show")["site_url"]).rstrip("/")
        except (faults.Missing, faults.NoRight, TypeError, KeyError) as error:
            raise faults.NotACatalogue(address=self.address, reason=str(error)) from None
        try:
            me = self.ask("user_show")
        except (faults.Missing, faults.NoRight):
            raise faults.TokenRefused(address=self.address) from None
        self.user, self.sysadmin = str(me["name"]), bool(me.get("sysadmin"))

    def in_reach(self, package: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The groups of a dataset that the token may use: naming any other is refused."""
        groups = package.get("groups") or ()
        return [g for g in groups if self.groups is None or g["name"] in self.groups]

    def download(self, url: str, subject: str) -> Iterator[bytes]:
        """The bytes at an address; the token goes along to the catalogue's own host only.

        Raises Lost when the line breaks midway (begin again), Missing, ServerFailed.
        """
        session, _ = self._connection()
        ours = urlsplit(url)[:2] in {urlsplit(self.address)[:2], urlsplit(self.site_url)[:2]}
        answer = (CONNECT_S, self._answer_s)
        start, size, outcome = time.monotonic(), 0, "done"
        try:
            auth = self._token if ours else Token("")
            with session.get(url, stream=True, timeout=answer, auth=auth) as response:
                if response.status_code in (403, 404):
                    raise faults.Missing(subject=f"{subject} ({url})")
                if response.status_code >= 400:
                    raise Lost(f"HTTP {response.status_code}", response.status_code)
                for chunk in response.iter_content(CHUNK_BYTES):
                    size += len(chunk)
                    yield chunk
        except requests.RequestException as error:
            outcome = reason(error)
            raise Lost(outcome) from None
        except (Lost, faults.Fault) as error:
            outcome = str(error)
            raise
        finally:
            ms = round((time.monotonic() - start) * 1000)
            self.journal.note("download", subject=subject, outcome=outcome, ms=ms, bytes=size)


def _denial(error: errors.NotAuthorized) -> str:
    told = error.args[0] if error.args else ""
    return str(told.get("message", "")) if isinstance(told, dict) else str(told)


def _sizes(files: Mapping[str, Upload] | None) -> str:
    return ", ".join(
        f"{u.file_name} ({u.size_bytes / 1_000_000:.1f} MB)"
        for u in sorted((files or {}).values(), key=lambda u: -u.size_bytes)
    )
