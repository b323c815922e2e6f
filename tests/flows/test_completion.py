"""Shell completion as the README tells it: commands and options, without loading what they need."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows.cli import cli

ROOT = Path(__file__).parents[2]


def ask(**about: str) -> str:
    program = [sys.executable, "-c", "import sys; from flows.cli import main; main()"]
    environment = {**os.environ, **about}
    ran = subprocess.run(program, cwd=ROOT, env=environment, capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")
    return ran.stdout.decode()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(shell: str) -> None:
    assert f"_KPI_COMPLETE={shell}_complete" in ask(_KPI_COMPLETE=f"{shell}_source")


def test_every_command_is_offered() -> None:
    told = ask(_KPI_COMPLETE="bash_complete", COMP_WORDS="kpi ", COMP_CWORD="1")
    assert {line.split(",")[1] for line in told.split()} == set(cli.commands)


@pytest.mark.parametrize(
    ("words", "offered"), [("report --a", "--as-of"), ("export sc", "scores")], ids=str
)
def test_options_and_choices_are_offered(words: str, offered: str) -> None:
    told = ask(_KPI_COMPLETE="bash_complete", COMP_WORDS=f"kpi {words}", COMP_CWORD="2")
    assert told == f"plain,{offered}\n"
