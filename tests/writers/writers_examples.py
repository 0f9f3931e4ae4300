"""Witnesses, trees and names that formats must survive; all invented."""

from __future__ import annotations

from hypothesis import strategies as st

from filiation.collation import Witness, collate
from filiation.text import Span
from filiation.writers import record as r
from filiation.writers.alignment import AlignmentRecord
from filiation.writers.recording import record_alignment

PORT = (
    "Pilots in the harbour of Brenn refused to board 14 ships on Monday, the port said. "
    'Its spokesman, Ivo Lund, called the strike "reckless".\n\n'
    "Talks resume on Thursday. The pilots want 6 percent more pay and shorter nights. "
    "No ship was in danger at any time during the long day, the coast guard told reporters."
)
FAMILY = {
    "wire": PORT,
    "Post & Sons": PORT.replace("14 ships", "41 ships").replace("6 percent", "6%").replace('"', "'"),
    "daily": PORT.replace("Talks resume on Thursday. ", ""),
    "eve": PORT.replace("Thursday", "Friday"),
    # A passage of 17 words that stands elsewhere.
    "late": "No ship was in danger at any time during the long day, the coast guard told reporters. "
    + PORT.split("No ship", maxsplit=1)[0],
}
HOSTILE = (
    "a--b", "a->b", 'say "x"', "it's", "''", "a;b", "[c]", "(d,e)", "f:1", "g h", "line\nend", "tab\tbed", "\r\n",
    "<b>&amp;", "]]>", "\\", "ends\\", "\\N", "\x07bell", "\x1b[31m", "שלום", "مرحبا\u200f", "中文字", "7", "0", "0.5", "A", "a",
    "a_b", "a b", "\ufffe", "𝛼", "e\u0301", "=1+1", "#", "END;", "\u2028", "{}", "$x$", " lead", "x" * 300,
)  # fmt: skip


def sigla(at_least: int = 2, at_most: int = 6) -> st.SearchStrategy[list[str]]:
    """Names that differ: hostile ones on purpose, and any others that UTF-8 holds."""
    text = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)
    return st.lists(st.sampled_from(HOSTILE) | text, min_size=at_least, max_size=at_most, unique=True)


def words() -> st.SearchStrategy[str]:
    """Texts with at least a word each, hostile ones among them."""
    piece = st.sampled_from(
        ("the ", "ship ", "14 ", "said.\n\n", "Lund, ", "\x00", "\r\n", "<rdg/> ", "&", "]]>", "中文", "שלום ")
    )
    return st.lists(piece | st.text(st.characters(codec="utf-8"), max_size=4), max_size=14).map(
        lambda its: "port " + "".join(its)
    )


def aligned(texts: dict[str, str], spans: dict[str, tuple[Span, ...]] | None = None) -> AlignmentRecord:
    """Collate texts by siglum."""
    witnesses = [
        Witness(siglum, None, text, (spans or {}).get(siglum, (Span(0, len(text)),))) for siglum, text in texts.items()
    ]
    return record_alignment("A", collate(witnesses))


def tree(names: list[str], *, root: bool = True, lost: int = 1) -> r.StemmaRecord:
    """Return a tree of such names: the last ``lost`` of them lost, each text below the one before it or two before.

    The first extant one has a second parent where there are enough of them.
    """
    extant, missing = names[: len(names) - lost], names[len(names) - lost :]
    nodes = [r.NodeRecord(name, "extant", f"page/{name}", None) for name in extant]
    nodes += [
        r.NodeRecord(name, "archetype" if k == 0 else "hyparchetype", None, "lost") for k, name in enumerate(missing)
    ]
    order = [*missing, *extant]
    descents = [
        r.DescentRecord(order[(k - 1) // 2], name, 0.75, 1.0, root, [], f"copied {name}")
        for k, name in enumerate(order)
        if k
    ]
    if len(order) > 4:
        last = descents[-1]
        descents[-1] = r.DescentRecord(last.parent, last.child, 0.75, 0.6, root, [], "mixed")
        descents.append(
            r.DescentRecord(order[2] if last.parent != order[2] else order[1], last.child, 0.5, 0.4, root, [], "mixed")
        )
    return r.StemmaRecord("A", order[0] if root else None, nodes, descents, 0.9 if root else None, "", [])
