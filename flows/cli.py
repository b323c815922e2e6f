"""The command line `kpi`: what each command is called and takes; the work is done elsewhere.

Every command imports what it needs when it runs, so that the light ones answer at once.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click

import kpi
from flows.act_commands import add_act_commands
from flows.console import (
    Stop,
    disk_trouble,
    known_trouble,
    note,
    quiet_ends,
    usage_message,
    write_log,
)
from flows.export_command import OUT, add_export_command, output_of
from flows.output import Output
from flows.plan_commands import add_plan_commands
from flows.source_commands import add_source_commands
from flows.upkeep_commands import add_upkeep_commands
from flows.worded import DAY, LOCALE, PERIOD, WordedGroup, home_option, word
from kpi.files import keep_private
from kpi.home import Home
from kpi.periods import Period
from kpi.words import say

if TYPE_CHECKING:
    from flows.compare import Asked

SPOKEN_OF: list[Home] = []  # the homes of this process's commands: where its log belongs


# Between two looks for rubbish: libraries bring half a million objects, and all of them stay.
NEW_OBJECTS = 50_000


@click.group(cls=WordedGroup, help=word("about"), context_settings={"max_content_width": 110})
@home_option
@click.version_option(kpi.__version__, prog_name="kpi", help=word("help.version"))
@click.pass_context
def cli(ctx: click.Context, home: Path | None) -> None:
    ctx.obj = home


def chosen_home(home: Path | None) -> Home:
    ctx = click.get_current_context()
    root = ctx.find_root()
    chosen = Home.locate(home or root.obj)
    SPOKEN_OF.append(chosen)
    return chosen


@cli.command(help=word("help.check"))
@click.option("--data", "period", type=PERIOD, default=None, help=word("help.check_data"))
@home_option
def check(period: Period | None, home: Path | None) -> int:
    if period is not None:
        from flows.data_check import check_data

        return check_data(chosen_home(home), period)
    from flows.plan_check import check_plan

    return check_plan(chosen_home(home), LOCALE)


@cli.command(help=word("help.forms"))
@click.argument("period", type=PERIOD)
@click.option("--unit", default=None, help=word("help.forms_unit"))
@click.option("--backfill", is_flag=True, help=word("help.backfill"))
@home_option
def forms(period: Period, unit: str | None, backfill: bool, home: Path | None) -> int:
    from flows.forms import make_forms

    return make_forms(chosen_home(home), period, unit=unit, backfill=backfill)


@cli.command(help=word("help.collect"))
@home_option
def collect(home: Path | None) -> int:
    from flows.direct import collect_now

    return collect_now(chosen_home(home))


@cli.command(help=word("help.read"))
@click.argument(
    "files",
    type=click.Path(path_type=Path),
    nargs=-1,
    required=True,
    metavar=f"{word('arg.file')}...",
)
@home_option
def read(files: tuple[Path, ...], home: Path | None) -> int:
    from flows.read import read_paths

    return read_paths(chosen_home(home), files)


@cli.command(help=word("help.report"))
@click.argument("period", type=PERIOD)
@click.option("--as-of", type=DAY, default=None, help=word("help.as_of"))
@click.option("--unit", default=None, help=say("excerpts.help_unit", LOCALE))
@click.option("--field", default=None, help=say("excerpts.help_field", LOCALE))
@click.option("--open", "to_open", is_flag=True, help=say("excerpts.help_open", LOCALE))
@home_option
def report(  # noqa: PLR0913, PLR0917 - one parameter per option of the command
    period: Period,
    as_of: date | None,
    unit: str | None,
    field: str | None,
    to_open: bool,
    home: Path | None,
) -> int:
    if unit is not None and field is not None:
        raise click.UsageError(say("excerpts.not_both", LOCALE))
    from flows.direct import report_now

    return report_now(chosen_home(home), period, as_of, unit=unit, field=field, to_open=to_open)


@cli.command(help=word("help.run"))
@click.argument("period", type=PERIOD, required=False)
@click.option("--when-due", is_flag=True, help=word("help.when_due"))
@home_option
def run(period: Period | None, when_due: bool, home: Path | None) -> int:
    if when_due:
        if period is not None:
            raise click.UsageError(word("when_due_alone"))
        from flows.when_due import run_when_due

        return run_when_due(chosen_home(home))
    from flows.engine import run_monthly
    from flows.failures import telling

    where = chosen_home(home)
    with telling(where, None):
        return run_monthly(where, period)


LISTED = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "xlsx"]),
    default="text",
    help=word("help.listed"),
)
ONLY_INDICATOR = click.option("--indicator", default=None, help=word("help.only_indicator"))
ONLY_UNIT = click.option("--unit", default=None, help=word("help.unit"))


@cli.command(help=word("help.status"))
@click.argument("period", type=PERIOD)
@click.option("--as-of", type=DAY, default=None, help=word("help.as_of"))
@LISTED
@OUT
@home_option
def status(
    period: Period, as_of: date | None, form: str, target: Path | None, home: Path | None
) -> int:
    from flows.status import show_status

    return show_status(chosen_home(home), period, as_of, output_of(form, target))


FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help=word("help.text_or_json"),
)


@cli.command(help=word("help.explain"))
@click.argument("indicator", metavar=word("arg.indicator"))
@click.argument("period", type=PERIOD)
@click.option("--unit", default="ALL", show_default=True, help=word("help.unit"))
@click.option("--as-of", type=DAY, default=None, help=word("help.as_of"))
@FORMAT
@home_option
def explain(  # noqa: PLR0913, PLR0917 - one parameter per option of the command
    indicator: str, period: Period, unit: str, as_of: date | None, form: str, home: Path | None
) -> int:
    from flows.explain import explain_figure

    return explain_figure(chosen_home(home), indicator, period, unit=unit, as_of=as_of, form=form)


def comparing(command: Callable[..., int]) -> Callable[..., int]:
    """Both comparisons are told what of them is asked, where the answer goes, and the home."""

    @ONLY_INDICATOR
    @ONLY_UNIT
    @LISTED
    @OUT
    @home_option
    @wraps(command)
    def run(
        *,
        indicator: str | None,
        unit: str | None,
        form: str,
        target: Path | None,
        home: Path | None,
        **own: object,
    ) -> int:
        from flows.compare import Asked

        output = output_of(form, target)
        return command(chosen_home(home), asked=Asked(indicator, unit), output=output, **own)

    return run


@cli.command(help=word("help.compare"))
@click.argument("period", type=PERIOD)
@click.option("--between", type=(DAY, DAY), required=True, help=word("help.between"))
@comparing
def compare(
    home: Home, period: Period, between: tuple[date, date], asked: Asked, output: Output
) -> int:
    from flows.compare import compare_days

    return compare_days(home, period, between, asked, output)


@cli.command(help=word("help.diff"))
@click.argument("other", type=click.Path(path_type=Path), metavar=word("arg.file"))
@click.argument("period", type=PERIOD)
@comparing
def diff(home: Home, other: Path, period: Period, asked: Asked, output: Output) -> int:
    from flows.compare import compare_with

    return compare_with(home, other, period, asked, output)


@cli.command(help=word("help.remind"))
@click.argument("period", type=PERIOD, required=False)
@home_option
def remind(period: Period | None, home: Path | None) -> int:
    from flows.direct import remind_now

    return remind_now(chosen_home(home), period)


@cli.command(help=word("help.schedule"))
@click.option("--at", default="07:00", show_default=True, help=word("help.at"))
@click.option("--install", "way", flag_value="install", help=say("schedule.help.install", LOCALE))
@click.option("--remove", "way", flag_value="remove", help=say("schedule.help.remove", LOCALE))
@click.option("--show", "way", flag_value="show", help=say("schedule.help.show", LOCALE))
@home_option
def schedule(at: str, way: str | None, home: Path | None) -> int:
    from flows.schedule.ways import WAYS, time_of_day

    try:
        hour = time_of_day(at)
    except ValueError:
        raise click.UsageError(say("cli.bad_time", LOCALE, value=at)) from None
    return WAYS[way or "serve"](chosen_home(home), hour)


@cli.command(help=word("help.demo"))
@click.argument(
    "folder", type=click.Path(path_type=Path, file_okay=False), metavar=word("arg.folder")
)
def demo(folder: Path) -> int:
    from flows.direct import demo_now

    return demo_now(folder, LOCALE)


add_export_command(cli, chosen_home)
add_plan_commands(cli, chosen_home)
add_act_commands(cli, chosen_home)
add_source_commands(cli, chosen_home)
add_upkeep_commands(cli, chosen_home)


def main(arguments: list[str] | None = None) -> None:
    """Runs a command and ends the process with its exit status; never shows a traceback."""
    keep_private()
    quiet_ends()
    gc.set_threshold(NEW_OBJECTS)
    for stream in (sys.stdout, sys.stderr):  # a Windows console may not be UTF-8
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    status = status_of(arguments if arguments is not None else sys.argv[1:])
    gc.freeze()  # or the end goes through all that the libraries left, most of a second
    sys.exit(status)


def status_of(arguments: list[str]) -> int:  # noqa: PLR0911 - one way out per kind of end
    """Runs one command line and gives its exit status, having said what went wrong."""
    try:
        result = cli.main(arguments, prog_name="kpi", standalone_mode=False)
        return int(result or 0)
    except click.exceptions.NoArgsIsHelpError as error:
        note(error.format_message())
        return 2
    except click.UsageError as error:
        note(say("cli.wrong_use", LOCALE, what=usage_message(error, LOCALE)))
        command = error.ctx.command_path if error.ctx else "kpi"
        note(say("cli.help_hint", LOCALE, command=command))
        return 2
    except click.exceptions.Exit as error:
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        note(word("stopped"))
        return 1
    except Stop as stop:
        note(str(stop))
        return 1
    except BrokenPipeError:  # the reader of our output went away, e.g. `kpi export | head`
        sys.stderr.close()
        return 1
    except OSError as error:
        note(disk_trouble(error, LOCALE, SPOKEN_OF[-1].data if SPOKEN_OF else None))
        return 1
    except Exception as error:  # noqa: BLE001 - the last door: a user never sees a traceback
        if known := known_trouble(error, LOCALE):
            note(known)
            return 1
        log = write_log(SPOKEN_OF[-1] if SPOKEN_OF else Home.locate(), error)
        note(say("cli.unexpected", LOCALE, kind=type(error).__name__, log=log))
        return 1


if __name__ == "__main__":
    main()
