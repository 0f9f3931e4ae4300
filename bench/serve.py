"""bench/serve.py [REQUESTS] [VISITORS]: visitors of the app while it traces the project's example.

Starts the app as a user would, on a free port and a folder of its own, with the example gathered as an archive. A job is
traced all the while (a new one when it ends); parallel visitors ask for pages in turn. Prints errors, requests a second,
the middle and the 95th percentile by page, in milliseconds, and the app's own memory before and after.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

EXAMPLE = Path(__file__).parents[1] / "examples" / "tolmen-dam" / "pages"
PASSAGE = "Seven saved pages stand in this folder and none of them holds this passage, which is asked for all the same."


def memory(pid: int) -> float:
    """Return the resident megabytes of a process."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


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


def visit(address: str, pages: list[tuple[str, str]], times: int) -> list[tuple[str, float, int]]:
    """Ask for pages in turn; return the name, the milliseconds and the status of each."""
    seen = []
    with httpx.Client(base_url=address, timeout=60) as client:
        for n in range(times):
            name, path = pages[n % len(pages)]
            began = time.perf_counter()
            answer = client.post(path, data={"passage": PASSAGE}) if name == "lookup" else client.get(path)
            seen.append((name, 1000 * (time.perf_counter() - began), answer.status_code))
    return seen


def main(requests: int = 1000, visitors: int = 20) -> None:
    """Measure, and print a table."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive"
        filiation = (sys.executable, "-m", "filiation")
        subprocess.run([*filiation, "gather", str(EXAMPLE), "--archive", str(archive)], check=True, capture_output=True)
        app = subprocess.Popen(
            [*filiation, "serve", "--archive", str(archive), "--data", f"{folder}/data", "--port", "0"],
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            address = re.search(r"http://\S+", app.stderr.readline())[0]
            measure(address, app.pid, requests, visitors)
        finally:
            app.terminate()
            app.wait()


def measure(address: str, pid: int, requests: int, visitors: int) -> None:
    """Visit a running app."""
    with httpx.Client(base_url=address, timeout=120) as client:
        job = ask_for_job(client)
        while client.get(f"/api/jobs/{job}").json()["state"] in {"waiting", "running"}:
            time.sleep(0.5)
        tradition = client.get("/api/archive/traditions").json()["rows"][0]["tradition"]
    pages = [
        ("start", "/"),
        ("job", f"/jobs/{job}"),
        ("report", f"/jobs/{job}/report"),
        ("archive", "/archive"),
        ("tradition", f"/archive/tradition?id={tradition}"),
        ("flows", "/archive/flows"),
        ("lookup", "/archive/lookup"),
        ("api", f"/api/jobs/{job}"),
    ]
    is_over, traced = threading.Event(), []
    busy = threading.Thread(target=keep_busy, args=(address, is_over, traced))
    busy.start()
    with ThreadPoolExecutor(visitors) as pool:
        # A round by all at once, so that threads and caches are there.
        list(pool.map(lambda _: visit(address, pages, len(pages)), range(visitors)))
        before, began = memory(pid), time.perf_counter()
        share = -(-requests // visitors)
        seen = [each for part in pool.map(lambda _: visit(address, pages, share), range(visitors)) for each in part]
    took, after = time.perf_counter() - began, memory(pid)
    is_over.set()
    busy.join()
    by_page = defaultdict(list)
    for name, milliseconds, _ in seen:
        by_page[name].append(milliseconds)
        by_page["all"].append(milliseconds)
    errors = sum(status >= 400 for _, _, status in seen)
    print(f"{len(seen)} requests of {visitors} visitors: {errors} errors, {len(seen) / took:.0f} a second")
    print(f"memory of the app: {before:.0f} MB before, {after:.0f} MB after")
    for name, times in by_page.items():
        times.sort()
        print(f"{name:10} middle {times[len(times) // 2]:7.1f} ms   p95 {times[int(len(times) * 0.95)]:7.1f} ms")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
