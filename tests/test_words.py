"""The catalogue: both locales say the same things with the same placeholders."""

from __future__ import annotations

import re
import string
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kpi.words import LOCALES, say

WORDS = Path(__file__).parents[1] / "kpi" / "words"
SECTIONS = sorted({p.stem for locale in LOCALES for p in (WORDS / locale).glob("*.toml")})


def texts(locale: str, name: str) -> dict[str, str]:
    found: dict[str, str] = {}

    def walk(prefix: str, table: dict[str, Any]) -> None:
        for key, value in table.items():
            if isinstance(value, dict):
                walk(f"{prefix}{key}.", value)
            else:
                found[prefix + key] = value

    source = WORDS / locale / f"{name}.toml"
    walk("", tomllib.loads(source.read_text(encoding="utf-8")))
    return found


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("name", SECTIONS)
def test_both_locales_hold_the_same_keys(name: str) -> None:
    assert texts("vi", name).keys() == texts("en", name).keys()


@pytest.mark.parametrize("name", [s for s in SECTIONS if s != "periods"])
def test_a_text_has_the_same_placeholders_in_both_locales(name: str) -> None:
    vi, en = texts("vi", name), texts("en", name)
    differing = {
        key
        for key in vi
        if isinstance(vi[key], str) and placeholders(vi[key]) != placeholders(en[key])
    }
    assert not differing


def test_a_noun_behind_a_count_is_a_single_one_for_one_alone() -> None:
    told = [
        say("leading.behind.units_only", "en", count=count) for count in (0, 1, "1", 2, "1,001")
    ]
    assert told == ["0 units", "1 unit", "1 unit", "2 units", "1,001 units"]
    assert say("web.decide.not_sent", "en", count=1) == "1 unit has not sent"
    assert say("web.decide.not_sent", "en", count=12) == "12 units have not sent"


_COUNTED = re.compile(r"\{(\w+)\}((?: [a-z]+){0,2}) \{\1:([a-z]+)\|([a-z]+)\}")
_NO_COUNT = {
    "schedule.already",  # a home that runs, and no number of runs
    "web.table.shown",  # its numbers are put in by the page's own script
}


def test_every_english_noun_behind_a_count_agrees_with_it() -> None:
    """Counted nouns, and words between them and the count, are those that agree anywhere; a line
    that says their plural behind a number is wrong where that is 1."""
    found = {f"{name}.{key}": t for name in SECTIONS for key, t in texts("en", name).items()}
    agreeing = [hit for text in found.values() for hit in _COUNTED.findall(text)]
    between = "|".join(sorted({words for _, words, _, _ in agreeing}))
    nouns = "|".join(sorted({many for _, _, _, many in agreeing} - {"are", "lack"}))
    of_many = re.compile(rf"\{{\w+\}}(?:{between}) (?:{nouns})\b")
    assert {key for key, text in found.items() if of_many.search(text)} == _NO_COUNT


def test_vietnamese_texts_are_in_normal_form_c() -> None:
    import unicodedata

    for path in (WORDS / "vi").glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        assert unicodedata.normalize("NFC", text) == text, path.name


_OF_ONE_BODY = re.compile(
    r"CĐS|chuyển đổi số|digital transformation"
    r"|\b(?:tỉnh|thành|thị|quận|huyện|đảng|chi|quân) ?(?:ủy|uỷ)\b"
    r"|\bđảng\b|tuyên giáo|dân vận|(?<!kpi-)BTG|communist|\bPARTY OF\b|749/QĐ|(?-i:\bBan\b)",
    re.IGNORECASE,
)
_NOT_PRINTED = {
    "kpi/reading",  # words that units write, known so that their own papers are read
    "kpi/words/vi/demo.toml",  # what the units of the shipped plan say in the demo
    "kpi/words/en/demo.toml",
}


def test_no_body_and_no_subject_of_one_plan_stands_in_words_or_code() -> None:
    root = WORDS.parents[1]
    kinds = {".py", ".sql", ".toml", ".html", ".js", ".css"}
    files = [p for room in ("kpi", "reports", "flows") for p in (root / room).rglob("*")]
    named = [
        f"{where}: {line.strip()}"
        for path in files
        if path.suffix in kinds
        and not any(
            (where := path.relative_to(root).as_posix()).startswith(n) for n in _NOT_PRINTED
        )
        for line in path.read_text(encoding="utf-8").splitlines()
        if _OF_ONE_BODY.search(line)
    ]
    assert named == []


def test_one_moment_reads_as_each_clock_shows_it() -> None:
    from kpi.words import formats

    moment = datetime(2024, 6, 17, 20, 5, tzinfo=UTC)
    here = moment.astimezone(ZoneInfo("Asia/Ho_Chi_Minh"))
    assert here == moment
    assert formats.moment(moment) == "20:05 17/6/2024"
    assert formats.moment(here) == "3:05 18/6/2024"
    assert formats.moment(here, "en") == "18 June 2024, 03:05"
