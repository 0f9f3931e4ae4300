"""Pages a second from a WARC: the intake of `gather`, on all cores, beside trafilatura alone on one.

    python bench/crawl/warc.py FOLDER_OF_HTML [--pages 1000] [--runs 2]

Writes the folder's pages (again and again, at other addresses, until there are enough) into one compressed WARC, as a
crawler would. Ours reads it into parts: records, articles, words, fingerprints, packs, all on disk. The peer is
``trafilatura.extract`` over the same pages, held in memory: body only. They take turns; the best of each counts.
"""

from __future__ import annotations

import argparse
import io
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from filiation.crawl.directory import writing
from filiation.crawl.embedded import Embedded
from filiation.crawl.intake import take_in
from filiation.ledger import Ledger
from filiation.settings import DEFAULTS


def write_warc(pages: list[bytes], path: Path) -> None:
    """Write pages as the responses of a crawl."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number, page in enumerate(pages):
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            url = f"https://outlet{number % 97}.example/{number}"
            writer.write_record(writer.create_warc_record(url, "response", io.BytesIO(page), http_headers=headers))


def ours(warc: Path, folder: Path) -> tuple[float, int, int]:
    """Read a WARC into an archive; return seconds, articles and rejections."""
    with writing(folder) as archive:
        engine = Embedded(archive.work, DEFAULTS.max_memory_bytes)
        began = time.perf_counter()
        taken = take_in(archive, [str(warc)], engine, DEFAULTS, Ledger())
        took = time.perf_counter() - began
        engine.close()
    return took, taken.articles, taken.rejected


def theirs(pages: list[bytes]) -> tuple[float, int]:
    """Extract the bodies; return seconds and how many there are."""
    import trafilatura

    trafilatura.extract(pages[0])
    began = time.perf_counter()
    found = sum(trafilatura.extract(page) is not None for page in pages)
    return time.perf_counter() - began, found


def main() -> None:
    """Run both in turn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=1_000)
    parser.add_argument("--runs", type=int, default=2)
    arguments = parser.parse_args()
    files = sorted(file for file in arguments.folder.rglob("*.html*") if file.is_file())
    pages = list(islice(cycle([_read(file) for file in files]), arguments.pages))
    with tempfile.TemporaryDirectory() as place:
        warc = Path(place) / "crawl.warc.gz"
        write_warc(pages, warc)
        best: dict[str, float] = {}
        for run in range(arguments.runs):
            took, articles, rejected = ours(warc, Path(place) / f"archive{run}")
            best["gather"] = min(best.get("gather", took), took)
            took, found = theirs(pages)
            best["trafilatura"] = min(best.get("trafilatura", took), took)
    print(f"{len(pages)} pages; gather: {articles} articles, {rejected} rejected; trafilatura: {found} bodies")
    for name, seconds in best.items():
        print(f"{name:>12}  {len(pages) / seconds:7.1f} pages/s  {best['trafilatura'] / seconds:5.2f} of trafilatura")


def _read(file: Path) -> bytes:
    import gzip

    return gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()


if __name__ == "__main__":
    main()
