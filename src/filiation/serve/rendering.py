"""The app's pages, made with the report's templates, style and words for numbers."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from filiation import __version__
from filiation.serve.words import SAY
from filiation.text import plural
from filiation.writers.assets import asset
from filiation.writers.words import day_in_words, printable

if TYPE_CHECKING:
    from jinja2 import Environment

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
"""What the app's pages may do: use our own style and script, and ask this server."""


def render(name: str, root: str, **values: object) -> str:
    """Return a page.

    Args:
        name: Of its template.
        root: What every address begins with: ``/``, or ``/~TOKEN/``.
        values: What the template shows; everything is escaped.
    """
    return _environment().get_template(name).render(root=root, **values)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(asset), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"plain": printable, "day": day_in_words}
    environment.globals |= {"plural": plural, "say": SAY, "version": __version__}
    return environment
