"""Every word of the report that no page and no record holds, in one place: change a wording or a language here."""

from __future__ import annotations

SAY: dict[str, str] = {
    "report": "Filiation report",
    "skip": "Skip to the report",
    "contents": "Contents",
    # The verdict.
    "only": "but only",
    "and": "and",
    "sure": "No link between these pages is uncertain enough to change the count.",
    "between": (
        "The count lies between {min} and {max}: {min} if every link that cannot be ruled out is taken, "
        "{max} if only those beyond reasonable doubt are."
    ),
    "independent": (
        "An independent report is one that was not written from another page here. "
        "Pages that carry the same dispatch count once, however many outlets print it."
    ),
    "one_report": "Report",
    "carry_dispatch": "carry one dispatch of",
    "carry_text": "carry one text; none says whose it is",
    "stands_alone": "stands alone: nothing here was its source",
    "stand_alone": "stand alone: each a report of its own",
    "do_not_say": "without saying so",
    "was_spun": "run through a synonym spinner, which swaps words to disguise a copy",
    "is_spun": "it was run through a synonym spinner, which swaps words to disguise a copy",
    "lone": "one page, about nothing that another page tells",
    "one_event": "Taken for one event because they",
    "more": "more",
    "why": "Why these are one report",
    "why_spun": "What gives it away",
    # The tree.
    "tree": "Who copied whom",
    "tree_lead": (
        "Earlier texts stand left, copies right. Click a page to read it beside its source, a line to read what that "
        "copy changed, a dashed circle for a text that is lost."
    ),
    "tree_lead_plain": "Earlier texts stand left, copies right.",
    "tree_keys": "In the tree: arrow keys go from text to text, Enter opens.",
    "tree_page": "a page we have",
    "tree_hidden": "a page without credit, or with disguised words",
    "tree_lost": "a lost text: none of these pages, but several descend from it",
    "tree_number": "how sure a line is, 0 to 1",
    "tree_second": "a second source",
    "tree_direction": "What tells the direction",
    "tree_undirected": "Which of these came first cannot be told: lines show kinship only.",
    "tree_others": "Other trees fit nearly as well",
    "tree_no": "The pages have the same words, or too few of them to tell who copied whom.",
    "compare": "Compare any two pages",
    "swapped": "words swapped throughout",
    "house_style": "House style, told once",
    "headlines": "Headlines",
    "headlines_lead": (
        "Headlines that share words stand together, each with what it has otherwise than the page that it was copied "
        "from, or than the first of its group. Desks write their own: a headline says little about descent."
    ),
    "headline_against": "against",
    "deck": "under it:",
    "folded": "and {n} with the same words",
    "tree_folded": "Pages with the very same words share a box in the picture; all stand in the list below.",
    # What a text cut, and the pages below it.
    "cut_passage": "The passage cut here",
    "cut_passages": "The {n} passages cut here",
    "cut_missing": "stayed away in",
    "cut_missing_all": "stayed away in every page below",
    "cut_again": "came back, whole or in part, in",
    "what_each": "What each copy changed",
    "from": "from",
    "beside": "beside",
    "also_from": "also from",
    "of_its_text": "of its text",
    "lost": "lost",
    "earliest": "the earliest text",
    "its_text": "text",
    "same_words": "have the same words.",
    "side_by_side": "Pages side by side",
    "spun_told": "was run through a synonym spinner",
    "spun_for": "for",
    "spun_all": "in all, marked in its text below. A flag is a lead for a person to check.",
    # Statements, speakers, time.
    "statements": "Who says what",
    "statements_lead": (
        "Each row is one statement, whatever its wording; each mark leads to the words on that page. Where pages "
        "disagree, the cell shows what each one says."
    ),
    "statement": "Statement",
    "sources": "Pages",
    "reports": "Reports",
    "disputed": "disputed",
    "against": "against",
    "show": "Show",
    "show_every": "every statement",
    "show_disputed": "disputed",
    "show_two": "two reports or more",
    "show_rest": "Show all",
    "speakers": "Who speaks",
    "speakers_lead": "A statement that two reports carry may still have one speaker.",
    "speaker": "Speaker",
    "best": "at best in",
    "timeline": "When",
    "timeline_lead": "Dates that the pages tell, reckoned from each version's own day.",
    "reckoned": "reckoned from",
    # Pages.
    "pages": "The pages",
    "page": "Page",
    "outlet": "Outlet",
    "credit": "Credit",
    "by": "By",
    "published": "Published",
    "updated": "updated",
    "headline": "Headline",
    "not_told": "not told",
    "no_credit": "no credit",
    "spun": "spun",
    "texts": "Texts as they came in",
    "texts_lead": "What is not the article is dimmed, spun phrases are marked, evidence is highlighted when you follow a link.",
    "language_not_told": "language not told",
    "excerpts": "Passages lifted between reports",
    "refused": "Looked alike, and were refused",
    "and_page": "and",
    # The end.
    "left_out": "Left out",
    "left_out_lead": "Nothing is dropped silently: these could not be used, each for the reason given.",
    "notes": "Notes",
    "decisions": "Decided by a person",
    "decisions_lead": "Told to the run in a decisions file; each overrules what would have been inferred.",
    "method": "How this was done, and what it cannot tell",
    "provenance": "What this report was made from",
    "made_by": "Made by",
    "made_offline": "offline; nothing was fetched, nothing was sent.",
    "format": "format of the data",
    "digests": "SHA-256 of each page as it was read",
    "settings": "Settings of the run",
    "no_bound": "no bound",
    # The reading view, in the template.
    "reading": "Reading view",
    "read": "Read",
    "swap": "Swap",
    "close": "Close",
    "changes": "Changes",
    "filter_all": "all",
    "filter_plain": "no house style",
    "filter_facts": "facts only",
    "previous": "Previous",
    "next": "Next",
    "copy_link": "Copy link",
    "legend": "Legend",
    "legend_added": "added",
    "legend_cut": "not here",
    "legend_reworded": "reworded",
    "legend_fact": "fact changed",
    "legend_moved": "moved",
    "legend_style": "house style, slip, leftover",
    "permalink": "Link to this",
}

METHOD: tuple[str, ...] = (
    "The article is cut out of each page first; menus, teasers and pleas for money do not count.",
    (
        "Pages are one report when they share long wording that other stories do not have. Figures, names and dates "
        "that agree speak for a copy; the same form filled with other figures does not."
    ),
    (
        "The tree is the cheapest way to have written all the pages, counted in acts of editing: a cut, an insertion, "
        "a reworded passage. A lost text is assumed only where it saves several such acts."
    ),
    (
        "The direction comes from clocks, datelines, credits and the wording itself. Where these do not decide, the "
        "report says so and guesses nothing."
    ),
    "Support, 0 to 1, is how sure a link is: the share of repeated trials on the evidence in which it stands.",
    (
        "It cannot see pages that it was not given. Two reports that look independent may share a source that "
        "nobody saved; one speaker heard by two reporters is two reports of one voice."
    ),
    (
        "“No credit” means that no credit was found on the page as saved. Every flag here is a lead for a person "
        "to check, not a finding of fact about anybody."
    ),
)

# What the script says; {0}, {1} are filled in there.
SCRIPT: dict[str, str] = {
    "against": "{0} against {1}",
    "lost_title": "{0}, a lost text",
    "lost_option": "{0} (lost): what {1} alone changed",
    "branch_option": "{0} (lost): what only its copies have",
    "nothing": "nothing: just the text",
    "sources": "What changed on the way here",
    "pages": "Other pages",
    "same": "The same words.",
    "branch_same": "No reading that only these pages have.",
    "branch_lead": "No page carries {0} as it was; here is one of its copies. Marked is what {1} alone share.",
    "branch_lead_one": "{0} is lost, so its words are read off its other copies. Marked is what {1} has alone.",
    "told_lead": "No page carries {0} as it was; its changes are marked in one of its copies, where that kept them.",
    "told_lead_one": "{0} is lost: what it had is taken from its other copies.",
    "lost_root": "{0} is the earliest text, and lost: no page here carries it as it was. All {1} pages descend from it.",
    "lost_node": "{0} is a lost text: no page here carries it as it was. From it descend {1}.",
    "support": "support {0}",
    "house_style": "Its house style",
    "pages_below": "pages {0}",
    "page_below": "page {0}",
    "change": "change",
    "changes": "changes",
    "added": "added",
    "cut": "not here",
    "reworded": "reworded",
    "fact": "fact changed",
    "move": "moved",
    "style": "house style",
    "facts": "facts changed",
    "hidden": "{0} not shown",
    "position": "{0} of {1}: {2}",
    "none": "Nothing to step through.",
    "copied": "Link copied.",
    "copy_by_hand": "Copy this link:",
    "hold": "“{0}” against “{1}”",
    "merged": "one sentence here, {0} there",
    "split": "{0} sentences here, one there",
    "parted": "{0} sentences here, {1} there",
    "moved": "stands elsewhere there",
}
