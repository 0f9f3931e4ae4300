"""The public face for notebooks and scripts: verbs that take files or rows, and values that show themselves.

Everything here stands in `filiation` itself: ``import filiation; filiation.trace_pages("saved/*.html")``.
"""
