"""What a user may set; everything else is a named constant beside the code that uses it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits and thresholds of one run; immutable, so that a run can be repeated.

    Attributes:
        max_page_bytes: Largest page, in bytes after decompression; a larger one is rejected.
        max_text_characters: Longest text taken from one page, in code points; a longer one is rejected.
        max_html_depth: Deepest nesting of elements that is parsed; a deeper page is rejected.
        max_records: Most records read from one container (WARC, JSONL, Parquet); None for no bound.
        event_window_days: Pages further apart than this, by their own clocks, are not one event.
        max_memory_bytes: What a run over a crawl may take in all its processes, about; beyond it tables go to disk.
        workers: Processes that a run over a crawl may use; None for one a core.
        seed: Seed of every random choice (bootstrap of the stemma).
    """

    max_page_bytes: int = 64 * 1024 * 1024
    max_text_characters: int = 500_000
    max_html_depth: int = 1_000
    max_records: int | None = None
    event_window_days: int = 14
    max_memory_bytes: int = 3 * 1024**3
    workers: int | None = None
    seed: int = 0


DEFAULTS = Settings()
