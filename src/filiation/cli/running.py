"""Running the command line: every error is a line on stderr and an exit code."""

from __future__ import annotations

import os
import sys

import click

from filiation.cli.group import commands
from filiation.cli.streams import NOTHING_USABLE, WRONG_USAGE
from filiation.errors import FiliationError, UsageError


def run() -> None:
    """Run the command line, and turn every error into a line on stderr and an exit code."""
    try:
        code = commands(standalone_mode=False)
    except click.exceptions.Exit as error:
        code = error.exit_code
    except click.ClickException as error:
        error.show()
        code = WRONG_USAGE
    except (click.Abort, KeyboardInterrupt):
        code = 130
    except BrokenPipeError:
        # Whoever read our output has gone; what it took is what it wanted.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except UsageError as error:
        click.echo(f"filiation: {error}", err=True)
        code = WRONG_USAGE
    except FiliationError as error:
        click.echo(f"filiation: {error}", err=True)
        code = NOTHING_USABLE
    sys.exit(code or 0)
