"""The commands of planners: to begin a plan, to have it as a workbook, and its catalogue.

One rule: names and options stand here; the work is done elsewhere.
"""

from __future__ import annotations

from pathlib import Path

import click

from flows.console import default_locale
from flows.worded import ChosenHome, home_option
from kpi.periods import Period, UnknownPeriod, parse_period
from kpi.words import LOCALES, say


def add_plan_commands(cli: click.Group, chosen_home: ChosenHome) -> None:
    """Adds them to the group of all commands; `chosen_home` is the home that `--home` names."""
    _add_init(cli, chosen_home)
    _add_plan(cli, chosen_home)
    _add_catalogue(cli, chosen_home)


def _word(key: str) -> str:
    return say(key, default_locale())


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
    @home_option
    def init(  # noqa: PLR0913, PLR0917 - one parameter per option of the command
        folder: Path | None, name: str | None, reports_to: str | None, plan: str | None,
        years: str | None, locale: str | None, yes: bool, home: Path | None,
    ) -> int:  # fmt: skip
        from flows.begin import begin_home

        given = {"owner": name, "reports_to": reports_to, "plan": plan, "years": years}
        chosen = locale or default_locale()
        return begin_home(chosen_home(folder or home), given, chosen, ask=not yes)


def _add_catalogue(cli: click.Group, chosen_home: ChosenHome) -> None:
    @cli.command("catalogue", help=_word("catalogue.help"))
    @click.option("--open", "to_open", is_flag=True, help=_word("excerpts.help_open"))
    @home_option
    def catalogue(to_open: bool, home: Path | None) -> int:
        from flows.catalogue import write_catalogue

        return write_catalogue(chosen_home(home), to_open=to_open)


def _add_plan(cli: click.Group, chosen_home: ChosenHome) -> None:
    file = click.Path(path_type=Path)
    named = _word("cli.arg.file")

    @cli.group("plan", cls=type(cli), help=_word("plan_book.help.plan"))
    def plan() -> None:
        pass

    @plan.command("to-excel", help=_word("plan_book.help.to_excel"))
    @click.argument("target", type=file, metavar=named)
    @home_option
    def to_excel(target: Path, home: Path | None) -> int:
        from flows.plan_book import plan_to_excel

        return plan_to_excel(chosen_home(home), target)

    @plan.command("from-excel", help=_word("plan_book.help.from_excel"))
    @click.argument("source", type=file, metavar=named)
    @click.option("--period", default=None, help=_word("plan_book.help.period"))
    @click.option("--yes", is_flag=True, help=_word("plan_book.help.yes"))
    @home_option
    def from_excel(source: Path, period: str | None, yes: bool, home: Path | None) -> int:
        from flows.plan_book import plan_from_excel

        return plan_from_excel(chosen_home(home), source, _period(period), yes=yes)


def _period(written: str | None) -> Period | None:
    try:
        return parse_period(written) if written else None
    except UnknownPeriod:
        words = say("cli.bad_period", default_locale(), value=written)
        raise click.UsageError(words) from None
