"""What every reader is handed beside its source: the run's settings and ledger, and what is common to all pages."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from filiation.archive.decoding import Decoded, decode, without_surrogates
from filiation.archive.page import Page, PageId, PageKind
from filiation.archive.signatures import BINARY, foreign_kind
from filiation.errors import ArchiveError
from filiation.ledger import Ledger
from filiation.settings import Settings

STAGE = "archive"

# Control characters beyond which text is not text: random bytes hold 11 %, pages none, damaged ones a few.
_CONTROLS = bytes({*range(0x20), *range(0x7F, 0xA0)} - {*b"\t\n\v\f\r\x1b\x85"})
_CONTROL_SHARE = 0.02
_NUL_SHARE, _NULS, _SHORT_NUL_SHARE = 0.001, 8, 0.01
_SAMPLE = 65_536


@dataclass(frozen=True, slots=True)
class Intake:
    """One run's settings and ledger, as the readers see them.

    Attributes:
        settings: Limits on bytes, characters and records.
        ledger: Where refusals and remarks go.
        whole: Take the whole text of a page as its article.
    """

    settings: Settings
    ledger: Ledger
    whole: bool = False

    @property
    def text_kind(self) -> PageKind:
        """How bare text is to be read."""
        return PageKind.ARTICLE if self.whole else PageKind.TEXT

    def reject(self, page: str, reason: str) -> None:
        """Record that ``page`` is left out."""
        self.ledger.reject(page, STAGE, reason)

    def note(self, page: str, reason: str) -> None:
        """Record something worth knowing about ``page``."""
        self.ledger.note(page, STAGE, reason)

    def page_of(
        self,
        data: bytes,
        *,
        id: str,  # noqa: A002 - the field's own name
        path: str,
        kind: PageKind,
        charset: str | None = None,
        url: str | None = None,
        captured: str | None = None,
    ) -> Page:
        """Make the page that ``data`` holds.

        Raises:
            ArchiveError: It is empty, binary, or longer than the settings allow.
        """
        if not data:
            raise ArchiveError("empty: 0 bytes", page=id)
        if (foreign := foreign_kind(data)) is not None:
            raise ArchiveError(f"{foreign}, not a page", page=id)
        self._check_length(len(data) // 4, kind, id)  # no encoding takes more than four bytes a character
        decoded: Decoded = decode(data, charset=charset, markup=kind is PageKind.HTML)
        text = self.checked(decoded.text, kind, id)
        if decoded.remark is not None:
            self.note(id, decoded.remark)
        digest = hashlib.sha256(data).hexdigest()
        return Page(PageId(id), path, kind, text, digest, url=url, captured=captured, whole=self.whole)

    def checked(self, text: str, kind: PageKind, id: str) -> str:  # noqa: A002
        """Return ``text`` as it may be used: writable in UTF-8, of a usable length, and text at all.

        Raises:
            ArchiveError: It is empty, binary, or longer than ``settings.max_text_characters``.
        """
        text = without_surrogates(text)
        if not text or text.isspace():
            raise ArchiveError("empty: nothing but white space", page=id)
        self._check_length(len(text), kind, id)
        sample = text[:_SAMPLE]
        low = sample.encode("latin-1", "ignore")
        controls = len(low) - len(low.translate(None, _CONTROLS))
        if controls > _CONTROL_SHARE * len(sample) or _is_nul_ridden(text):
            raise ArchiveError(BINARY, page=id)
        return text.replace("\0", "\ufffd") if kind is PageKind.HTML else text  # as browsers do

    def _check_length(self, characters: int, kind: PageKind, id: str) -> None:  # noqa: A002
        # Mark-up is bounded by its bytes; its text is measured where it is rendered.
        if kind is not PageKind.HTML and characters > self.settings.max_text_characters:
            longest = self.settings.max_text_characters
            raise ArchiveError(f"too long: {characters:,} characters or more, at most {longest:,} are read", page=id)


def _is_nul_ridden(text: str) -> bool:
    """Tell whether a text holds more NULs than damage brings: a few in a short page, one in a thousand in a long one."""
    return text.count("\0") > max(_NUL_SHARE * len(text), min(_NULS, _SHORT_NUL_SHARE * len(text)))
