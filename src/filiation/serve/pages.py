"""The app's pages for people."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from filiation.serve.catalogue import MOST_PAGES
from filiation.serve.desk import NO_FILE, Desk
from filiation.serve.files import SHEETS, TABLES, TREES, WHOLE
from filiation.serve.job import State
from filiation.serve.listing import PAGE, Wanted, words_of
from filiation.serve.rendering import render
from filiation.serve.uploads import form_of
from filiation.writers.assets import asset

if TYPE_CHECKING:
    from starlette.requests import Request

_LISTED = 50
_MONTH = re.compile(r"\d{4}(?:-\d\d)?")
_LONGEST_QUERY, _LONGEST_ID = 300, 10_000
_ASSETS = {
    "style.css": (("report.css", "serve.css"), "text/css"),
    "serve.js": (("serve.js",), "text/javascript"),
}
# The report brings its own policy, in the document; no other page may frame it.
_REPORT_HEADERS = {"content-security-policy": "frame-ancestors 'none'"}


class _Report(FileResponse):
    """A file sent in few pieces: each is a turn of a thread, of which a busy machine has few."""

    chunk_size = 1 << 20


class Pages:
    """Handlers of everything that is not the API."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def routes(self) -> list[Route]:
        """What is answered where."""
        return [
            Route("/", self.start),
            Route("/jobs", self.take, methods=["POST"]),
            Route("/jobs/{id}", self.job),
            Route("/jobs/{id}/report", self.report),
            Route("/jobs/{id}/files/{name}", self.file),
            Route("/jobs/{id}/cancel", self.cancel, methods=["POST"]),
            Route("/jobs/{id}/delete", self.delete, methods=["POST"]),
            Route("/archive", self.archive),
            Route("/archive/tradition", self.tradition),
            Route("/archive/tradition/trace", self.trace_tradition, methods=["POST"]),
            Route("/archive/flows", self.flows),
            Route("/archive/lookup", self.lookup, methods=["GET", "POST"]),
            Route("/archive/explain", self.explain),
            Route("/archive/files/{name}", self.archive_file),
            Route("/static/{name}", self.asset),
        ]

    async def start(self, request: Request) -> Response:
        """Drop files, paste texts; earlier jobs."""
        jobs = self._desk.store.all()
        return self._page(
            request, "serve_start.html.j2", jobs=jobs[:_LISTED], every=len(jobs), limits=self._desk.limits
        )

    async def take(self, request: Request) -> Response:
        """Take a job, and lead to it."""
        job = await self._desk.take(request)
        return self._go(request, f"jobs/{job.id}")

    async def job(self, request: Request) -> Response:
        """How far a job is; when it is done, the verdict in brief, the report and the downloads."""
        job = self._desk.job(request)
        waiting = [each for each in self._desk.store.all() if each.state is State.WAITING and each.id < job.id]
        return self._page(
            request,
            "serve_job.html.j2",
            job=job,
            before=len(waiting),
            tables=TABLES,
            sheets=SHEETS,
            formats=TREES,
            whole=WHOLE,
        )

    async def report(self, request: Request) -> Response:
        """The report itself."""
        job = self._desk.done(request)
        path = self._desk.store.place(job) / "view.html"
        return _Report(path, media_type="text/html; charset=utf-8", headers=_REPORT_HEADERS)

    async def file(self, request: Request) -> Response:
        """One file of a job, to keep."""
        return await self._desk.send_file(request)

    async def cancel(self, request: Request) -> Response:
        """Cancel a job."""
        job = self._desk.runner.cancel(self._desk.job(request))
        return self._go(request, f"jobs/{job.id}")

    async def delete(self, request: Request) -> Response:
        """Delete a job and all that belongs to it."""
        self._desk.runner.delete(self._desk.job(request))
        return self._go(request, "")

    async def archive(self, request: Request) -> Response:
        """The traditions of the archive, the largest first."""
        archive, wanted = self._desk.archive, wanted_of(request)
        head, listing = await self._desk.ask(lambda: (archive.head(), archive.listing(wanted)))
        last = min(MOST_PAGES, max(1, -(-listing.every // PAGE)))
        return self._page(
            request,
            "serve_archive.html.j2",
            head=head,
            listing=listing,
            wanted=wanted,
            last=last,
            narrowed=_narrowed(wanted),
        )

    async def tradition(self, request: Request) -> Response:
        """One tradition: who carries it."""
        archive, id_ = self._desk.archive, request.query_params.get("id", "")
        leaf = await self._desk.ask(lambda: archive.tradition(id_))
        if leaf is None:
            raise HTTPException(404, "There is no such tradition in this archive.")
        return self._page(request, "serve_tradition.html.j2", id=id_, leaf=leaf)

    async def trace_tradition(self, request: Request) -> Response:
        """Trace one tradition's texts: its tree and its statements."""
        job = await self._desk.trace_tradition(await _field(request, "id", _LONGEST_ID))
        return self._go(request, f"jobs/{job.id}")

    async def flows(self, request: Request) -> Response:
        """Who takes how much from whom."""
        archive = self._desk.archive
        flows, outlets = await self._desk.ask(lambda: (archive.flows(), archive.outlets()))
        return self._page(request, "serve_flows.html.j2", flows=flows, outlets=outlets)

    async def lookup(self, request: Request) -> Response:
        """Look a passage or a page up."""
        passage, answer, reason = "", None, None
        if request.method == "POST":
            passage = await _field(request, "passage", self._desk.limits.pasted_bytes)
            answer, reason = await self._desk.look_up(passage)
        else:
            _ = self._desk.archive
        return self._page(
            request,
            "serve_lookup.html.j2",
            passage=passage,
            answer=answer,
            reason=reason,
            asked=request.method == "POST",
        )

    async def explain(self, request: Request) -> Response:
        """Why two articles are, or are not, one report."""
        its = await self._desk.explain(request.query_params.get("a", ""), request.query_params.get("b", ""))
        return self._page(request, "serve_explain.html.j2", its=its)

    async def archive_file(self, request: Request) -> Response:
        """One table of the archive, to keep."""
        return await self._desk.send_archive_file(request)

    async def asset(self, request: Request) -> Response:
        """Our style sheet and our script."""
        found = _ASSETS.get(request.path_params["name"])
        if found is None:
            raise HTTPException(404, NO_FILE)
        names, kind = found
        return Response("".join(map(asset, names)), media_type=kind, headers={"cache-control": "private, max-age=300"})

    def _page(self, request: Request, name: str, **values: object) -> Response:
        root = f"{request.scope['root_path']}/"
        return HTMLResponse(render(name, root, has_archive=self._desk.catalogue is not None, address=address, **values))

    def _go(self, request: Request, where: str) -> Response:
        return RedirectResponse(f"{request.scope['root_path']}/{where}", 303)


def address(where: str, **values: object) -> str:
    """Return an address with what is not None of ``values`` in its query."""
    told = {name: value for name, value in values.items() if value is not None}
    return where + (f"?{urlencode(told, quote_via=quote)}" if told else "")


async def _field(request: Request, name: str, most: int) -> str:
    """Return the one field of a form."""
    async with form_of(request, 0, 1, most) as form:
        return str(form.get(name, ""))


def wanted_of(request: Request) -> Wanted:
    """Return what a reader narrows the list to; what makes no sense is as if it were not said."""
    asked = request.query_params
    month = asked.get("month", "")
    return Wanted(
        words=words_of(asked.get("q", "")[:_LONGEST_QUERY]),
        outlet=asked.get("outlet") or None,
        month=month if _MONTH.fullmatch(month) else None,
        least=_number(asked.get("least", ""), 2, 1_000_000),
        page=_number(asked.get("page", ""), 1, MOST_PAGES),
    )


def _number(text: str, otherwise: int, most: int) -> int:
    return max(1, min(int(text), most)) if text.isascii() and text.isdecimal() and len(text) < 10 else otherwise


def _narrowed(wanted: Wanted) -> dict[str, object]:
    """Return a list's state as an address has it, without its page."""
    plain = replace(wanted, page=1)
    return {
        "q": " ".join(plain.words) or None,
        "outlet": plain.outlet,
        "month": plain.month,
        "least": plain.least if plain.least != 2 else None,
    }
