"""The verb: run the app until it is stopped."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path

from filiation.errors import UsageError
from filiation.serve.limits import Limits

LEAST_TOKEN = 16
# Connections at one time; beyond it a visitor is told to come back.
_CONNECTIONS = 256
_EXTRA = ("starlette", "uvicorn", "python_multipart")


def serve(
    data: Path,
    archive: Path | None,
    host: str,
    port: int,
    token: str | None,
    limits: Limits,
    announce: Callable[[str], None],
) -> None:
    """Run the app until it is stopped.

    Args:
        data: Where jobs are kept; made if it is not there.
        archive: What gather made; None for none.
        host: Address to listen on; elsewhere than on loopback a token is needed, and made if none is given.
        port: 0 for any that is free.
        token: What each address must hold; None for none on loopback.
        limits: What may be asked.
        announce: Takes the app's address when it listens.

    Raises:
        UsageError: The extra is not installed, the token is too weak, or the folder or the port is taken.
        CrawlError: The archive is none.
    """
    missing = [name for name in _EXTRA if find_spec(name) is None]
    if missing:
        raise UsageError(f"serve: {', '.join(missing)} is not installed: pip install 'filiation[serve]'")
    if token is not None and (len(token) < LEAST_TOKEN or not token.replace("-", "").replace("_", "").isalnum()):
        raise UsageError(f"--token: at least {LEAST_TOKEN} letters, digits, - and _ are needed")
    import socket

    from filiation.serve.app import make_app
    from filiation.serve.catalogue import Catalogue
    from filiation.serve.guard import LOOPBACK, Door
    from filiation.serve.store import Store

    if not is_loopback(host):
        token = token or secrets.token_urlsafe(24)
    # Behind a token a wildcard address answers to any name; a stranger's page does not know the token.
    hosts = None if token is not None and host in {"0.0.0.0", "::", ""} else LOOPBACK | {host.lower()}  # noqa: S104
    catalogue = None if archive is None else Catalogue(archive, data / "shelves")
    try:
        listener = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise UsageError(f"{host}:{port}: cannot be listened on: {error.strerror}") from error
    with listener:
        app = make_app(Store(data, limits), Door(hosts, token), limits, catalogue)
        shown = f"[{host}]" if ":" in host else host
        announce(f"http://{shown}:{listener.getsockname()[1]}/{f'~{token}/' if token else ''}")
        if catalogue is not None:
            catalogue.prepare()
        _run(app, listener)


def is_loopback(host: str) -> bool:
    """Tell whether an address is this machine's own, which nobody else can reach."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _run(app: object, listener: object) -> None:
    import uvicorn

    config = uvicorn.Config(
        app,  # type: ignore[arg-type]
        log_level="warning",
        # A token stands in addresses: they are written nowhere.
        access_log=False,
        server_header=False,
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=10,
        timeout_graceful_shutdown=3,
        h11_max_incomplete_event_size=32_768,
    )
    uvicorn.Server(config).run(sockets=[listener])  # type: ignore[list-item]
