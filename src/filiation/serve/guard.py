"""The door: whose request is let in, how much of it, and what every answer tells the browser to forbid.

A page elsewhere must not talk to the app through a visitor's browser: the Host must be ours (a stranger's name that was
made to point at this machine is not), and what changes anything must come from one of our own pages. Where the app is
not on loopback a token is needed, in each address (``/~TOKEN/...``) or in a header; there are no cookies.
"""

from __future__ import annotations

import asyncio
import hmac
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException

from filiation.serve.answers import refusal
from filiation.serve.limits import Limits
from filiation.serve.rendering import POLICY

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_LONGEST_ADDRESS = 8_000
_HEADERS = {
    b"content-security-policy": POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    # Browsers then say from which page of ours a form came; to other sites, and so of a token, nothing is told.
    b"referrer-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"cache-control": b"no-store",
}


@dataclass(frozen=True, slots=True)
class Door:
    """Who is let in.

    Attributes:
        hosts: Names that the Host header may say, whatever the port; None for any, where a token is needed anyway.
        token: What each request must bring; None where none is needed.
    """

    hosts: frozenset[str] | None = LOOPBACK
    token: str | None = None


class Guard:
    """The outermost layer of the app."""

    def __init__(self, app: ASGIApp, door: Door, limits: Limits) -> None:
        self._app = app
        self._door = door
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        guarded = _with_headers(send)
        headers = _headers(scope)
        try:
            root = self._admit(scope, headers)
            size = _declared_size(headers, self._limits.upload_bytes)
        except HTTPException as error:
            await refusal(scope["path"], error.status_code, str(error.detail))(scope, receive, guarded)
            return
        within = {**scope, "root_path": root}
        await self._app(within, _bounded(receive, self._limits, size), guarded)

    def _admit(self, scope: Scope, headers: dict[bytes, list[bytes]]) -> str:
        """Return what the request's addresses begin with.

        Raises:
            HTTPException: It is not let in.
        """
        if len(scope["raw_path"] if scope.get("raw_path") else scope["path"]) > _LONGEST_ADDRESS:
            raise HTTPException(414, "The address is too long.")
        host = _only(headers, b"host")
        name = _host_name(host)
        if name is None or (self._door.hosts is not None and name not in self._door.hosts):
            raise HTTPException(400, "This app does not answer to that host name. Use the address that it printed.")
        root = self._let_in(scope["path"], headers)
        if scope["method"] not in _SAFE and not _is_own(headers, host):
            raise HTTPException(403, "The request came from a page of another site, so nothing was done.")
        return root

    def _let_in(self, path: str, headers: dict[bytes, list[bytes]]) -> str:
        token = self._door.token
        if token is None:
            return ""
        first = path.split("/", 2)[1] if path.startswith("/~") else ""
        if hmac.compare_digest(first[1:].encode(), token.encode()):
            return f"/{first}"
        told = _only(headers, b"authorization").removeprefix("Bearer ")
        if hmac.compare_digest(told.encode(), token.encode()):
            return ""
        raise HTTPException(401, "A token is needed: use the whole address that the app printed when it started.")


def _headers(scope: Scope) -> dict[bytes, list[bytes]]:
    found: dict[bytes, list[bytes]] = {}
    for name, value in scope["headers"]:
        found.setdefault(name.lower(), []).append(value)
    return found


def _only(headers: dict[bytes, list[bytes]], name: bytes) -> str:
    """Return a header that is there once, else nothing."""
    values = headers.get(name, [])
    return values[0].decode("latin-1") if len(values) == 1 else ""


def _host_name(host: str) -> str | None:
    try:
        parts = urlsplit(f"//{host}")
    except ValueError:
        return None
    return None if parts.path or parts.query or parts.fragment or "@" in host else parts.hostname


def _is_own(headers: dict[bytes, list[bytes]], host: str) -> bool:
    """Tell whether no browser says that the request came from elsewhere; programs say nothing, and are let in."""
    origins = headers.get(b"origin", [])
    if any(each.decode("latin-1").partition("://")[2] != host for each in origins):
        return False
    return all(each in {b"same-origin", b"none"} for each in headers.get(b"sec-fetch-site", []))


def _declared_size(headers: dict[bytes, list[bytes]], most: int) -> int | None:
    told = _only(headers, b"content-length")
    if told and (not told.isdecimal() or len(told) > 18):
        raise HTTPException(400, "The length of the request makes no sense.")
    if told and int(told) > most:
        raise HTTPException(413, too_large(most))
    return int(told) if told else None


def too_large(most: int) -> str:
    """Say how much is taken."""
    return f"That is too much at once: at most {most // 1024**2} MB are taken. Send fewer or smaller files."


def _bounded(receive: Receive, limits: Limits, declared: int | None) -> Receive:
    """Return ``receive`` with bounds on the body's size and on the time that it may take."""
    began, taken, is_over = monotonic(), 0, declared == 0

    async def take() -> Message:
        nonlocal taken, is_over
        if is_over:  # all there; what comes now is the end of the connection
            return await receive()
        left = limits.upload_seconds - (monotonic() - began)
        try:
            message = await asyncio.wait_for(receive(), max(left, 0.001))
        except TimeoutError as error:
            raise HTTPException(408, "The upload took too long.") from error
        taken += len(message.get("body", b""))
        is_over = not message.get("more_body", False)
        if taken > limits.upload_bytes:
            raise HTTPException(413, too_large(limits.upload_bytes))
        return message

    return take


def _with_headers(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            there = {name.lower() for name, _ in message["headers"]}
            added = [(name, value) for name, value in _HEADERS.items() if name not in there]
            message = {**message, "headers": [*message["headers"], *added]}
        await send(message)

    return guarded
