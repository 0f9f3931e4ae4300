"""Build `src/filiation/article/data/given_names.txt`: what people's first names are, to tell a lone name from a section.

    pip install faker names && python tools/build_given_names.py

Sources: Faker's person providers of all locales (MIT), and the US census's first names as `names` packages them
(public domain). Not run by the build: the table is checked in.
"""

import importlib
import pathlib
import pkgutil
import re
import textwrap

TARGET = pathlib.Path(__file__).parent.parent / "src/filiation/article/data/given_names.txt"
HEAD = """\
# First names of many countries, folded; built by tools/build_given_names.py from Faker's person providers (MIT) and the
# first names of the US census of 1990 (public domain).
"""
WORD = re.compile(r"[^\W\d_]{2,20}(?:['’-][^\W\d_]{2,20})?")
# Also words of pages ("May", "Mark", "Will" stay: names they are, and a second word decides).
NOT_ALONE = frozenset(
    [
        "an",
        "as",
        "at",
        "be",
        "by",
        "do",
        "go",
        "he",
        "in",
        "is",
        "it",
        "me",
        "my",
        "no",
        "of",
        "on",
        "or",
        "so",
        "the",
        "to",
        "up",
        "us",
        "we",
        "page",
        "news",
        "art",
        "media",
        "store",
        "star",
        "world",
        "era",
        "sunday",
        "monday",
        "page",
        "major",
        "justice",
        "young",
        "general",
        "see",
        "first",
        "last",
        "next",
        "dear",
        "fashion",
        "summer",
        "winter",
        "autumn",
        "spring",
    ]
)


def faker_names() -> set[str]:
    """Return the first names of all of Faker's locales, as it spells them."""
    from faker.providers import person

    names: set[str] = set()
    for module in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for attribute in (
            "first_names",
            "first_names_male",
            "first_names_female",
            "first_names_nonbinary",
            "first_names_unisex",
            "first_romanized_names",
        ):
            listed = getattr(provider, attribute, ())
            names.update(listed if isinstance(listed, (dict, tuple, list, set)) else ())
    return names


def census_names() -> set[str]:
    """Return the census's first names, in capitals."""
    import names

    folder = pathlib.Path(names.__file__).parent
    rows = [
        row for name in ("dist.female.first", "dist.male.first") for row in (folder / name).read_text().splitlines()
    ]
    return {row.split()[0] for row in rows}


def main() -> None:
    """Write the table."""
    words = {
        part.casefold()
        for name in faker_names() | census_names()
        for part in name.replace("’", "'").split()
        if WORD.fullmatch(part) and min(part) < "\u2e80"
    }
    TARGET.write_text(
        HEAD + textwrap.fill(" ".join(sorted(words - NOT_ALONE)), 118, break_on_hyphens=False) + "\n", encoding="utf-8"
    )
    print(len(words), TARGET.stat().st_size)


if __name__ == "__main__":
    main()
