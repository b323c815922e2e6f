"""A new home: what `kpi init` makes for any body, and what it never touches."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.cli import status_of
from kpi.begin.first_plan import Answers, first_plan, usual
from kpi.moments import now_utc
from kpi.plan.load import parse_plan, read_plan
from kpi.plan.schema import schema_text
from kpi.words import LOCALES

WORDS = ("mẫu", "ví dụ", "năm chỉ tiêu", "example", "five")
ONE_BODY = re.compile(
    r"tuyên giáo|dân vận|đảng|tỉnh ủy|huyện ủy|chuyển đổi số|BTG|CĐS|văn bản số|communist|digital",
    re.IGNORECASE,
)


def begun(tmp_path: Path, *options: str) -> Path:
    assert status_of(["init", str(tmp_path / "y-te"), "--yes", *options]) == 0
    return tmp_path / "y-te"


def test_a_new_home_is_sound_and_nothing_in_it_is_odd(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = begun(tmp_path, "--name", "Sở Y tế")
    capsys.readouterr()
    assert status_of(["--home", str(home), "check"]) == 0
    said = capsys.readouterr()
    assert "5 chỉ tiêu" in said.out
    assert len(said.out.splitlines()) == 1
    assert len(said.err.splitlines()) == 1
    assert "forms" in said.err  # what to do next


@pytest.mark.parametrize("locale", LOCALES)
def test_the_first_plan_shows_five_measures_units_calendar_and_owner(locale: str) -> None:
    plan = parse_plan(first_plan(usual((2026, 2030), locale))).plan
    assert plan is not None
    measures = [i.measure for i in plan.indicators]
    assert measures == ["count", "ratio", "yes_no", "milestone", "score"]
    assert len(plan.units) == 3
    assert all(i.reporters and i.definition for i in plan.indicators)
    assert plan.calendar.due_working_days == 5
    assert plan.indicators[3].due == date(2030, 6, 30)
    assert sorted(plan.indicators[0].targets) == list(range(2026, 2031))


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_of_one_body_or_one_subject_stands_in_a_new_home(
    tmp_path: Path, locale: str
) -> None:
    home = begun(tmp_path, "--locale", locale)
    texts = [p for p in home.rglob("*") if p.suffix in {".yaml", ".txt"}]
    assert len(texts) == 2
    assert [p.name for p in texts if ONE_BODY.search(p.read_text("utf-8"))] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_a_new_plan_says_nothing_of_itself_that_is_untrue_once_it_is_edited(locale: str) -> None:
    text = first_plan(usual((2026, 2030), locale))
    head = text[: text.index("\nplan:")].casefold()
    assert [word for word in WORDS if word in head] == []


def test_the_folders_the_schema_and_the_page_to_read_first_are_there(tmp_path: Path) -> None:
    home = begun(tmp_path)
    folders = {p.name for p in (home / "data").iterdir()}
    assert folders == {"inbox", "archive", "outbox", "forms", "reports"}
    first = (home / "indicators.yaml").read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=indicators.schema.json"
    assert (home / "indicators.schema.json").read_text("utf-8") == schema_text()
    assert (home / "KẾ HOẠCH - ĐỌC TRƯỚC.txt").is_file()


def test_a_plan_that_is_there_is_never_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = begun(tmp_path)
    (home / "indicators.yaml").write_text("của tôi", "utf-8")
    assert status_of(["init", str(home), "--yes"]) == 1
    assert (home / "indicators.yaml").read_text("utf-8") == "của tôi"
    assert "to-excel" in capsys.readouterr().err


def test_a_home_that_lost_its_plan_gets_no_other_one(tmp_path: Path) -> None:
    ledger = tmp_path / "y-te" / "data" / "archive" / "ledger.jsonl"
    ledger.parent.mkdir(parents=True)
    ledger.write_text("", "utf-8")
    assert status_of(["init", str(tmp_path / "y-te"), "--yes"]) == 1
    assert not (tmp_path / "y-te" / "indicators.yaml").exists()


def test_what_is_asked_stands_in_the_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = iter(["Ủy ban nhân dân huyện A", "Ủy ban nhân dân tỉnh", "2027-2029", ""])
    monkeypatch.setattr("click.prompt", lambda _, default, **__: next(said) or default)
    assert status_of(["init", str(tmp_path)]) == 0
    plan = read_plan(tmp_path / "indicators.yaml").plan
    assert plan is not None
    assert plan.owner_on(date(2027, 1, 1)).name == "Ủy ban nhân dân huyện A"
    assert (plan.reports_to, plan.years) == ("Ủy ban nhân dân tỉnh", (2027, 2029))


@pytest.mark.parametrize("years", ["2030-2026", "năm nay", "2026-2090", "26-30"])
def test_years_that_are_none_are_wrong_use(tmp_path: Path, years: str) -> None:
    assert status_of(["init", str(tmp_path / "x"), "--yes", "--years", years]) == 2
    assert not (tmp_path / "x").exists()


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zs"]), min_size=1),
    st.integers(2000, 2100),
    st.integers(0, 19),
)
def test_no_name_and_no_years_break_the_first_plan(name: str, first: int, more: int) -> None:
    reading = parse_plan(first_plan(Answers(name, name, name, (first, first + more))))
    assert reading.plan is not None, reading.findings
    assert not reading.warnings


def test_the_first_plan_has_no_day_on_which_it_is_odd() -> None:
    for year in (2024, now_utc().year):
        reading = parse_plan(first_plan(usual((year, year + 4), "vi")), now=now_utc())
        assert reading.findings == ()
