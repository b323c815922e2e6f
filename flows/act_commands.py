"""The commands by which a person corrects what is in force: `withdraw`, and those beside it.

One rule: names and options stand here; the work is done elsewhere.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import click

from flows.worded import LOCALE, PERIOD, ChosenHome, Command, home_option, word
from kpi.periods import Period
from kpi.words import say

REASON_AT_MOST = 1_000  # letters: a reason, not a file


def add_act_commands(cli: click.Group, chosen_home: ChosenHome) -> None:
    """Adds them to the group of all commands; `chosen_home` is the home that `--home` names."""
    _add_withdraw(cli, chosen_home)
    _add_enter(cli, chosen_home)
    _add_excuse(cli, chosen_home)
    _add_closing(cli, chosen_home)


class ReasonType(click.ParamType[Any]):
    """A reason in words, on one line."""

    name = "reason"
    lacking = "no_reason"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002 - click's signature
        return _said("arg.reason")

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        plain = unicodedata.normalize("NFC", str(value))
        text = " ".join("".join(c if c.isprintable() else " " for c in plain).split())
        if not any(c.isalnum() for c in text):
            self.fail(_said(self.lacking), param, ctx)
        if len(text) > REASON_AT_MOST:
            self.fail(say("acts.long_reason", LOCALE, most=REASON_AT_MOST), param, ctx)
        return text


class NameType(ReasonType):
    """Somebody's name, on one line."""

    name = "name"
    lacking = "no_name"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002 - click's signature
        return _said("arg.name")


def _said(key: str) -> str:
    return say(f"acts.{key}", LOCALE)


def _reason_option(command: Command) -> Command:
    return click.option(
        "--reason", type=ReasonType(), required=True, help=_said("help.reason")
    )(command)  # fmt: skip


def _add_withdraw(cli: click.Group, chosen_home: ChosenHome) -> None:
    @cli.command("withdraw", help=_said("help.withdraw"))
    @click.argument("what", metavar=_said("arg.submission_or_unit"))
    @click.argument("period", type=PERIOD, required=False)
    @click.argument("indicator", required=False, metavar=f"[{word('arg.indicator')}]")
    @_reason_option
    @home_option
    def withdraw(
        what: str, period: Period | None, indicator: str | None, reason: str, home: Path | None
    ) -> int:
        from flows.acts import withdraw_now

        return withdraw_now(chosen_home(home), what, period, indicator, reason)


def _add_enter(cli: click.Group, chosen_home: ChosenHome) -> None:
    # a figure below 0 is no option
    @cli.command(
        "enter", help=_said("help.enter"), context_settings={"ignore_unknown_options": True}
    )
    @click.argument("unit", metavar=_said("arg.unit"))
    @click.argument("period", type=PERIOD)
    @click.argument("indicator", metavar=word("arg.indicator"))
    @click.argument("value", metavar=_said("arg.value"))
    @_reason_option
    @home_option
    def enter(  # noqa: PLR0913, PLR0917 - one parameter per argument of the command
        unit: str, period: Period, indicator: str, value: str, reason: str, home: Path | None
    ) -> int:
        from flows.entering import enter_now

        return enter_now(chosen_home(home), (unit, period, indicator), value, reason)


def _add_excuse(cli: click.Group, chosen_home: ChosenHome) -> None:
    @cli.command("excuse", help=_said("help.excuse"))
    @click.argument("unit", metavar=_said("arg.unit"))
    @click.argument("period", type=PERIOD)
    @_reason_option
    @home_option
    def excuse(unit: str, period: Period, reason: str, home: Path | None) -> int:
        from flows.closing import excuse_now

        return excuse_now(chosen_home(home), unit, period, reason)


def _add_closing(cli: click.Group, chosen_home: ChosenHome) -> None:
    @cli.command("close", help=_said("help.close"))
    @click.argument("period", type=PERIOD)
    @click.option("--by", "who", type=NameType(), default=None, help=_said("help.by"))
    @home_option
    def close(period: Period, who: str | None, home: Path | None) -> int:
        from flows.closing import close_now

        return close_now(chosen_home(home), period, who or "")

    @cli.command("reopen", help=_said("help.reopen"))
    @click.argument("period", type=PERIOD)
    @_reason_option
    @home_option
    def reopen(period: Period, reason: str, home: Path | None) -> int:
        from flows.closing import reopen_now

        return reopen_now(chosen_home(home), period, reason)
