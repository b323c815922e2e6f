"""The Vietnamese catalogue says nothing that a page may not say; the pages themselves are read in
`tests/demo/test_page_words.py`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.vietnamese import HASH, PERIOD_CODE, forbidden_in, foreign_words, without_file_names

VI = Path(__file__).parents[1] / "kpi" / "words" / "vi"
SECTIONS = sorted(p.stem for p in VI.glob("*.toml"))
# Words that planners may write themselves, so that they are understood; nothing of it is shown.
UNDERSTOOD = {"plan_words"}
# Sections that speak of what a person types or clicks: keys of the plan, commands, menus of Excel.
OF_WHAT_IS_TYPED = {
    "acts", "begin", "cli", "delivery", "double_click", "doctor", "intake", "named", "outputs",
    "plan", "plan_book", "schedule", "sources", "stored", "verify", *UNDERSTOOD,
}  # fmt: skip
# Texts beside them that name a folder, a command, a key of the plan or a sign.
NOT_WORDS = re.compile(
    r"\bkpi(?: ?\{\w+\})?(?: ?[a-z-]+)+|--[a-z-]+(?: json)?(?: hoặc xlsx)?"
    r"|\{[^}]*\}|“(?:inbox|data)”|\bdata/\w+|\.received|tham số home|²"
)
# How a period is typed on the command line.
TYPED_PERIODS = {"acts", "cli", "next"}


def texts(section: str) -> Iterator[tuple[str, str]]:
    def walk(prefix: str, table: dict[str, Any]) -> Iterator[tuple[str, str]]:
        for key, value in table.items():
            if isinstance(value, dict):
                yield from walk(f"{prefix}{key}.", value)
            else:
                values = value if isinstance(value, list) else [value]
                yield from ((prefix + key, str(v)) for v in values)

    yield from walk("", tomllib.loads((VI / f"{section}.toml").read_text(encoding="utf-8")))


def words_of(text: str) -> str:
    return NOT_WORDS.sub(" ", without_file_names(text))


@pytest.mark.parametrize("section", [s for s in SECTIONS if s not in UNDERSTOOD])
def test_no_message_says_a_forbidden_word(section: str) -> None:
    found = [(key, word) for key, text in texts(section) for word, _ in forbidden_in([text])]
    assert not found


@pytest.mark.parametrize("section", [s for s in SECTIONS if s not in OF_WHAT_IS_TYPED])
def test_a_message_has_vietnamese_words_only(section: str) -> None:
    shown = [(k, t) for k, t in texts(section) if not k.startswith("looks_at.")]  # keys of the plan
    found = [(key, word) for key, t in shown for word in foreign_words(words_of(t))]
    assert not found


@pytest.mark.parametrize("section", [s for s in SECTIONS if s not in TYPED_PERIODS | UNDERSTOOD])
def test_no_message_holds_a_code_of_a_period_or_a_hash(section: str) -> None:
    commands = re.compile(r"\bkpi [^.,;:)“”]*")
    spoken = [(k, commands.sub(" ", t)) for k, t in texts(section)]
    found = [key for key, text in spoken if PERIOD_CODE.search(text) or HASH.search(text)]
    assert not found


def test_the_lists_would_find_what_they_are_for() -> None:
    assert forbidden_in(["Đèn đỏ", "số liệu có CẢNH BÁO", "theo đàm phán"]) == [
        ("đèn", "Đèn đỏ"), ("cảnh báo", "số liệu có CẢNH BÁO"),
    ]  # fmt: skip
    assert foreign_words("chỉ tiêu on_track, target 5, Quảng Trị, met, báo.xlsx") == [
        "on", "track", "target", "met",
    ]  # fmt: skip
    assert PERIOD_CODE.search("kỳ 2024-Q2")
    assert not PERIOD_CODE.search("giai đoạn 2021-2025, ngày 2024-06-20")
    assert HASH.search("phiên bản 30ba5fe31330")
    assert not HASH.search("20240612 đồng")
