"""bench/serve.py [REQUESTS] [VISITORS] [ARCHIVE]: visitors of the app while it traces the project's example.

Starts the app as a user would, on a free port and a folder of its own, with an archive: the one that is named, else the
example gathered. A job is traced all the while (a new one when it ends); parallel visitors ask for pages in turn, each
for other traditions, words, outlets, months and passages of the archive, so that few answers are at hand. Prints errors,
requests a second, what a request costs the processor, the middle and the 95th percentile by page, in milliseconds, and the app's own memory: when it has
started, before and after, and at three points between.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import duckdb
import httpx

EXAMPLE = Path(__file__).parents[1] / "examples" / "tolmen-dam" / "pages"
PASSAGE = "Seven saved pages stand in this folder and none of them holds this passage, which is asked for all the same."


def memory(pid: int) -> float:
    """Return the resident megabytes of a process."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


def processor(pid: int) -> float:
    """Return the seconds of processor time that a process has taken."""
    taken = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(taken[11]) + int(taken[12])) / os.sysconf("SC_CLK_TCK")


def ask_for_job(client: httpx.Client) -> str:
    """Give the app the example to trace."""
    files = [("files", (path.name, path.read_bytes())) for path in sorted(EXAMPLE.iterdir())]
    return client.post("/api/jobs", files=files).json()["id"]


def keep_busy(address: str, is_over: threading.Event, traced: list[str]) -> None:
    """Trace the example again and again."""
    with httpx.Client(base_url=address, timeout=60) as client:
        while not is_over.is_set():
            job = ask_for_job(client)
            while client.get(f"/api/jobs/{job}").json()["state"] in {"waiting", "running"} and not is_over.wait(0.5):
                pass
            traced.append(job)


def visit(address: str, visitor: int, pages: list[tuple[str, list[str]]], times: int) -> list[tuple[str, float, int]]:
    """Ask for pages in turn, each time another one of its kind; return the name, the milliseconds and the status."""
    seen = []
    with httpx.Client(base_url=address, timeout=60) as client:
        for n in range(times):
            name, choice = pages[(n + visitor) % len(pages)]
            what = choice[(n // len(pages) * 31 + visitor * 7) % len(choice)]
            began = time.perf_counter()
            answer = client.post("/archive/lookup", data={"passage": what}) if name == "lookup" else client.get(what)
            seen.append((name, 1000 * (time.perf_counter() - began), answer.status_code))
    return seen


def choices(client: httpx.Client, archive: Path) -> list[tuple[str, list[str]]]:
    """Return what can be asked of an archive, by kind."""
    listings = [client.get("/api/archive/traditions", params={"page": n, "least": 1}).json() for n in range(1, 9)]
    rows = [row for listing in listings for row in listing["rows"]]
    words = sorted({word for row in rows for word in (row["title"] or "").lower().split() if len(word) > 4})[:200]
    outlets = [quote(row["value"]) for row in listings[0]["outlets"]]
    months = [row["value"] for row in listings[0]["months"]]
    parts = sorted(path for path in archive.glob("pages/*/*.parquet") if path.name.count(".") == 1)
    texts = duckdb.read_parquet(str(parts[0])).select("text").limit(100).fetchall()
    passages = [" ".join(text.split()[20:50]) for (text,) in texts if len(text.split()) > 50]
    return [
        ("archive", [f"/archive?page={n}" for n in range(1, 40)]),
        ("search", [f"/archive?q={quote(word)}" for word in words] or ["/archive?q=dam"]),
        ("facet", [f"/archive?outlet={outlet}&month={month}" for outlet in outlets for month in months]),
        ("tradition", [f"/archive/tradition?id={quote(row['tradition'])}" for row in rows]),
        ("flows", ["/archive/flows"]),
        ("lookup", passages or [PASSAGE]),
    ]


def main(requests: int = 1000, visitors: int = 20, archive: str | None = None) -> None:
    """Measure, and print a table."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(archive or f"{folder}/archive")
        filiation = (sys.executable, "-m", "filiation")
        if archive is None:
            gather = [*filiation, "gather", str(EXAMPLE), "--archive", str(place)]
            subprocess.run(gather, check=True, capture_output=True)
        app = subprocess.Popen(
            [*filiation, "serve", "--archive", str(place), "--data", f"{folder}/data", "--port", "0"],
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            address = re.search(r"http://\S+", app.stderr.readline())[0]
            measure(address, app.pid, requests, visitors, place)
        finally:
            app.terminate()
            app.wait()


def measure(address: str, pid: int, requests: int, visitors: int, archive: Path) -> None:
    """Visit a running app."""
    with httpx.Client(base_url=address, timeout=120) as client:
        began = time.perf_counter()
        while client.get("/api/archive").status_code == 503:
            time.sleep(1)
        print(f"the archive is laid out: {time.perf_counter() - began:.0f} s; memory of the app {memory(pid):.0f} MB")
        job = ask_for_job(client)
        while client.get(f"/api/jobs/{job}").json()["state"] in {"waiting", "running"}:
            time.sleep(0.5)
        asked = choices(client, archive)
    pages = [
        ("start", ["/"]),
        ("job", [f"/jobs/{job}"]),
        ("report", [f"/jobs/{job}/report"]),
        ("api", [f"/api/jobs/{job}"]),
        *asked,
    ]
    is_over, traced = threading.Event(), []
    busy = threading.Thread(target=keep_busy, args=(address, is_over, traced))
    busy.start()
    with ThreadPoolExecutor(visitors) as pool:
        # A round by all at once, so that threads and caches are there.
        list(pool.map(lambda visitor: visit(address, visitor, pages, len(pages)), range(visitors)))
        memories, began, spent = [memory(pid)], time.perf_counter(), processor(pid)
        share, seen = -(-requests // visitors // 4), []
        for quarter in range(4):
            rounds = pool.map(
                lambda visitor, q=quarter: visit(address, visitor + 13 * q, pages, share), range(visitors)
            )
            seen += [each for part in rounds for each in part]
            memories.append(memory(pid))
    took, spent = time.perf_counter() - began, processor(pid) - spent
    is_over.set()
    busy.join()
    by_page = defaultdict(list)
    for name, milliseconds, _ in seen:
        by_page[name].append(milliseconds)
        by_page["all"].append(milliseconds)
    errors = sum(status >= 400 for _, _, status in seen)
    print(f"{len(seen)} requests of {visitors} visitors: {errors} errors, {len(seen) / took:.0f} a second")
    print(f"{1000 * spent / len(seen):.1f} ms of the processor a request; load of the machine {os.getloadavg()[0]:.1f}")
    print(f"memory of the app: {', '.join(f'{each:.0f}' for each in memories)} MB; {len(traced)} jobs traced meanwhile")
    for name, times in by_page.items():
        times.sort()
        print(f"{name:10} middle {times[len(times) // 2]:7.1f} ms   p95 {times[int(len(times) * 0.95)]:7.1f} ms")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]), *sys.argv[3:4])
