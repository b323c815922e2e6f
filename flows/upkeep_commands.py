"""The commands that look after a home: `rebuild`, `verify`, `backup`, `restore`, `doctor`.

One rule: names and options stand here; the work is done elsewhere.
"""

from __future__ import annotations

from pathlib import Path

import click

from flows.worded import ChosenHome, home_option, tool, word


def add_upkeep_commands(cli: click.Group, chosen_home: ChosenHome) -> None:
    """Adds them to the group of all commands; `chosen_home` is the home that `--home` names."""
    _add_rebuild(cli, chosen_home)
    _add_looks(cli, chosen_home)
    _add_backup(cli, chosen_home)


def _add_rebuild(cli: click.Group, chosen_home: ChosenHome) -> None:
    @cli.command("rebuild", help=word("help.rebuild"))
    @click.option("--clock-was-wrong", is_flag=True, help=word("help.clock_was_wrong"))
    @home_option
    def rebuild(clock_was_wrong: bool, home: Path | None) -> int:
        from flows.direct import rebuild_now

        return rebuild_now(chosen_home(home), clock_was_ahead=clock_was_wrong)


def _add_looks(cli: click.Group, chosen_home: ChosenHome) -> None:
    @cli.command("verify", help=tool("verify"))
    @click.option("--deep", is_flag=True, help=tool("deep"))
    @home_option
    def verify(deep: bool, home: Path | None) -> int:
        from flows.verify import verify_now

        return verify_now(chosen_home(home), deep=deep)

    @cli.command("doctor", help=tool("doctor"))
    @home_option
    def doctor(home: Path | None) -> int:
        from flows.doctor import doctor_now

        return doctor_now(chosen_home(home))


def _add_backup(cli: click.Group, chosen_home: ChosenHome) -> None:
    @cli.command("backup", help=tool("backup"))
    @click.argument("file", type=click.Path(path_type=Path), metavar=word("arg.file"))
    @home_option
    def backup(file: Path, home: Path | None) -> int:
        from flows.backup import backup_now

        return backup_now(chosen_home(home), file)

    @cli.command("restore", help=tool("restore"))
    @click.argument("file", type=click.Path(path_type=Path), metavar=word("arg.file"))
    @home_option
    def restore(file: Path, home: Path | None) -> int:
        from flows.backup import restore_now

        return restore_now(chosen_home(home), file)
