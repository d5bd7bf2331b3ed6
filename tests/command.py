"""Runs the commands of `kb`."""

from click.testing import CliRunner, Result

from kb.cli import main


def kb(*arguments: object, typed: str | None = None) -> Result:
    """Runs a command in this process and the current folder; `typed` is the user's input."""
    return CliRunner().invoke(main, [str(one) for one in arguments], input=typed)
