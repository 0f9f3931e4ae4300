"""Uploads: files and pasted texts out of a form or a body of JSON, under names that are safe to write."""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

import msgspec
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from filiation.archive.decisions import MOST_BYTES, parse_decisions
from filiation.errors import UsageError
from filiation.serve.guard import too_large
from filiation.serve.job import DECISIONS
from filiation.serve.limits import Limits
from filiation.serve.names import plain_names

if TYPE_CHECKING:
    from starlette.requests import Request

_LONGEST_TITLE = 200
_BODIES = 4
_NOTHING = "There is nothing to trace: choose at least one file, or paste at least one text."
# What a pasted page begins with; anything else is text.
_MARKUP = re.compile(
    r"\s{0,1000}(?:<!--|<!doctype|</?(?:html|head|body|article|section|main|div|p|h\d|meta|title|span)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Upload:
    """What somebody wants traced.

    Attributes:
        title: None where none is told.
        names: Of the files.
        write: Writes the files into a folder, and beside it what was decided of them.
        whole: Whether they are articles as they stand.
        decisions: How many decisions there are.
    """

    title: str | None
    names: tuple[str, ...]
    write: Callable[[Path], None]
    whole: bool
    decisions: int = 0


class _Pasted(msgspec.Struct):
    """A page in a body of JSON: ``html`` or ``text``."""

    name: str | None = None
    text: str | None = None
    html: str | None = None


class _Asked(msgspec.Struct, forbid_unknown_fields=True):
    """A body of JSON that asks for a job."""

    pages: list[_Pasted]
    title: str | None = None
    whole: bool = False
    decisions: str | None = None


@asynccontextmanager
async def read_upload(request: Request, limits: Limits) -> AsyncIterator[Upload]:
    """Read what a request brings: a form (files, texts with names) or JSON; its files are there until the end.

    Raises:
        HTTPException: It is nothing, too much, or not understood.
    """
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind == "application/json":
        yield _from_json(await read_body(request, limits.pasted_bytes * _BODIES), limits)
        return
    if kind not in {"multipart/form-data", "application/x-www-form-urlencoded"}:
        raise HTTPException(400, "A form or JSON is needed.")
    async with form_of(request, limits.upload_files + 1, 2 * limits.upload_files + 8, limits.pasted_bytes) as form:
        yield _from_form(form, await _decided(form), limits)


@asynccontextmanager
async def form_of(request: Request, files: int, fields: int, size: int) -> AsyncIterator[FormData]:
    """Read a form of at most so many files and fields, each field of at most ``size`` bytes; its files go at the end.

    Raises:
        HTTPException: It is no form, or more than that.
    """
    try:
        form = await request.form(max_files=files, max_fields=fields, max_part_size=size)
    except HTTPException as error:
        if error.status_code != 400:
            raise
        # The parser's own words, of which the first sentence is for people.
        told = str(error.detail).partition(". ")[0].rstrip(".")
        raise HTTPException(400, f"The form cannot be read: {told}.") from error
    try:
        yield form
    finally:
        await form.close()


async def read_body(request: Request, most: int) -> bytes:
    """Read a request's body.

    Raises:
        HTTPException: It is larger than ``most`` bytes.
    """
    held = bytearray()
    async for piece in request.stream():
        held += piece
        if len(held) > most:
            raise HTTPException(413, too_large(most))
    return bytes(held)


async def _decided(form: FormData) -> str | None:
    """Return the text of a form's decisions file; None where none was chosen."""
    file = form.get("decisions")
    if not isinstance(file, UploadFile) or not file.filename:
        return str(file) if isinstance(file, str) and file.strip() else None
    try:
        return (await file.read(MOST_BYTES + 1)).decode("utf-8")
    except UnicodeDecodeError as error:
        raise HTTPException(400, "The decisions file is no UTF-8.") from error


def _from_form(form: FormData, decisions: str | None, limits: Limits) -> Upload:
    files = [each for each in form.getlist("files") if isinstance(each, UploadFile) and (each.filename or each.size)]
    texts = [str(each) for each in form.getlist("text")]
    names = [str(each) for each in form.getlist("name")]
    names += [""] * (len(texts) - len(names))
    pasted = [(name, text) for name, text in zip(names, texts, strict=False) if text.strip()]
    wanted = [file.filename or "page" for file in files]
    wanted += [_name(name, number, is_markup(text)) for number, (name, text) in enumerate(pasted, 1)]
    contents: list[IO[bytes] | str] = [*(file.file for file in files), *(text for _, text in pasted)]
    return _upload(_title(form.get("title")), wanted, contents, limits, decisions, whole=form.get("whole") is not None)


def _from_json(body: bytes, limits: Limits) -> Upload:
    try:
        asked = msgspec.json.decode(body, type=_Asked)
    except msgspec.MsgspecError as error:
        raise HTTPException(400, f"The body is not as it should be: {error}.") from error
    wanted, contents = [], list[IO[bytes] | str]()
    for number, page in enumerate(asked.pages, 1):
        if (page.text is None) == (page.html is None):
            raise HTTPException(400, f"Page {number} needs either text or html.")
        content = page.text if page.html is None else page.html
        if content and content.strip():
            wanted.append(_name(page.name or "", number, page.html is not None))
            contents.append(content)
    return _upload(_title(asked.title), wanted, contents, limits, asked.decisions, whole=asked.whole)


def _upload(
    title: str | None,
    wanted: Sequence[str],
    contents: Sequence[IO[bytes] | str],
    limits: Limits,
    decisions: str | None,
    *,
    whole: bool,
) -> Upload:
    if not wanted:
        raise HTTPException(400, _NOTHING)
    if len(wanted) > limits.upload_files:
        raise HTTPException(400, f"These are {len(wanted)} pages; at most {limits.upload_files} are taken at once.")
    names = plain_names(wanted)
    decided = _count(decisions)

    def write(folder: Path) -> None:
        for name, content in zip(names, contents, strict=True):
            with (folder / name).open("xb") as file:
                if isinstance(content, str):
                    file.write(content.encode("utf-8", "replace"))
                else:
                    content.seek(0)
                    shutil.copyfileobj(content, file)
        if decisions is not None:
            (folder.parent / DECISIONS).write_text(decisions, encoding="utf-8", errors="replace")

    return Upload(title, names, write, whole, decided)


def _count(decisions: str | None) -> int:
    """Return how many decisions there are; they are read here, so that a slip is told before the run."""
    if decisions is None:
        return 0
    if len(decisions) > MOST_BYTES:
        raise HTTPException(400, f"A decisions file has {MOST_BYTES:,} bytes at most.")
    try:
        return len(parse_decisions(decisions, DECISIONS))
    except UsageError as error:
        raise HTTPException(400, f"{error}.") from error


def _name(told: str, number: int, markup: bool) -> str:
    stem = told.strip() or f"text {number}"
    return stem + (".html" if markup else ".txt")


def is_markup(text: str) -> bool:
    """Tell whether a pasted text is HTML."""
    return _MARKUP.match(text) is not None


def _title(told: object) -> str | None:
    title = " ".join(str(told or "").split())[:_LONGEST_TITLE]
    return title or None
