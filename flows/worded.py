"""How the command line speaks: its arguments, and help pages in the words of the catalogue."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from flows.console import default_locale, near
from flows.next_step import forget, tell_next
from kpi.home import Home
from kpi.periods import Period, UnknownPeriod, parse_period
from kpi.words import say

Command = TypeVar("Command", bound=Callable[..., Any])
ChosenHome = Callable[[Path | None], Home]
LOCALE = default_locale()
FIRST_YEAR, LAST_YEAR = 1900, 9998  # the calendar, and a due day after the last month, need room


def word(key: str) -> str:
    return say(f"cli.{key}", LOCALE)


def tool(key: str) -> str:
    return say(f"tools.{key}", LOCALE)


def home_option(command: Command) -> Command:
    """`--home DIR`, wherever it stands; the innermost one wins."""
    return click.option(
        "--home", type=click.Path(path_type=Path), help=word("help.home"), default=None
    )(command)


class PeriodType(click.ParamType[Any]):
    """A period label."""

    name = "period"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002 - click's signature
        return word("arg.period")

    def convert(self, value: Any, param: Any, ctx: Any) -> Period:
        if isinstance(value, Period):
            return value
        try:
            period = parse_period(value)
        except UnknownPeriod:
            self.fail(say("cli.bad_period", LOCALE, value=value) + _meant(value), param, ctx)
        if not FIRST_YEAR <= period.first_month // 12 <= period.year <= LAST_YEAR:
            self.fail(say("cli.bad_period", LOCALE, value=value), param, ctx)
        return period


def _meant(written: str) -> str:
    """A bracket with the label that was likely meant, of a period in a form's words: `6/2024`."""
    from kpi.reading.vocabulary.period_words import head_period

    label = head_period(written)
    return say("cli.near", LOCALE, word=label) if isinstance(label, str) else ""


class DayType(click.ParamType[Any]):
    """A day as year-month-day."""

    name = word("arg.day")

    def convert(self, value: Any, param: Any, ctx: Any) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(say("cli.bad_day", LOCALE, value=value), param, ctx)


class Worded(click.Command):
    """A command whose help page speaks the catalogue's language."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("options_metavar", f"[{word('arg.options')}]")
        super().__init__(*args, **options)

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; one that came to its end says what to do next."""
        if isinstance(self, click.Group):
            return super().invoke(ctx)
        forget()
        status = super().invoke(ctx)
        home = ctx.params.get("home") or ctx.find_root().obj
        name = ctx.command_path.partition(" ")[2]
        tell_next(name, int(status or 0), ctx.params, home)
        return status

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        usage = " ".join([ctx.command_path, *self.collect_usage_pieces(ctx)])
        formatter.write_text(say("cli.usage", LOCALE, usage=usage))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [r for p in self.get_params(ctx) if (r := p.get_help_record(ctx)) is not None]
        if rows:
            with formatter.section(word("arguments")):
                formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = word("help.help")
        return option


class WordedGroup(Worded, click.Group):
    """The group of all commands."""

    command_class = Worded

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("subcommand_metavar", word("arg.command"))
        super().__init__(*args, **options)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        Worded.format_options(self, ctx, formatter)
        rows = [(name, self.commands[name].get_short_help_str(100)) for name in self.commands]
        with formatter.section(word("commands")):
            formatter.write_dl(rows)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in self.commands and not name.startswith("-"):
            hint = near(name, list(self.commands), LOCALE)
            raise click.UsageError(say("cli.no_such_command", LOCALE, name=name, near=hint), ctx)
        return super().resolve_command(ctx, args)


PERIOD = PeriodType()
DAY = DayType()
