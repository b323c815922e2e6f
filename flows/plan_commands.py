"""The commands of planners: to begin a plan, and to have it as a workbook.

One rule: names and options stand here; the work is done elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from flows.console import default_locale
from kpi.home import Home
from kpi.words import LOCALES, say

Command = TypeVar("Command", bound=Callable[..., Any])
ChosenHome = Callable[[Path | None], Home]


def add_plan_commands(cli: click.Group, chosen_home: ChosenHome) -> None:
    """Adds them to the group of all commands; `chosen_home` is the home that `--home` names."""
    _add_init(cli, chosen_home)


def _word(key: str) -> str:
    return say(key, default_locale())


def _home_option(command: Command) -> Command:
    kind = click.Path(path_type=Path)
    return click.option("--home", type=kind, default=None, help=_word("cli.help.home"))(command)


def _add_init(cli: click.Group, chosen_home: ChosenHome) -> None:
    folder = click.Path(path_type=Path, file_okay=False)

    @cli.command("init", help=_word("begin.help"))
    @click.argument("folder", type=folder, required=False, metavar=f"[{_word('cli.arg.folder')}]")
    @click.option("--name", default=None, help=_word("begin.help_name"))
    @click.option("--reports-to", default=None, help=_word("begin.help_reports_to"))
    @click.option("--plan", default=None, help=_word("begin.help_plan"))
    @click.option("--years", default=None, help=_word("begin.help_years"))
    @click.option("--locale", type=click.Choice(LOCALES), help=_word("begin.help_locale"))
    @click.option("--yes", is_flag=True, help=_word("begin.help_yes"))
    @_home_option
    def init(  # noqa: PLR0913, PLR0917 - one parameter per option of the command
        folder: Path | None, name: str | None, reports_to: str | None, plan: str | None,
        years: str | None, locale: str | None, yes: bool, home: Path | None,
    ) -> int:  # fmt: skip
        from flows.begin import begin_home

        given = {"owner": name, "reports_to": reports_to, "plan": plan, "years": years}
        chosen = locale or default_locale()
        return begin_home(chosen_home(folder or home), given, chosen, ask=not yes)
