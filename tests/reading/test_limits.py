"""The page of limits says what the program does, word by word."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from kpi.words import say
from kpi.words.courtesy import asking
from kpi.workbooks import limits

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "gioi-han.md").read_text(encoding="utf-8")
WORDS = tomllib.loads((ROOT / "kpi/words/vi/intake.toml").read_text(encoding="utf-8"))["file"]
UNITS = {"MB": 2**20, "byte": 1, "lần": 1, "giây": 1, "": 1}


def rows(columns: int) -> list[list[str]]:
    lines = [line.strip("|").split("|") for line in PAGE.splitlines() if line.startswith("| ")]
    return [[c.strip() for c in line] for line in lines if len(line) == columns][1:]


def test_every_limit_stands_in_the_table_with_its_true_height() -> None:
    told = {}
    for _, name, height, _, _ in rows(5):
        found = re.fullmatch(r"([\d.]+) ?(\D*)", height)
        assert found
        told[name.strip("`")] = int(found[1].replace(".", "")) * UNITS[found[2]]
    assert told == {n: v for n, v in vars(limits).items() if n.isupper()}


def test_every_message_is_the_one_that_is_sent() -> None:
    told = [(key.strip("`"), text) for *_, key, text in rows(5) + rows(3)]
    assert len(told) > 30
    asked = asking(say("courtesy.please.plain"))
    sent = {key: text.replace("{Please}", asked["Please"]) for key, text in WORDS.items()}
    assert [(key, text) for key, text in told if sent[key] != text] == []


def test_every_reason_to_refuse_a_file_stands_on_the_page() -> None:
    told = {key.strip("`") for *_, key, _ in rows(5) + rows(3)}
    raised = set()
    for path in (
        p for r in ("workbooks", "reading", "receiving") for p in (ROOT / "kpi" / r).rglob("*.py")
    ):
        raised |= set(
            re.findall(r'Refused\(\s*[A-Z_]+,\s*"(\w+)"', path.read_text(encoding="utf-8"))
        )
    assert raised - told - {"no_table", "no_table_csv"} == set()
    assert len(raised) > 15
