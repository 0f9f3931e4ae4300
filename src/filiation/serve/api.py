"""The API for programs: declared once, in `ENDPOINTS`, from which its routes, its OpenAPI and its page are made."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from filiation import __version__
from filiation.serve.desk import Desk
from filiation.serve.job import Job
from filiation.serve.pages import wanted_of
from filiation.serve.rendering import render
from filiation.serve.uploads import read_body

if TYPE_CHECKING:
    from starlette.requests import Request


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One thing that a program can ask.

    Attributes:
        method: Of HTTP.
        path: Below the app's root; ``{name}`` are its parts that vary.
        does: In a sentence.
        handler: The method of `Api` that answers.
        query: Parameters in the address, with what each means.
        body: Media types of the body, each with its JSON schema.
        answer: The status when all is well, and what it holds.
    """

    method: str
    path: str
    does: str
    handler: str
    query: dict[str, str] = field(default_factory=dict)
    body: dict[str, dict[str, Any]] = field(default_factory=dict)
    answer: tuple[int, str] = (200, "application/json")


_TEXT = {"type": "string"}
_JOB_BODY = {
    "multipart/form-data": {
        "type": "object",
        "properties": {
            "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
            "text": {"type": "array", "items": _TEXT, "description": "pasted texts or HTML"},
            "name": {"type": "array", "items": _TEXT, "description": "what each pasted text is called"},
            "title": _TEXT,
            "whole": {"type": "string", "description": "there: the files are articles as they stand"},
            "decisions": {"type": "string", "format": "binary", "description": "a file of decisions, TOML"},
        },
    },
    "application/json": {
        "type": "object",
        "required": ["pages"],
        "properties": {
            "pages": {
                "type": "array",
                "items": {"type": "object", "properties": {"name": _TEXT, "text": _TEXT, "html": _TEXT}},
            },
            "title": _TEXT,
            "whole": {"type": "boolean"},
            "decisions": {"type": "string", "description": "decisions, TOML"},
        },
    },
}
_PASSAGE = {"application/json": {"type": "object", "required": ["passage"], "properties": {"passage": _TEXT}}}
_NARROW = {
    "q": "words that stand in a title",
    "outlet": "of one of the pages",
    "month": "2024-05, of one of the pages",
    "least": "pages of the smallest tradition, 2 if not said",
    "page": "of the list, 25 traditions each, from 1",
}

ENDPOINTS = (
    Endpoint("GET", "/api/jobs", "All jobs, the youngest first.", "jobs"),
    Endpoint(
        "POST",
        "/api/jobs",
        "Trace pages: files, texts or HTML.",
        "take",
        body=_JOB_BODY,
        answer=(202, "application/json"),
    ),
    Endpoint("GET", "/api/jobs/{id}", "One job: its state, its progress, what it found in brief.", "job"),
    Endpoint("POST", "/api/jobs/{id}/cancel", "Cancel a job.", "cancel"),
    Endpoint("DELETE", "/api/jobs/{id}", "Delete a job and all that belongs to it.", "delete", answer=(204, "")),
    Endpoint("GET", "/api/jobs/{id}/dossier", "The whole dossier, as filiation trace --json writes it.", "dossier"),
    Endpoint("GET", "/api/jobs/{id}/files", "The names of the files that can be had.", "files"),
    Endpoint("GET", "/api/jobs/{id}/files/{name}", "One file.", "file", answer=(200, "application/octet-stream")),
    Endpoint("GET", "/api/archive", "How much the archive holds.", "archive"),
    Endpoint("GET", "/api/archive/traditions", "The archive's traditions, the largest first.", "traditions", _NARROW),
    Endpoint(
        "GET", "/api/archive/tradition", "One tradition, its pages and pairs.", "tradition", {"id": "of the tradition"}
    ),
    Endpoint("GET", "/api/archive/flows", "Who takes how much from whom.", "flows"),
    Endpoint("GET", "/api/archive/outlets", "How much of what each outlet prints is copy.", "outlets"),
    Endpoint(
        "POST", "/api/archive/lookup", "Where a passage or a page stands in the archive.", "lookup", body=_PASSAGE
    ),
    Endpoint(
        "GET",
        "/api/archive/explain",
        "Why two articles are, or are not, one report.",
        "explain",
        {"a": "id of an article", "b": "id of another"},
    ),
    Endpoint("GET", "/api/openapi.json", "This description.", "openapi"),
)
_LISTED = 500
_JSON_BYTES = 8 * 1024 * 1024


class _Passage(msgspec.Struct):
    passage: str


class Api:
    """Handlers of the API."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def routes(self) -> list[Route]:
        """What is answered where, and the page that lists it."""
        every = [Route(each.path, getattr(self, each.handler), methods=[each.method]) for each in ENDPOINTS]
        return [*every, Route("/api", self.page)]

    async def page(self, request: Request) -> Response:
        """List the endpoints for a person."""
        root = f"{request.scope['root_path']}/"
        has_archive = self._desk.catalogue is not None
        return HTMLResponse(render("serve_api.html.j2", root, endpoints=ENDPOINTS, has_archive=has_archive))

    async def jobs(self, _request: Request) -> Response:
        """All jobs."""
        return JSONResponse({"jobs": [told(job) for job in self._desk.store.all()[:_LISTED]]})

    async def take(self, request: Request) -> Response:
        """Take a job."""
        return JSONResponse(told(await self._desk.take(request)), 202)

    async def job(self, request: Request) -> Response:
        """One job."""
        return JSONResponse(told(self._desk.job(request)))

    async def cancel(self, request: Request) -> Response:
        """Cancel a job."""
        return JSONResponse(told(self._desk.runner.cancel(self._desk.job(request))))

    async def delete(self, request: Request) -> Response:
        """Delete a job."""
        self._desk.runner.delete(self._desk.job(request))
        return Response(status_code=204)

    async def dossier(self, request: Request) -> Response:
        """The dossier."""
        job = self._desk.done(request)
        return FileResponse(self._desk.store.place(job) / "dossier.json", media_type="application/json")

    async def files(self, request: Request) -> Response:
        """The files of a job."""
        job = self._desk.done(request)
        return JSONResponse({"files": list(self._desk.files(job))})

    async def file(self, request: Request) -> Response:
        """One file of a job."""
        return await self._desk.send_file(request)

    async def archive(self, _request: Request) -> Response:
        """How much the archive holds."""
        archive = self._desk.archive
        return JSONResponse(await self._desk.ask(archive.head))

    async def traditions(self, request: Request) -> Response:
        """The archive's traditions."""
        archive, wanted = self._desk.archive, wanted_of(request)
        return JSONResponse(asdict(await self._desk.ask(lambda: archive.listing(wanted))))

    async def tradition(self, request: Request) -> Response:
        """One tradition."""
        archive, id_ = self._desk.archive, request.query_params.get("id", "")
        leaf = await self._desk.ask(lambda: archive.tradition(id_))
        if leaf is None:
            raise HTTPException(404, "There is no such tradition in this archive.")
        return JSONResponse(asdict(leaf))

    async def flows(self, _request: Request) -> Response:
        """Who takes from whom."""
        archive = self._desk.archive
        return JSONResponse({"flows": await self._desk.ask(archive.flows)})

    async def outlets(self, _request: Request) -> Response:
        """The outlets."""
        archive = self._desk.archive
        return JSONResponse({"outlets": await self._desk.ask(archive.outlets)})

    async def lookup(self, request: Request) -> Response:
        """Look a text up."""
        try:
            asked = msgspec.json.decode(await read_body(request, _JSON_BYTES), type=_Passage)
        except msgspec.MsgspecError as error:
            raise HTTPException(400, f"The body is not as it should be: {error}.") from error
        answer, reason = await self._desk.look_up(asked.passage)
        if answer is None:
            raise HTTPException(400, f"There is nothing to look up: {reason}.")
        return Response(msgspec.json.encode(answer), media_type="application/json")

    async def explain(self, request: Request) -> Response:
        """Explain two articles."""
        asked = request.query_params
        return JSONResponse(await self._desk.explain(asked.get("a", ""), asked.get("b", "")))

    async def openapi(self, request: Request) -> Response:
        """The API's description."""
        return JSONResponse(describe(f"{request.scope['root_path']}/"))


def told(job: Job) -> dict[str, Any]:
    """Return a job as the API tells of it."""
    plain: dict[str, Any] = msgspec.to_builtins(job)
    return plain


def describe(root: str) -> dict[str, Any]:
    """Return the API's description, OpenAPI 3.1."""
    paths: dict[str, dict[str, Any]] = {}
    for each in ENDPOINTS:
        paths.setdefault(each.path, {})[each.method.lower()] = _operation(each)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Filiation", "version": __version__, "license": {"name": "Apache-2.0"}},
        "servers": [{"url": root}],
        "security": [{}, {"token": []}],
        "paths": paths,
        "components": {
            "schemas": {
                "Error": {"type": "object", "required": ["error"], "properties": {"error": _TEXT}},
                **msgspec.json.schema_components([Job], ref_template="#/components/schemas/{name}")[1],
            },
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(its: Endpoint) -> dict[str, Any]:
    status, media = its.answer
    parts = [part[1:-1] for part in its.path.split("/") if part.startswith("{")]
    schema = {"$ref": "#/components/schemas/Job"} if its.handler in {"take", "job", "cancel"} else {}
    found: dict[str, Any] = {
        "operationId": its.handler,
        "summary": its.does,
        "parameters": [
            *({"name": name, "in": "path", "required": True, "schema": _TEXT} for name in parts),
            *(
                {"name": name, "in": "query", "description": means, "schema": _TEXT}
                for name, means in its.query.items()
            ),
        ],
        "responses": {
            str(status): {"description": "As asked."} | ({"content": {media: {"schema": schema}}} if media else {}),
            "default": {
                "description": "What is wrong, in a sentence.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
            },
        },
    }
    if its.body:
        found["requestBody"] = {
            "required": True,
            "content": {kind: {"schema": schema} for kind, schema in its.body.items()},
        }
    return found
