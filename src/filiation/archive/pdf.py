"""PDF: the text that its pages draw."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from filiation.archive.intake import Intake
from filiation.archive.page import Page
from filiation.archive.source import Source
from filiation.errors import ArchiveError, PageError

# A word that a line's end broke: small letters on both sides of the hyphen.
_BROKEN = re.compile(r"(?<=[a-zà-öø-ÿ])[-\u00ad]\n(?=[a-zà-öø-ÿ])")


def read_pdf(source: Source, intake: Intake) -> Iterator[Page]:
    """Read the text of a PDF, page by page; words that a line's end broke are joined again.

    The text is what the file draws, in the file's order: offsets count in this text, ``sha256`` is of the file.
    """
    data = source.read_all(intake.settings.max_page_bytes)
    with _any_error(source.name):
        text = _BROKEN.sub("", "\n\n".join(_drawn(data, source.name, intake.settings.max_text_characters)))
    if not text.strip():
        raise ArchiveError("a PDF without text: a scan, or pictures of text", page=source.name)
    page = intake.page_of(text.encode("utf-8", "replace"), id=source.name, path=source.name, kind=intake.text_kind)
    yield replace(page, sha256=hashlib.sha256(data).hexdigest())


def _drawn(data: bytes, name: str, longest: int) -> Iterator[str]:
    import logging

    from pypdf import PdfReader

    # pypdf tells its log about every oddity of a file; what matters comes as an exception.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise ArchiveError("a PDF that asks for a password", page=name)
    left = longest
    for page in reader.pages:
        text = page.extract_text()
        left -= len(text)
        if left < 0:
            raise ArchiveError(f"too long: at most {longest:,} characters are read", page=name)
        yield text.strip()


@contextmanager
def _any_error(name: str) -> Iterator[None]:
    """Map what a broken file brings out of pypdf, which may be any exception."""
    try:
        yield
    except PageError:
        raise
    except Exception as error:
        raise ArchiveError(f"a PDF that cannot be read: {type(error).__name__}: {error}", page=name) from error
