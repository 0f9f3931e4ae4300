"""Answers that refuse: a sentence for a person, the same as JSON for a program; never a stack trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from filiation.serve.rendering import render

if TYPE_CHECKING:
    from starlette.responses import Response

_TITLES = {
    400: "That did not work",
    401: "A token is needed",
    403: "Not allowed",
    404: "Not here",
    405: "Not like that",
    408: "Too slow",
    409: "Not now",
    413: "Too much",
    414: "Too long",
    429: "Too many",
    500: "Something broke",
    503: "Not yet",
}


def refusal(path: str, status: int, sentence: str, root: str | None = None) -> Response:
    """Return a refusal.

    Args:
        path: What was asked for: below ``/api/`` the answer is JSON.
        status: Of HTTP.
        sentence: What is wrong and what to do.
        root: What addresses begin with; None where nobody may know.
    """
    from starlette.responses import HTMLResponse, JSONResponse

    if is_api(path):
        return JSONResponse({"error": sentence}, status)
    title = _TITLES.get(status, _TITLES[400])
    return HTMLResponse(
        render("serve_refusal.html.j2", root or "/", title=title, sentence=sentence, is_inside=root is not None), status
    )


def is_api(path: str) -> bool:
    """Tell whether a program asks; its page in the browser is a person's."""
    inner = "/" + path.split("/", 2)[-1] if path.startswith("/~") else path
    return inner.startswith("/api/")
