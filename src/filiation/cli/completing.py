"""The command that teaches a shell our words: completion."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from filiation.cli.group import Example, commands

SHELLS = ("bash", "zsh", "fish")
# What click listens to when a shell asks what could follow.
VARIABLE = "_FILIATION_COMPLETE"


@commands.command(
    short_help="A script that lets bash, zsh or fish complete our commands.",
    examples=(
        Example("In this bash, now", 'eval "$(filiation completion bash)"'),
        Example("In every bash from now on", "filiation completion bash >> ~/.bashrc"),
        Example("zsh, after compinit", "filiation completion zsh >> ~/.zshrc"),
        Example("fish", "filiation completion fish > ~/.config/fish/completions/filiation.fish"),
    ),
)
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> int:
    """Print a script that lets a shell complete commands, options, their values and file names.

    bash has to be 4.4 or later.
    """
    made = get_completion_class(shell)
    assert made is not None  # click knows all of SHELLS
    # click 8's script for fish cuts every description at its first comma.
    script = made(commands, {}, "filiation", VARIABLE).source()
    click.echo(script.replace('string split "," $completion', 'string split --max 1 "," $completion'))
    return 0
