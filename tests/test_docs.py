"""What the documents say exists: commands, options, make targets, files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from flows.cli import cli

ROOT = Path(__file__).parents[1]
DOCS = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    ROOT / "CHANGELOG.md",
]


def commands_named(text: str) -> set[str]:
    """`kpi report ...` in code: the command after `kpi` and after options with values."""
    return set(re.findall(r"(?:^|[`\s\\])kpi(?: --home \S+)? ([a-z]+)\b", text, re.MULTILINE))


def every_command(group: click.Group) -> Iterator[click.Command]:
    """The commands of a group, and those of its groups."""
    for command in group.commands.values():
        yield command
        if isinstance(command, click.Group):
            yield from every_command(command)


@pytest.mark.parametrize("path", DOCS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_command_that_a_document_names_exists(path: Path) -> None:
    named = commands_named(path.read_text(encoding="utf-8"))
    assert named <= set(cli.commands)


def test_the_readme_names_every_command() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(cli.commands) <= commands_named(text)


def test_every_option_of_the_readme_exists() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    known = {o for c in every_command(cli) for p in c.params for o in p.opts}
    pip = {"--require-hashes", "--no-deps", "--no-build-isolation", "--editable"}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text)) <= known | pip


def test_every_make_target_of_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", text, re.MULTILINE)) <= targets


@pytest.mark.parametrize("path", DOCS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_file_that_a_document_links_to_is_there(path: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8"))
    missing = [link for link in links if not (path.parent / link).exists()]
    assert not missing


def test_every_place_that_contributors_are_led_to_is_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    roots = "|".join(("kpi", "reports", "flows", "tests", "docs", "demo"))
    written = re.findall(rf"`((?:{roots})/[\w./-]*)`", text)
    places = {re.split("[A-Z]{3,}", place)[0] for place in written}  # as far as it is no example
    assert len(places) > 20
    assert not {p for p in places if not (ROOT / p).exists()}


def test_every_decision_stands_in_the_list_of_decisions() -> None:
    folder = ROOT / "docs" / "decisions"
    told = re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", (folder / "README.md").read_text("utf-8"))
    assert told == sorted(p.name for p in folder.glob("0*.md"))
