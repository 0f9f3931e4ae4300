"""Damage anywhere in a file of any format never gets out of the stage as an exception."""

from __future__ import annotations

import gzip
import io
import json
import random
import zipfile
from pathlib import Path

import pytest
from archive_examples import HTML, TEXT, warc_bytes
from test_archive_files import MHTML, pdf_bytes


def _parquet() -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = io.BytesIO()
    pq.write_table(pa.table({"id": ["1", "2"], "text": [TEXT, "Two."], "tags": [["a"], []]}), file)
    return file.getvalue()


def _wacz() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("archive/a.warc.gz", warc_bytes([{}, {}], packed=True))
    return file.getvalue()


def _samples() -> dict[str, bytes]:
    rows = "".join(json.dumps({"id": n, "text": TEXT, "x": {"y": [n]}}) + "\n" for n in range(5)).encode()
    return {
        "a.txt": TEXT.encode(),
        "a.html": HTML.encode(),
        "a.html.gz": gzip.compress(HTML.encode()),
        "a.mhtml": MHTML,
        "a.pdf": pdf_bytes("The ferry to Aldport resumed on Monday."),
        "a.jsonl": rows,
        "a.jsonl.gz": gzip.compress(rows),
        "a.parquet": _parquet(),
        "a.warc": warc_bytes([{}, {"type": "text/plain", "body": TEXT.encode()}]),
        "a.warc.gz": warc_bytes([{}, {}], packed=True),
        "a.wacz": _wacz(),
    }


def _damaged(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(changed))
        match chance.randrange(4):
            case 0:
                changed[place] = chance.randrange(256)
            case 1:
                del changed[place : place + chance.randint(1, 40)]
            case 2:
                changed[place:place] = chance.randbytes(chance.randint(1, 40))
            case _:
                changed[place : place + 8] = changed[: chance.randint(1, 8)]
        if not changed:
            return b""
    return bytes(changed)


@pytest.mark.parametrize("name", _samples())
def test_damage_is_refused_or_survived(here: Path, read, name: str) -> None:
    """Whatever happens to a file, there is a page or a refusal that names it, and its neighbour is read."""
    whole, chance = _samples()[name], random.Random(name)
    (here / "z.txt").write_text("A neighbour.")
    for _ in range(60):
        (here / name).write_bytes(_damaged(whole, chance))
        found = read(name, "z.txt", max_page_bytes=1_000_000)
        assert found.ids[-1] == "z.txt"
        assert len(found.pages) > 1 or found.refused
        for page in found.pages:
            page.content.encode()
            json.dumps(dict(page.extra), allow_nan=False, ensure_ascii=False).encode()
