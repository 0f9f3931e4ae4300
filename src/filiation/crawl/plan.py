"""The plan: from pages to traditions as relations, written once in the SQL that all engines read.

A table is made from those above it; what SQL cannot say is a function over rows (`verify`, `verdicts`, `kinship`).
Texts are their words (``wording``): pages with the same words are one text here, however many they are. A pair is
``a < b``. Nothing depends on the order of rows; what is summed are whole numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from filiation.archive.docket import Docket
from filiation.cluster.pairs import (
    COMMON_FAMILIES,
    LEAST_SPREAD,
    SURE_FIGURES,
    SURE_HOURS,
    SURE_PROSE,
    SURE_SHARE,
    SURE_WORDS,
)
from filiation.crawl.decided import BONDS, lay_decisions, overruled
from filiation.crawl.directory import Archive
from filiation.crawl.emission import emitter, reuse_schema
from filiation.crawl.engine import Engine
from filiation.crawl.fingerprints import (
    ALL_PAIRS_LIMIT,
    ENOUGH_SHARED,
    LEAST_CONTAINMENT,
    LEAST_SHARED,
    RARE_TEXTS,
)
from filiation.crawl.kinship import components, families_schema, part_families
from filiation.crawl.part import fingerprints_schema, pages_schema, parts_under, rejected_schema, terms_schema
from filiation.crawl.verdicts import decide, verdicts_schema
from filiation.crawl.verify import evidence_schema, unfold_samples, verifier
from filiation.ledger import Ledger

if TYPE_CHECKING:
    import pyarrow as pa

# Surely one family, whatever else may come (`filiation.cluster.pairs.is_sure` in SQL).
SURE = f"""
most >= {SURE_SHARE} and (prose >= {SURE_PROSE} or shared >= {SURE_WORDS}) and swapped = 0 and subjects = 0
and (figures is null or figures >= {SURE_FIGURES}) and (gap_hours is null or gap_hours <= {SURE_HOURS})
"""
# In a larger family the pages of one wording are linked with the first of them alone, and so are those of two.
ALL_PAIRS_PAGES = 64

# The first page of an id is kept; parts are numbered as they came. A page that is decided to be another report than one of
# the same words is a wording of its own, by its own number; a decided day stands for whatever the page tells of its day.
ADMITTED = """
select each_page.article, page, case when is_apart then page else wording end as wording, words, path, url, title,
       outlet, siglum, language, agency, coalesce(decided, published) as published,
       coalesce(decided_clock, clock) as clock, updated,
       case when decided is null then dateline_date end as dateline_date,
       coalesce(decided_at, clock_at) as clock_at, coalesce(decided_exact, exact) as exact, opening, part, "offset",
       length, starts, ends
from (select *, row_number() over (partition by article order by part, row) as turn from pages) as each_page
left join decided_pages on each_page.article = decided_pages.article
where turn = 1
"""

REFUSED_TWICE = """
select article as page, 'archive' as stage,
       case when page = first_page then 'a second page of this id, with identical content; the first one is kept'
            else 'a second page of this id, with other content; the first one is kept' end as reason
from (
    select article, page, part, path, row_number() over (partition by article order by part, row) as turn,
           first_value(page) over (partition by article order by part, row) as first_page,
           first_value(path) over (partition by article order by part, row) as first_path
    from pages
) as each_page
where turn > 1 and not (page = first_page and path = first_path)
"""

# A wording is represented by its page with the smallest id; its clocks are the first and the last of all its pages.
WORDINGS = """
select wording, min(article) as article, min_by(page, article) as page, min_by(words, article) as words,
       min_by(part, article) as part, min_by("offset", article) as "offset", min_by(length, article) as length,
       min_by(opening, article) as opening, count(*) as pages,
       min(clock_at) as first_at, max(clock_at) as last_at,
       case when min(case when not exact then clock_at end) <= min(clock_at) then false else true end as first_exact,
       case when max(case when exact then clock_at end) >= max(clock_at) then true else false end as last_exact
from {clocked} as admitted group by wording
"""
CLOCKLESS = '(select article, page, words, part, "offset", length, opening, wording, cast(null as double) as clock_at, cast(null as boolean) as exact from admitted)'

POSTINGS = """
select marks.fingerprint, wordings.wording from marks join wordings on marks.page = wordings.page
"""

# A fingerprint that stands in one text alone says nothing: three in four do.
FREQUENT = """
select fingerprint, count(*) as texts, min(wording) as centre from postings group by fingerprint having count(*) > 1
"""

SHARED = """
select postings.fingerprint, wording, texts, centre
from postings join frequent on postings.fingerprint = frequent.fingerprint
"""

SIZES = "select wording, count(*) as size from postings group by wording"

CANDIDATES = f"""
select met.a, met.b from (
    select a, b, count(*) as shared, count(*) + count(case when texts <= {RARE_TEXTS} then 1 end) as weight from (
        select one.wording as a, other.wording as b, one.texts
        from (select * from shared where texts <= {ALL_PAIRS_LIMIT}) as one
        join (select * from shared where texts <= {ALL_PAIRS_LIMIT}) as other
          on one.fingerprint = other.fingerprint and one.wording < other.wording
        union all
        select centre as a, wording as b, texts from shared where texts > {ALL_PAIRS_LIMIT} and wording <> centre
        union all
        select before as a, wording as b, texts from (
            select wording, centre, texts, lag(wording) over (partition by fingerprint order by wording) as before
            from shared where texts > {ALL_PAIRS_LIMIT}
        ) as next_to where before is not null and before <> centre
    ) as meetings group by a, b
) as met
join sizes as one on met.a = one.wording
join sizes as other on met.b = other.wording
where weight >= least({LEAST_SHARED}, one.size, other.size)
  and (shared >= {LEAST_CONTAINMENT} * least(one.size, other.size) or shared >= {ENOUGH_SHARED})
union select a, b from bonds
"""

PAIRED = """
select candidates.a, candidates.b, one.page as page_a, other.page as page_b,
       one.part as part_a, one."offset" as offset_a, one.length as length_a,
       other.part as part_b, other."offset" as offset_b, other.length as length_b
from candidates join wordings as one on candidates.a = one.wording join wordings as other on candidates.b = other.wording
"""

# What was verified before, in this run or an earlier one, is not verified again.
UNSEEN = """
select paired.* from paired left join (select distinct a, b, page_a, page_b from known) as seen
  on paired.a = seen.a and paired.b = seen.b and paired.page_a = seen.page_a and paired.page_b = seen.page_b
where seen.a is null
order by paired.a, paired.b
"""

# A clock that tells the day alone may be any hour of it. (`least` and `greatest` pass over nulls.)
_GAP = "greatest(0, abs(one.{x}_at - other.{y}_at) / 3600 - case when one.{x}_exact and other.{y}_exact then 0 else 24 end)"
GAPS = f"""
select evidence.*, case when one.first_at is null or other.first_at is null then null else least({", ".join(_GAP.format(x=x, y=y) for x in ("first", "last") for y in ("first", "last"))}) end as gap_hours,
       greatest(containment_a, containment_b) as most
from evidence
join paired on evidence.a = paired.a and evidence.b = paired.b and evidence.page_a = paired.page_a and evidence.page_b = paired.page_b
join wordings as one on evidence.a = one.wording
join wordings as other on evidence.b = other.wording
"""

SURE_LINKS = f"select a, b from weighed where {SURE}"

# A text of no sure family is a family of its own. A run of words is spread where no few families have most of it: by the
# number of families of equal size that would be as mixed (the inverse of Simpson's index).
FAMILIES_OF_MARKS = f"""
select fingerprint, count(*) as families, sum(texts) * sum(texts) >= {LEAST_SPREAD} * sum(texts * texts) as is_spread
from (
    select shared.fingerprint, coalesce(component, shared.wording) as family, count(*) as texts
    from shared left join sure on shared.wording = sure.wording
    group by shared.fingerprint, coalesce(component, shared.wording)
) as in_family group by fingerprint
"""

RARITY = f"""
select samples.a, samples.b, count(*) as sampled,
       count(case when is_spread and families - case when coalesce(one.component, samples.a) = coalesce(other.component, samples.b)
                                  then 1 else 2 end >= {COMMON_FAMILIES} then 1 end) as common
from samples
join families_of_marks on samples.fingerprint = families_of_marks.fingerprint
left join sure as one on samples.a = one.wording
left join sure as other on samples.b = other.wording
group by samples.a, samples.b
"""

JUDGED = """
select weighed.*, coalesce(rarity.sampled, 0) as sampled, coalesce(rarity.common, 0) as common
from weighed left join rarity on weighed.a = rarity.a and weighed.b = rarity.b
"""

# A decision overrules the verdict (as `filiation.cluster.decided` does for few pages).
FOLLOWED = """
select inferred.a, inferred.b,
       case when is_one is null or (is_one and kin and relation <> 'excerpt') then relation
            when is_one then 'revision' else 'unrelated' end as relation,
       coalesce(is_one, kin) as kin, case when is_one is null then support else 1 end as support,
       case when is_one is null then reason when is_one then told || ': one report'
            else told || ': not one report' end as reason,
       common, is_one
from inferred left join {bonds} as decided on inferred.a = decided.a and inferred.b = decided.b
"""
NOTHING_DECIDED = "(select * from bonds where is_one is null)"

JOINING = "select a, b from verdicts where kin and relation <> 'excerpt'"

# All that is known of the pairs within a component; two texts with one link between them need no second look.
GLUED = """
select one.component, verdicts.a, verdicts.b, kin, is_one, support, common, weighed.size_a, weighed.size_b, weighed.blocks
from verdicts
join joined as one on verdicts.a = one.wording
join joined as other on verdicts.b = other.wording and one.component = other.component
join (select component from joined group by component having count(*) > 2) as larger on one.component = larger.component
join weighed on verdicts.a = weighed.a and verdicts.b = weighed.b
where (kin and relation <> 'excerpt') or relation = 'template' or is_one is not null
"""

FAMILIES = """
select wordings.wording, coalesce(parted.family, joined.component, wordings.wording) as family
from wordings
left join joined on wordings.wording = joined.wording
left join (select wording, family from parted where wording is not null) as parted on wordings.wording = parted.wording
"""

# A tradition is named by its first page.
FAMILY = """
select wording, min(first_page) over (partition by family) as tradition, cast(sum(pages) over (partition by family) as bigint) as pages
from (
    select families.wording, family, article as first_page, pages
    from families join wordings on families.wording = wordings.wording
) as members
"""

REUSED = """
select verdicts.a, verdicts.b,
       case when cut.outvoted then 'template' else relation end as relation, kin and cut.outvoted is not true as kin,
       case when cut.outvoted then 0.5 else support end as support,
       case when cut.outvoted then 'the other pairs of the two families speak against it: ' || reason else reason end as reason,
       one.tradition as tradition_a, other.tradition as tradition_b,
       one.pages + case when one.tradition = other.tradition then 0 else other.pages end as pages,
       coalesce(not cut.outvoted, false) as lifted
from verdicts
join family as one on verdicts.a = one.wording
join family as other on verdicts.b = other.wording
left join (select a, b, outvoted from parted where a is not null) as cut on verdicts.a = cut.a and verdicts.b = cut.b
"""

FORMS = """
select least(tradition_a, tradition_b) as one, greatest(tradition_a, tradition_b) as other, max(support) as support
from reused where relation = 'template' and tradition_a <> tradition_b
group by least(tradition_a, tradition_b), greatest(tradition_a, tradition_b)
"""

# Which pages to name in `reuse`: each two of a small family; in a larger one those of one wording with their first, and
# of two wordings their firsts. Nothing is joined with itself there: a family may hold a million pages of one wording.
COPIES = f"""
select one.page as page_a, other.page as page_b, one.wording as a, one.wording as b
from (select admitted.* from admitted join family on admitted.wording = family.wording
      where family.pages <= {ALL_PAIRS_PAGES}) as one
join admitted as other on one.wording = other.wording and one.article < other.article
union all
select wordings.page as page_a, admitted.page as page_b, admitted.wording as a, admitted.wording as b
from admitted join wordings on admitted.wording = wordings.wording and admitted.page <> wordings.page
join family on admitted.wording = family.wording
where family.pages > {ALL_PAIRS_PAGES}
"""
BETWEEN = f"""
select one.page as page_a, other.page as page_b, reused.a, reused.b
from reused
join admitted as one on reused.a = one.wording
join admitted as other on reused.b = other.wording
where reused.pages <= {ALL_PAIRS_PAGES}
union all
select one.page as page_a, other.page as page_b, reused.a, reused.b
from reused
join wordings as one on reused.a = one.wording
join wordings as other on reused.b = other.wording
where reused.pages > {ALL_PAIRS_PAGES}
"""
_SIDES = ("a", "b")
_PAGE = ", ".join(
    f'{alias}."{name}" as {name}_{side}'
    for side, alias in (("a", "one"), ("b", "other"))
    for name in ("article", "part", "offset", "length", "starts", "ends", "published", "clock", "dateline_date")
)
_FIRST = ", ".join(
    f'first_{side}."{name}" as first_{name}_{side}' for side in _SIDES for name in ("page", "part", "offset", "length")
)
PAGE_PAIRS = f"""
select meetings.page_a, meetings.page_b, {_PAGE}, {_FIRST},
       coalesce(relation, 'same') as relation, coalesce(kin, true) as kin, coalesce(lifted, false) as lifted,
       coalesce(reused.support, 1) as support, coalesce(reason, 'every word of the body agrees') as reason,
       coalesce(containment_a, 1) as containment_a, coalesce(containment_b, 1) as containment_b,
       coalesce(age, 0) as age, passages
from (select * from copies union all select * from between_wordings) as meetings
join admitted as one on meetings.page_a = one.page
join admitted as other on meetings.page_b = other.page
join wordings as first_a on meetings.a = first_a.wording
join wordings as first_b on meetings.b = first_b.wording
left join reused on meetings.a = reused.a and meetings.b = reused.b
left join weighed on meetings.a = weighed.a and meetings.b = weighed.b
"""


def find_traditions(
    engine: Engine, archive: Archive, docket: Docket, ledger: Ledger, *, ignore_dates: bool = False
) -> None:
    """Find which texts carry one dispatch.

    Makes the tables ``admitted`` (pages), ``wordings``, ``reused`` (typed pairs of wordings), ``weighed`` (their
    evidence), ``family`` (wording, tradition, pages), ``terms`` and ``forms``.

    Args:
        engine: Has no tables yet.
        archive: Open for writing: new evidence is left in it, call by call.
        docket: What is decided of its pages; takes what came of it.
        ledger: Is told of progress.
        ignore_dates: Take no notice of any clock.
    """
    ledger.begin("finding copies: sketches")
    engine.view("pages", list(parts_under(archive.pages, ".parquet")), pages_schema())
    engine.view("marks", list(parts_under(archive.pages, ".fingerprints.parquet")), fingerprints_schema())
    engine.view("all_terms", list(parts_under(archive.pages, ".terms.parquet")), terms_schema())
    engine.view("refused", list(parts_under(archive.pages, ".rejected.parquet")), rejected_schema())
    lay_decisions(engine, docket, ignore_dates=ignore_dates)
    engine.table("admitted", ADMITTED)
    engine.table("bonds", BONDS)
    engine.table("wordings", WORDINGS.format(clocked=CLOCKLESS if ignore_dates else "admitted"))
    _find_candidates(engine)
    ledger.begin("finding copies: aligning pairs")
    engine.view("known", sorted(archive.evidence.glob("*.parquet")), evidence_schema())
    engine.apply("fresh", UNSEEN, verifier(archive.pages), evidence_schema(), rows=1_000, into=archive.evidence)
    engine.view("evidence", sorted(archive.evidence.glob("*.parquet")), evidence_schema())
    ledger.begin("finding copies: judging pairs")
    _judge(engine)
    if docket.bonds:
        engine.table("verdicts", FOLLOWED.format(bonds=NOTHING_DECIDED))
        _join(engine)
        docket.rule_bonds(overruled(engine))
    engine.table("verdicts", FOLLOWED.format(bonds="bonds"))
    _join(engine)
    engine.table("family", FAMILY)
    engine.table("reused", REUSED)
    engine.table("forms", FORMS)
    engine.table(
        "terms",
        "select wordings.wording, term, weight from all_terms join wordings on all_terms.page = wordings.page",
    )


def _find_candidates(engine: Engine) -> None:
    engine.table("postings", POSTINGS)
    engine.table("frequent", FREQUENT)
    engine.table("shared", SHARED)
    engine.table("sizes", SIZES)
    engine.drop("postings", "frequent")
    engine.table("candidates", CANDIDATES)
    engine.table("paired", PAIRED)
    engine.drop("candidates", "sizes")


def _judge(engine: Engine) -> None:
    engine.table("weighed", GAPS)
    engine.apply("samples", "select a, b, sample from weighed", unfold_samples, fingerprints_of_pairs(), rows=50_000)
    _connect(engine, "sure", SURE_LINKS)
    engine.table("families_of_marks", FAMILIES_OF_MARKS)
    engine.table("rarity", RARITY)
    engine.drop("shared", "samples", "families_of_marks")
    engine.apply("inferred", JUDGED, decide, verdicts_schema(), rows=10_000)


def _join(engine: Engine) -> None:
    engine.table("joining", JOINING)
    _connect(engine, "joined", "select a, b from joining")
    engine.apply("parted", GLUED, part_families, families_schema(), by="component", rows=10_000)
    engine.table("families", FAMILIES)


def _connect(engine: Engine, name: str, links: str) -> None:
    engine.take(name, components(engine.fetch(links)))


def fingerprints_of_pairs() -> pa.Schema:
    """Return the columns of the table of sampled shared fingerprints."""
    import pyarrow as pa

    return pa.schema([(name, pa.int64()) for name in ("a", "b", "fingerprint")])


def pair_pages(engine: Engine, archive: Archive, *, ignore_dates: bool = False) -> None:
    """Make the table ``reuse``: typed pairs of pages, with their passages."""
    engine.table("copies", COPIES)
    engine.table("between_wordings", BETWEEN)
    work = emitter(archive.pages, ignore_dates=ignore_dates)
    engine.apply("reuse", PAGE_PAIRS, work, reuse_schema())
    engine.drop("copies", "between_wordings")
