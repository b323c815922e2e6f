"""The commands of what the plan names outside of the home: `fetch` from its sources, `send` its
ways.

One rule: names and options stand here; the work is done elsewhere.
"""

from __future__ import annotations

from pathlib import Path

import click

from flows.worded import LOCALE, PERIOD, ChosenHome, home_option
from kpi.periods import Period
from kpi.words import say


def _said(key: str) -> str:
    return say(f"sources.{key}", LOCALE)


def _of_way(key: str) -> str:
    return say(f"delivery.{key}", LOCALE)


def add_source_commands(cli: click.Group, chosen_home: ChosenHome) -> None:
    """Adds them to the group of all commands; `chosen_home` is the home that `--home` names."""

    @cli.command("fetch", help=_said("help_fetch"))
    @click.argument("source", required=False, metavar=f"[{_said('arg_source')}]")
    @click.option("--dry-run", "way", flag_value="dry_run", help=_said("help_dry_run"))
    @click.option("--set-password", "way", flag_value="set", help=_said("help_set_password"))
    @click.option(
        "--forget-password", "way", flag_value="forget", help=_said("help_forget_password")
    )
    @home_option
    def fetch(source: str | None, way: str | None, home: Path | None) -> int:
        from flows import fetch as work
        from flows import passwords

        where = chosen_home(home)
        if way == "set":
            return passwords.ask_password(where, source, work.with_secret, "sources")
        if way == "forget":
            return passwords.forget_password(where, source, work.with_secret, "sources")
        return work.fetch_now(where, source, only_told=way == "dry_run")

    @cli.command("send", help=_of_way("help_send"))
    @click.argument("way", required=False, metavar=f"[{_of_way('arg_way')}]")
    @click.option("--dry-run", "how", flag_value="dry_run", help=_of_way("help_dry_run"))
    @click.option("--again", "how", flag_value="again", help=_of_way("help_again"))
    @click.option("--unit", help=_of_way("help_unit"))
    @click.option("--period", type=PERIOD, help=_of_way("help_period"))
    @click.option("--set-password", "how", flag_value="set", help=_of_way("help_set_password"))
    @click.option(
        "--forget-password", "how", flag_value="forget", help=_of_way("help_forget_password")
    )
    @home_option
    def send(
        way: str | None, how: str | None, unit: str | None, period: Period | None, home: Path | None
    ) -> int:
        from flows import passwords
        from flows import send as work

        where = chosen_home(home)
        if how == "set":
            return passwords.ask_password(where, way, work.with_secret, "delivery")
        if how == "forget":
            return passwords.forget_password(where, way, work.with_secret, "delivery")
        told, again = how == "dry_run", how == "again"
        return work.send_now(where, way, only_told=told, again=again, unit=unit, period=period)
