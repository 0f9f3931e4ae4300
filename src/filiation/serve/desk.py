"""The desk: what all handlers of one running app share, and what they do with it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import anyio.to_thread
import msgspec
from starlette.exceptions import HTTPException

from filiation.errors import CrawlError, UsageError
from filiation.serve.catalogue import Catalogue
from filiation.serve.files import ExportError, Exports, File, archive_files, files_of
from filiation.serve.job import Job, State
from filiation.serve.limits import Limits
from filiation.serve.runner import Runner
from filiation.serve.shelf import NotReady
from filiation.serve.store import Full, Store
from filiation.serve.uploads import Upload, read_upload

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from filiation.writers.lookup import AnswerRecord

T = TypeVar("T")

MOST_MATCHES = 10
_NO_JOB = "There is no such job; it may have been deleted."
NO_FILE = "There is no such file."
_NOT_READY = (
    "The archive is being laid out for browsing, which is done once after each run of gather and takes about a minute for "
    "a million articles. Ask again in a moment."
)


@dataclass(frozen=True, slots=True)
class Desk:
    """One running app.

    Attributes:
        store: Its jobs.
        runner: Runs them.
        exports: Makes files.
        catalogue: The archive; None where there is none.
        limits: What may be asked.
    """

    store: Store
    runner: Runner
    exports: Exports
    catalogue: Catalogue | None
    limits: Limits

    async def take(self, request: Request) -> Job:
        """Take a job.

        Raises:
            HTTPException: What was sent cannot be used, or no job is taken now.
        """
        self._check_room()  # before anything is read
        async with read_upload(request, self.limits) as upload:
            return await self._add(upload)

    async def _add(self, upload: Upload) -> Job:
        try:
            job = await anyio.to_thread.run_sync(
                lambda: self.store.add(
                    upload.title, upload.names, upload.write, whole=upload.whole, decisions=upload.decisions
                )
            )
        except Full as error:
            raise HTTPException(429, str(error)) from error
        except OSError as error:
            raise HTTPException(500, f"The pages could not be kept: {error.strerror}.") from error
        self.runner.wake()
        return job

    def _check_room(self) -> None:
        try:
            self.store.check_room()
        except Full as error:
            raise HTTPException(429, str(error)) from error

    def job(self, request: Request) -> Job:
        """Return the job that an address names.

        Raises:
            HTTPException: There is none.
        """
        job = self.store.get(request.path_params["id"])
        if job is None:
            raise HTTPException(404, _NO_JOB)
        return job

    def done(self, request: Request) -> Job:
        """Return the finished job that an address names.

        Raises:
            HTTPException: There is none, or it has found nothing.
        """
        job = self.job(request)
        if job.state is not State.DONE:
            raise HTTPException(409, f"This job has no dossier: it is {job.state.value}.")
        return job

    def files(self, job: Job) -> dict[str, File]:
        """Return the files that can be had of a finished job, by name."""
        return files_of(job.found.trees if job.found else ())

    async def send_file(self, request: Request) -> Response:
        """Send the file that an address names, of the finished job that it names.

        Raises:
            HTTPException: There is none, or it cannot be made.
        """
        job = self.done(request)
        place = self.store.place(job)
        return await self._send(_named(self.files(job), request), place / "dossier.json", place / "made")

    async def send_archive_file(self, request: Request) -> Response:
        """Send the file of the archive that an address names.

        Raises:
            HTTPException: There is none, or it cannot be made.
        """
        file = _named(archive_files(), request)
        return await self._send(file, self.archive.folder, self.store.folder.parent / "made")

    async def _send(self, file: File, source: Path, folder: Path) -> Response:
        """Send a file, made for the purpose where it does not stand there; what was made goes when it has been sent."""
        from starlette.background import BackgroundTask
        from starlette.responses import FileResponse

        if file.table is None:
            return FileResponse(source.parent / file.name, media_type=file.media_type, filename=file.name)
        try:
            path = await self.exports.make(file, source, folder)
        except ExportError as error:
            raise HTTPException(400, f"{file.name} could not be made: {error}.") from error
        gone = BackgroundTask(path.unlink, missing_ok=True)
        return FileResponse(path, media_type=file.media_type, filename=file.name, background=gone)

    @property
    def archive(self) -> Catalogue:
        """The archive.

        Raises:
            HTTPException: There is none.
        """
        if self.catalogue is None:
            raise HTTPException(404, "No archive is open here: start filiation serve with --archive DIR.")
        return self.catalogue

    async def ask(self, question: Callable[[], T]) -> T:
        """Ask the archive beside the app's own thread.

        Raises:
            HTTPException: The question or the archive is no good.
        """
        try:
            return await anyio.to_thread.run_sync(question)
        except UsageError as error:
            raise HTTPException(400, f"{str(error)[:1].upper()}{str(error)[1:]}.") from error
        except NotReady as error:
            raise HTTPException(503, _NOT_READY, {"retry-after": "10"}) from error
        except CrawlError as error:
            raise HTTPException(500, f"The archive cannot be used: {error}.") from error

    async def look_up(self, text: str) -> tuple[AnswerRecord | None, str | None]:
        """Look a text up in the archive: a passage, or a page as HTML or text.

        Raises:
            HTTPException: It is no text, or too short.
        """
        from filiation.serve.uploads import is_markup

        archive = self.archive
        if not text.strip():
            raise HTTPException(400, "Paste a passage of at least 15 words, or a whole page.")

        def look() -> tuple[AnswerRecord | None, str | None]:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / ("pasted.html" if is_markup(text) else "pasted.txt")
                path.write_text(text, encoding="utf-8", errors="replace")
                return archive.look_up(path, MOST_MATCHES)

        return await self.ask(look)

    async def explain(self, a: str, b: str) -> dict[str, Any]:
        """Explain why two articles of the archive are, or are not, one report; as `ExplanationRecord` in plain values.

        Raises:
            HTTPException: It cannot be explained.
        """
        archive = self.archive
        if not a or not b:
            raise HTTPException(400, "The ids of two articles are needed.")
        try:
            printed, said = await self.exports.run("explain", "--json", "--archive", str(archive.folder), "--", a, b)
        except ExportError as error:
            raise HTTPException(400, f"It could not be explained: {error}.") from error
        try:
            explained: dict[str, Any] = msgspec.json.decode(printed, type=dict[str, Any])
        except msgspec.MsgspecError as error:
            told = said.removeprefix("explain: ").replace(f" in {archive.folder}", "")
            raise HTTPException(400, f"It could not be explained: {told}.") from error
        return explained

    async def trace_tradition(self, id: str) -> Job:  # noqa: A002 - the field's own name
        """Take a job: the texts of one tradition of the archive.

        Raises:
            HTTPException: There are not two of them, or no job is taken now.
        """
        self._check_room()
        archive = self.archive
        rows = await self.ask(lambda: archive.texts(id))
        if not rows:
            raise HTTPException(400, "A tradition of two pages or more is needed.")
        data = b"".join(msgspec.json.encode(row) + b"\n" for row in rows)
        title = next((row["title"] for row in rows if row["title"]), None)

        def write(folder: Path) -> None:
            (folder / "tradition.jsonl").write_bytes(data)

        return await self._add(Upload(title, ("tradition.jsonl",), write, whole=False))


def _named(files: Mapping[str, File], request: Request) -> File:
    file = files.get(request.path_params["name"])
    if file is None:
        raise HTTPException(404, NO_FILE)
    return file
