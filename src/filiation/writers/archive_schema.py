"""The tables of an archive, as `crawl` writes them (a test holds the two together), and what each column means."""

from __future__ import annotations

from filiation.writers.schema import Column, Kind, Table, by_name, maybe, number, text, whole

_RELATION = (
    "same, correction, revision, excerpt, spun (kin); background, template, unrelated (looked alike, was refused)"
)

_SNIPPET = maybe("snippet", "how its body begins")
_TOLD = (
    maybe("url", "its address"),
    maybe("title", "its headline"),
    maybe("outlet", "who printed it"),
    maybe("published", "ISO 8601"),
    _SNIPPET,
)

ARCHIVE_TABLES = by_name(
    (
        Table(
            "articles",
            "an article",
            (
                text("article", "its id: that of its row, else its path"),
                text("path", "the file that it stands in, as typed"),
                maybe("url", "its address"),
                maybe("title", "its headline"),
                maybe("outlet", "who printed it"),
                maybe("language", "of its body, ISO 639-1"),
                maybe("agency", "whose dispatch it says it is; empty where it credits nobody"),
                maybe("published", "ISO 8601, as precise as the page tells, with an offset only if the page gives one"),
                maybe("clock", "where the time stands: page, metadata, dateline, url, input"),
                maybe("updated", "when it says it was changed, ISO 8601"),
                maybe("dateline_date", "the date in front of the first sentence, ISO 8601"),
                whole("words", "length of its body", "words"),
                text("tradition", "the dispatch that it carries: the smallest id of those pages"),
            ),
            beside=(_SNIPPET,),
        ),
        Table(
            "traditions",
            "an article in its tradition",
            (
                text("tradition", "the smallest id of its pages"),
                text("article", "the page"),
                text("siglum", "its short name, unique in the tradition"),
            ),
            beside=_TOLD,
        ),
        Table(
            "events",
            "a tradition in its event",
            (
                text("event", "the smallest tradition of the event"),
                text("tradition", "one of its traditions"),
                number("support", "how sure it is that it belongs there, 0–1"),
                text("reason", "in plain words"),
            ),
            beside=_TOLD,
        ),
        Table(
            "reuse",
            "a pair of articles that was compared word by word",
            (
                text("a", "an article, the smaller id"),
                text("b", "the other one"),
                text("relation", _RELATION),
                number("containment_a", "share of a's words that stand in b, 0–1"),
                number("containment_b", "share of b's words that stand in a, 0–1"),
                maybe("older", "the one with the earlier text; empty where nothing tells"),
                number("support", "how sure the relation is, 0–1"),
                Column("spans", Kind.PASSAGES, "the shared passages, code points of both texts"),
                text("reason", "in plain words"),
            ),
            beside=(
                maybe("url_a", "address of a"),
                maybe("url_b", "address of b"),
                maybe("outlet_a", "who printed a"),
                maybe("outlet_b", "who printed b"),
                maybe("published_a", "when, ISO 8601"),
                maybe("published_b", "when, ISO 8601"),
                maybe("snippet", "how the longest shared passage begins"),
            ),
        ),
        Table(
            "flows",
            "an outlet that takes from another",
            (
                text("source", "the outlet whose page was first"),
                text("target", "the outlet that printed it later"),
                whole("articles", "that the target took from the source"),
                whole("compared", "of those, laid side by side word by word"),
                whole("words", "of those that stand in the source's text", "words"),
                maybe("share", "words over all words of those, 0–1; empty where none was compared", Kind.NUMBER),
                whole("credited", "articles that credit an agency or name the source"),
                whole("uncredited", "articles that do not"),
                maybe("delay_hours", "median delay; empty where no clock tells", Kind.INTEGER, "hours"),
            ),
        ),
        Table(
            "outlets",
            "an outlet",
            (
                text("outlet", "its name"),
                whole("articles", "that it has in the archive"),
                whole("own", "neither wire nor taken"),
                whole("wire", "that credit an agency other than the outlet"),
                whole("taken", "that have older kin at another outlet"),
                whole("copies", "wire or taken"),
                whole("uncredited", "taken, crediting nobody"),
                number("copy_share", "copies over articles, 0–1"),
                maybe("uncredited_share", "uncredited over copies, 0–1; empty where there are none", Kind.NUMBER),
                maybe("delay_hours", "median delay of taken; empty where no clock tells", Kind.INTEGER, "hours"),
            ),
        ),
        Table(
            "rejected",
            "something that was left out",
            (
                text("page", "its id, or its path"),
                text("stage", "which stage refused it"),
                text("reason", "in plain words"),
            ),
        ),
        Table(
            "decisions",
            "what a person decided, and what came of it",
            (
                whole("number", "of the decision in the file, from 1"),
                text("kind", "one_report, two_reports, speaker, date"),
                Column("names", Kind.TEXTS, "what it names"),
                Column("articles", Kind.TEXTS, "the articles that it means"),
                maybe("value", "the speaker or the date"),
                maybe("by", "who decided"),
                maybe("on", "when"),
                maybe("why", "for what reason"),
                text("status", "applied, confirms, not applied"),
                text("told", "what came of it, in plain words"),
            ),
        ),
    )
)
