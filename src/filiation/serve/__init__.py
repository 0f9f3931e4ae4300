"""The local web app: drop pages, see the run, read the report; browse an archive and look passages up in it."""

from filiation.serve.limits import Limits
from filiation.serve.serving import serve

__all__ = ["Limits", "serve"]
