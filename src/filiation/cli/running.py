"""Running the command line: every error is a line on stderr and an exit code."""

from __future__ import annotations

import errno
import os
import sys

import click

from filiation.cli.group import commands
from filiation.cli.streams import NOTHING_USABLE, WRONG_USAGE, printable
from filiation.errors import FiliationError, UsageError

# Errors of a file that was named wrongly; of others (a full disk, a broken one) nobody's typing is to blame.
_NAMED_WRONGLY = {errno.EACCES, errno.EPERM, errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.EROFS, errno.ENAMETOOLONG}  # fmt: skip


def run() -> None:
    """Run the command line, and turn every error into a line on stderr and an exit code."""
    sys.exit(_code() or 0)


def _code() -> int:
    try:
        return int(commands(prog_name="filiation", standalone_mode=False) or 0)
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return WRONG_USAGE
    except (click.Abort, KeyboardInterrupt):
        return 130
    except BrokenPipeError:
        # Whoever read our output has gone; what it took is what it wanted.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except UsageError as error:
        click.echo(f"filiation: {error}", err=True)
        return WRONG_USAGE
    except FiliationError as error:
        click.echo(f"filiation: {error}", err=True)
        return NOTHING_USABLE
    except OSError as error:
        where = f"{printable(str(error.filename))}: " if error.filename is not None else ""
        click.echo(f"filiation: {where}{error.strerror or error}", err=True)
        return WRONG_USAGE if error.errno in _NAMED_WRONGLY else NOTHING_USABLE
    except MemoryError:
        click.echo(
            "filiation: memory ran out; for more than some thousand pages use gather, which keeps them on disk",
            err=True,
        )
        return NOTHING_USABLE
