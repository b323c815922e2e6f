"""The command of the plan's sources: `fetch`.

One rule: names and options stand here; the work is done elsewhere.
"""

from __future__ import annotations

from pathlib import Path

import click

from flows.worded import LOCALE, ChosenHome, home_option
from kpi.words import say


def _said(key: str) -> str:
    return say(f"sources.{key}", LOCALE)


def add_source_commands(cli: click.Group, chosen_home: ChosenHome) -> None:
    """Adds it to the group of all commands; `chosen_home` is the home that `--home` names."""

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

        where = chosen_home(home)
        if way == "set":
            return work.set_password(where, source)
        if way == "forget":
            return work.forget_password(where, source)
        return work.fetch_now(where, source, only_told=way == "dry_run")
