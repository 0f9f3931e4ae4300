"""The tables of a dossier, and what each column means."""

from __future__ import annotations

from collections.abc import Sequence

from filiation.writers.schema import Column, Kind, Table, by_name, maybe, number, text, whole

_EVENT = whole("event", "number of the event in the run, from 1")
_TRADITION = text("tradition", "the dispatch, by its letter in the event")
_PAGE = text("page", "the page's id: that of its row, else its path")
_URL = maybe("url", "the page's address; empty where it tells none")
_START = whole("start", "where it begins in the page's text", "code points")
_END = whole("end", "where it ends", "code points")
_SUPPORT = number("support", "how sure, 0–1")


def _optional(columns: Sequence[Column]) -> tuple[Column, ...]:
    return tuple(Column(each.name, each.kind, each.means, each.unit, is_optional=True) for each in columns)


_PLACE = (_PAGE, _URL, _START, _END)
_RELATION = "same, correction, revision, excerpt, spun, background, template, unrelated"

DOSSIER_TABLES = by_name(
    (
        Table(
            "statements",
            "one wording of a statement: what is said or claimed, on one page",
            (
                _EVENT,
                text("statement", "its id in the event"),
                text("kind", "direct, indirect, mixed (speech); claim"),
                text("text", "the statement in its best wording"),
                maybe("speaker", "the fullest name that any page tells; empty for a claim and where nobody is named"),
                maybe("mention", "the words of this page that name the speaker"),
                maybe("cue", "the words of this page that say that it is said"),
                whole("independent_reports", "that stand behind the statement: the best estimate"),
                whole("min", "of them at the least"),
                whole("max", "of them at the most"),
                whole("pages", "that have the statement"),
                whole("report", "which of its independent reports this page belongs to, from 1"),
                *_PLACE,
                text("wording", "the words themselves"),
                text("snippet", "the words around them, in the same paragraph"),
                maybe("conflicts", "what pages disagree about, in plain words"),
            ),
        ),
        Table(
            "conflicts",
            "one place in which a page tells one side of a conflict",
            (
                _EVENT,
                text("statement", "id of the statement that is in conflict"),
                whole("conflict", "its number in the statement, from 1"),
                text("kind", "what the conflict is about: figure, speaker, negation, date …"),
                text("reason", "in plain words"),
                text("told", "what this side tells"),
                *_PLACE,
                text("snippet", "the words around it"),
            ),
        ),
        Table(
            "quotes",
            "an act of speech on one page",
            (
                _EVENT,
                _PAGE,
                _URL,
                text("kind", "direct, indirect, mixed"),
                maybe("speaker", "the fullest name that the page or its family tells; empty where none is told"),
                maybe("mention", "the words that name the speaker here"),
                maybe("how", "how the name was found"),
                maybe("cue", "the words that say that it is said"),
                text("text", "what is said"),
                _START,
                _END,
                _SUPPORT,
                text("snippet", "the words around it"),
            ),
        ),
        Table(
            "pages",
            "a page",
            (
                _EVENT,
                _TRADITION,
                text("siglum", "its short name in the tradition"),
                _PAGE,
                _URL,
                maybe("outlet", "who printed it"),
                maybe("title", "its headline"),
                maybe("bylines", "reporters' names, parted by semicolons"),
                maybe("agency", "whose dispatch it says it is; empty where it credits nobody"),
                maybe("published", "ISO 8601, as precise as the page tells"),
                maybe("clock", "where that time stands: page, metadata, dateline, url, input"),
                maybe("language", "of its body, ISO 639-1"),
                number("spun", "how likely its words were disguised, 0–1"),
                text("sha256", "digest of its bytes"),
                maybe("snippet", "how its body begins"),
            ),
        ),
        Table(
            "witnesses",
            "a text of a tradition, lost ones included",
            (
                _EVENT,
                _TRADITION,
                text("siglum", "its name in the tree"),
                text("role", "extant; archetype or hyparchetype, which are lost; unplaced where there is no tree"),
                maybe("note", "what is known of a lost text"),
                *_optional((_PAGE, _URL)),
                maybe("snippet", "how its body begins; empty for a lost text"),
            ),
        ),
        Table(
            "relations",
            "a pair of pages that was compared word by word",
            (
                _EVENT,
                text("found", "tradition: kin of one dispatch; excerpt: lifted by another; refused: looked alike"),
                text("a", "a page"),
                text("b", "the other"),
                maybe("url_a", "its address"),
                maybe("url_b", "its address"),
                text("relation", _RELATION),
                number("containment_a", "share of a's words that stand in b, 0–1"),
                number("containment_b", "share of b's words that stand in a, 0–1"),
                maybe("older", "the page with the earlier text; empty where nothing tells"),
                _SUPPORT,
                text("reason", "in plain words"),
                maybe("start_a", "where the longest shared passage begins in a", Kind.INTEGER, "code points"),
                maybe("end_a", "where it ends in a", Kind.INTEGER, "code points"),
                maybe("start_b", "where it begins in b", Kind.INTEGER, "code points"),
                maybe("end_b", "where it ends in b", Kind.INTEGER, "code points"),
                maybe("snippet", "how that passage begins"),
            ),
        ),
        Table(
            "descents",
            "a text of a tree and one that it was written from",
            (
                _EVENT,
                _TRADITION,
                text("parent", "siglum of the older text"),
                text("child", "siglum of the younger one"),
                whole("directed", "1; 0 where it cannot be told which of the two was first"),
                _SUPPORT,
                number("share", "of the child's text that came from this parent, 0–1"),
                text("summary", "what changed on the way, in plain words"),
                *_optional(_PLACE),
                maybe("snippet", "the first piece of evidence"),
            ),
        ),
        Table(
            "changes",
            "a change along a descent, at one of the places that it moved",
            (
                _EVENT,
                _TRADITION,
                text("parent", "siglum of the older text"),
                text("child", "siglum of the younger one"),
                whole("unit", "number of the variation unit in `apparatus`, from 1"),
                text("change", "style, residue, typo, cut, addition, substitution, move, fact"),
                maybe("before", "what stood there; empty where nothing did"),
                maybe("after", "what stands there now; empty where nothing does"),
                *_optional(_PLACE),
                maybe("snippet", "the words of the page; empty for what it lacks"),
            ),
        ),
        Table(
            "apparatus",
            "a reading: what some witnesses have in one place where they vary",
            (
                _EVENT,
                _TRADITION,
                whole("unit", "number of the place, from 1"),
                whole("first_column", "of the collation"),
                whole("past_column", "the first column after it"),
                text("change", "style, residue, typo, cut, addition, substitution, move, fact"),
                text("witnesses", "sigla that read so, parted by spaces"),
                maybe("reading", "the words, without their case and signs; empty for an omission"),
                *_PLACE,
                maybe("text", "as the first of those witnesses prints it"),
            ),
        ),
        Table(
            "timeline",
            "a date mention on a page",
            (
                _EVENT,
                text("value", "TIMEX3: 2022-01-11, 2022-01-11TEV, 2022-W02, P3D, PAST_REF"),
                text("precision", "how precise it is"),
                _PAGE,
                _URL,
                text("text", "the words"),
                maybe("anchor", "the day that it was reckoned from, ISO 8601"),
                _START,
                _END,
                _SUPPORT,
                text("snippet", "the words around it"),
            ),
        ),
        Table(
            "spun",
            "a disguised phrase",
            (
                _EVENT,
                *_PLACE,
                text("phrase", "the words on the page"),
                maybe("plain", "what they stand for; empty where that cannot be told"),
                text("evidence", "what gave them away"),
                maybe("sister", "the page on which the plain words stand"),
                _SUPPORT,
                text("snippet", "the words around it"),
            ),
        ),
        Table(
            "collapses",
            "a page that counts as one report with others",
            (
                _EVENT,
                whole("collapse", "number of the group of pages, from 1"),
                _PAGE,
                _URL,
                text("reason", "why they count as one"),
                maybe("snippet", "how its body begins"),
            ),
        ),
        Table(
            "rejected",
            "a page that was left out, or remarked upon",
            (
                _PAGE,
                text("what", "rejected: it is left out; note: it stays in the run"),
                text("stage", "which stage says so"),
                text("reason", "in plain words"),
            ),
        ),
        Table(
            "decisions",
            "what a person decided, and what came of it",
            (
                whole("number", "of the decision in the file, from 1"),
                text("kind", "one_report, two_reports, speaker, date"),
                text("names", "what it names, parted by semicolons"),
                maybe("pages", "the pages of the run that it means, parted by semicolons"),
                maybe("value", "the speaker or the date"),
                maybe("text", "the speaker's words"),
                maybe("by", "who decided"),
                maybe("on", "when"),
                maybe("why", "for what reason"),
                text("status", "applied, confirms, not applied"),
                text("told", "what came of it, in plain words"),
            ),
        ),
    )
)

APPARATUS = Table(
    "apparatus",
    "a reading: what some witnesses have in one place where they vary",
    tuple(
        each
        for each in DOSSIER_TABLES["apparatus"].columns
        if each.name in {"unit", "first_column", "past_column", "change", "witnesses", "reading"}
    ),
)
"""The apparatus of plain witnesses, which stand on no page."""
