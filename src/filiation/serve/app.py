"""The app: the guard at the door, pages for people, the API for programs, and the jobs beside them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from filiation.serve.answers import refusal
from filiation.serve.api import Api
from filiation.serve.catalogue import Catalogue
from filiation.serve.desk import Desk
from filiation.serve.files import Exports
from filiation.serve.guard import Door, Guard
from filiation.serve.limits import Limits
from filiation.serve.pages import Pages
from filiation.serve.runner import Command, Runner, trace_command
from filiation.serve.store import Store

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_PLAIN = {
    404: "There is nothing at this address.",
    405: "This address cannot be asked in this way.",
}


def make_app(
    store: Store,
    door: Door,
    limits: Limits,
    catalogue: Catalogue | None = None,
    command_of: Command = trace_command,
) -> Guard:
    """Return the app.

    Args:
        store: Its jobs; closed when the app ends.
        door: Who is let in.
        limits: What may be asked.
        catalogue: An archive to browse; None for none.
        command_of: What runs a job.
    """
    runner = Runner(store, limits, command_of)
    desk = Desk(store, runner, Exports(limits), catalogue, limits)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        running = asyncio.create_task(runner.run())
        try:
            yield
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running
            store.close()

    app = Starlette(
        routes=[*Api(desk).routes, *Pages(desk).routes],
        exception_handlers={HTTPException: _refuse, ClientDisconnect: _leave, Exception: _break},
        lifespan=lifespan,
    )
    # Outside of all, so that its headers stand on every answer, that of a failure too.
    return Guard(app, door, limits)


async def _refuse(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    sentence = str(error.detail) or "That did not work."
    if error.status_code in _PLAIN and " " not in sentence.removeprefix("Not Found").removeprefix("Method Not Allowed"):
        sentence = _PLAIN[error.status_code]
    answer = refusal(request.scope["path"], error.status_code, sentence, f"{request.scope['root_path']}/")
    answer.headers.update(error.headers or {})
    return answer


async def _leave(request: Request, _error: Exception) -> Response:
    """Answer whoever left in the middle of an upload, which nobody hears: it is no failure of the app's."""
    return refusal(request.scope["path"], 400, "The upload broke off.", f"{request.scope['root_path']}/")


async def _break(request: Request, _error: Exception) -> Response:
    sentence = "Something broke in the app; what it was stands in its log. Nothing that you sent is lost."
    return refusal(request.scope["path"], 500, sentence, f"{request.scope['root_path']}/")
