"""The command `kpi export`: a table, or a data package.

One rule: names and options stand here; the work is done elsewhere.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from flows.output import Output
from flows.worded import DAY, LOCALE, PERIOD, ChosenHome, home_option, word
from kpi.periods import Period
from kpi.words import say

PACKAGE = "package"
EXPORTS = ("results", "scores", "forecasts", "observations", "submissions", "problems", PACKAGE)
OF_A_PERIOD = ("results", "scores", "forecasts")
OUT = click.option("--out", "target", type=click.Path(path_type=Path), help=word("help.out"))


def output_of(form: str, target: Path | None) -> Output:
    """Where a result goes; wrong use where a workbook is asked for without a file."""
    if form in ("parquet", "xlsx") and target is None:
        raise click.UsageError(say("cli.out_needed", LOCALE, form=form))
    return Output(form, target)


def add_export_command(cli: click.Group, chosen_home: ChosenHome) -> None:
    """Adds it to the group of all commands; `chosen_home` is the home that `--home` names."""

    @cli.command(help=word("help.export"))
    @click.argument("what", type=click.Choice(EXPORTS), metavar=word("arg.what"))
    @click.argument("named", nargs=-1, metavar=word("arg.folder_and_period"))
    @click.option(
        "--view",
        type=click.Choice(["as_reported", "current_units"]),
        default="as_reported",
        help=word("help.view"),
    )
    @click.option("--as-of", type=DAY, default=None, help=word("help.as_of"))
    @click.option(
        "--format",
        "form",
        type=click.Choice(["csv", "json", "parquet", "xlsx"]),
        default="csv",
        help=word("help.format"),
    )
    @OUT
    @home_option
    @click.pass_context
    def export(  # noqa: PLR0913, PLR0917 - one parameter per option of the command
        ctx: click.Context,
        what: str,
        named: tuple[str, ...],
        view: Any,
        as_of: date | None,
        form: str,
        target: Path | None,
        home: Path | None,
    ) -> int:
        if what == PACKAGE:
            folder = _folder(ctx, named)
            period = _period(ctx, named[1:])
            from flows.package import export_package

            return export_package(chosen_home(home), folder, period, as_of)
        period = _period(ctx, named)
        if period is None and what in OF_A_PERIOD:
            raise click.UsageError(say("cli.period_needed", LOCALE, what=what))
        output_of(form, target)
        from flows.export import export_data

        return export_data(
            chosen_home(home), what, period, view=view, as_of=as_of, form=form, target=target
        )


def _period(ctx: click.Context, named: tuple[str, ...]) -> Period | None:
    """The period that is named, if one is; no more than one."""
    if len(named) > 1:
        raise click.UsageError(say("cli.too_many", LOCALE, name=" ".join(named[1:])))
    return PERIOD.convert(named[0], None, ctx) if named else None


def _folder(ctx: click.Context, named: tuple[str, ...]) -> Path:
    """The folder of a package, which comes first, and no option that is not a package's."""
    for option, told in (("--view", "view"), ("--format", "form"), ("--out", "target")):
        source = ctx.get_parameter_source(told)
        if source is click.core.ParameterSource.COMMANDLINE:
            raise click.UsageError(say("package.not_with", LOCALE, option=option))
    if not named:
        raise click.UsageError(say("package.folder_needed", LOCALE))
    return Path(named[0])
