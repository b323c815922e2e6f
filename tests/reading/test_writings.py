"""What units write, and what it means: every row of docs/cach-doc-so-lieu.md, and properties."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.reading.cells.meaning import read_cell
from kpi.reading.cells.numbers import Number, habits, parse_number, parse_plain
from kpi.reading.cells.outcomes import Question, Reading, SecretWithNumber
from kpi.words import section
from kpi.words.formats import number as rounded_text
from kpi.words.formats import shortest
from kpi.workbooks.grid import Cell
from kpi.workbooks.text import clean, fold, key
from tests.reading import writings as page
from tests.reading.conftest import AROUND, INDICATORS

REASONS = page.reasons()
TEXTS = list(page.rows_under(page.TEXTS))
CELLS = list(page.rows_under(page.CELLS))
PLAIN = list(page.rows_under(page.PLAIN))
HABITS = list(page.rows_under(page.HABITS))
ENGLISH = replace(AROUND, plain=True)


def expected(told: str, why: str) -> tuple[str, tuple[str, str] | None]:
    """The page's own words for a meaning, with the reason and rule where it is asked back."""
    if told != "hỏi lại":
        assert not why
        return told, None
    reason, rules = REASONS[why]
    return told, (reason, min(rules))


def found(
    meaning: tuple[str, tuple[str, str] | None], why: str
) -> tuple[str, tuple[str, str] | None]:
    """What was read, with a rule among those of the reason shown as the first of them."""
    told, asked = meaning
    if asked is None or why not in REASONS or asked[1] not in REASONS[why][1]:
        return told, asked
    return told, (asked[0], min(REASONS[why][1]))


@pytest.mark.parametrize(("code", "written", "told", "why"), TEXTS)
def test_a_writing_means_this(code: str, written: str, told: str, why: str) -> None:
    text = page.unquoted(written)
    for form in (text, unicodedata.normalize("NFD", text), unicodedata.normalize("NFC", text)):
        assert found(page.meaning_of(Cell("text", form), code), why) == expected(told, why)


@pytest.mark.parametrize(("code", "value", "form", "told", "why"), CELLS)
def test_a_cell_of_a_workbook_means_this(
    code: str, value: str, form: str, told: str, why: str
) -> None:
    cell = page.cell_of(page.unquoted(value), form)
    assert found(page.meaning_of(cell, code), why) == expected(told, why)


@pytest.mark.parametrize(("code", "written", "told", "why"), PLAIN)
def test_under_english_headers_numbers_are_plain(
    code: str, written: str, told: str, why: str
) -> None:
    cell = Cell("text", page.unquoted(written))
    assert found(page.meaning_of(cell, code, ENGLISH), why) == expected(told, why)


@pytest.mark.parametrize(("habit", "code", "written", "told", "why"), HABITS)
def test_the_rest_of_the_form_decides_between_two_readings(
    habit: str, code: str, written: str, told: str, why: str
) -> None:
    cell = Cell("text", page.unquoted(written))
    meaning = page.meaning_of(cell, code, page.in_the_habit(habit))
    assert found(meaning, why) == expected(told, why)


def test_the_table_is_long_enough_to_be_believed() -> None:
    assert len(TEXTS) >= 560
    assert len(TEXTS) + len(CELLS) + len(PLAIN) + len(HABITS) >= 650
    twice = [row for row, times in Counter(map(tuple, TEXTS)).items() if times > 1]
    assert not twice
    assert {code.partition(".")[0] for code, *_ in TEXTS} == set(INDICATORS) - {"F1"}


def test_every_reason_of_the_page_is_used_and_has_its_words() -> None:
    used = {row[-1] for row in (*TEXTS, *CELLS, *PLAIN, *HABITS)} - {""}
    assert used == set(REASONS)
    texts = section("intake", "vi")["cell"]
    assert all(texts[reason] for reason, _ in REASONS.values())


@pytest.mark.parametrize("written", ["mật 15", "15 (mật)", "MẬT: 1.234", "mật\u00a015", "mật ½"])
def test_the_word_secret_beside_a_number_is_never_read(written: str) -> None:
    with pytest.raises(SecretWithNumber):
        read_cell(Cell("text", written), INDICATORS["C1"], None, AROUND)


def test_a_form_shows_its_notation_only_where_it_is_beyond_doubt() -> None:
    assert habits("1.234,5") == {"vietnamese"}
    assert habits("97,55% (1.234.567)") == {"vietnamese"}
    assert habits("0.8253") == {"english"}
    assert habits("1,234.5") == {"english"}
    assert habits("1.234") == habits("1,234") == habits("12 lớp") == frozenset()


def test_texts_are_compared_without_case_tone_placement_and_form() -> None:
    assert fold("Hòa") == fold("hoà") == fold(unicodedata.normalize("NFD", "HÒA"))
    assert key("Thành uỷ  Đông-Hà") == key("THÀNH ỦY ĐÔNG HÀ")
    assert fold("quý") == fold("qúy")
    assert fold("ma") != fold("mà") != fold("má")
    assert key("Ð") == key("đ")


@given(st.text(max_size=60))
def test_no_text_whatsoever_stops_the_grammar(text: str) -> None:
    for asked in INDICATORS.values():
        for part in (None, "a") if asked.measure == "ratio" else (None,):
            try:
                read_cell(Cell("text", text), asked, part, AROUND)  # type: ignore[arg-type]
            except SecretWithNumber:
                assert "m" in text.lower()


FIGURES_AND_WORDS = st.text(alphabet="0123456789.,  /%()+-eEOlSước trêntổngsốđạtkháng", max_size=14)


@given(FIGURES_AND_WORDS)
def test_no_muddle_of_figures_and_words_stops_the_grammar_nor_gains_digits(text: str) -> None:
    """What is read holds no digit that was not written (a percent beside a pair is no part)."""
    for code in ("C1", "K1", "P1", "R1", "H1", "M1", "Y1"):
        try:
            meaning = read_cell(Cell("text", text), INDICATORS[code], None, AROUND)
        except SecretWithNumber:
            continue
        if isinstance(meaning, Reading) and code in ("C1", "K1", "P1"):
            read = "".join(c for c in f"{meaning.value:f}" if c.isdigit()).strip("0")
            assert read in "".join(c for c in text if c.isdigit())


FLOATS = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15).filter(
    lambda x: x == 0 or abs(x) > 1e-9
)


@given(FLOATS)
def test_a_plain_number_is_read_back_exactly(value: float) -> None:
    found = parse_plain(repr(value))
    assert found is not None
    assert float(found.value) == value


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=5))
def test_a_number_in_either_notation_is_read_back_exactly_or_asked(value: Decimal) -> None:
    exact = float(value)
    for locale in ("vi", "en"):
        found = parse_number(clean(shortest(exact, locale)))
        assert found is not None
        if isinstance(found, Number):
            # 1,234 in English is the one writing that the Vietnamese reading wins
            assert float(found.value) == exact or (locale == "en" and 1000 <= abs(exact) < 10**6)
        else:
            assert exact in (float(found.with_decimals), float(found.grouped))


@given(st.integers(min_value=0, max_value=10**12))
def test_a_whole_count_in_vietnamese_notation_is_read_back_exactly(value: int) -> None:
    found = parse_number(shortest(float(value), "vi"), whole=True)
    assert isinstance(found, Number)
    assert found.value == value


WRITERS: list[Callable[[float, int, str], str]] = [
    rounded_text,
    lambda value, decimals, locale: _without_groups(rounded_text(value, decimals, locale), locale),
    lambda value, decimals, locale: rounded_text(value, decimals, locale) + "%",
    lambda value, decimals, locale: "ước " + rounded_text(value, decimals, locale),
]


def _without_groups(text: str, locale: str) -> str:
    return text.replace("." if locale == "vi" else ",", "")


@given(
    value=st.decimals(min_value=-(10**9), max_value=10**9, places=4).map(float),
    decimals=st.integers(0, 4),
    locale=st.sampled_from(["vi", "en"]),
    writer=st.sampled_from(WRITERS),
    code=st.sampled_from(["C1", "K1", "P1", "S1", "R1.a", "H1.b"]),
)
def test_whatever_the_formatter_writes_is_read_back_or_asked_and_never_another_number(
    value: float, decimals: int, locale: str, writer: Callable[..., str], code: str
) -> None:
    if code in ("C1", "R1.a"):
        decimals = 0  # so the formatter writes what is counted: 1.000 is a thousand of them
    text = writer(value, decimals, locale)
    meant = Decimal(
        _without_groups(rounded_text(value, decimals, locale), locale).replace(",", ".")
    )
    name, _, part = code.partition(".")
    meaning = read_cell(Cell("text", text), INDICATORS[name], part or None, AROUND)  # type: ignore[arg-type]
    assert meaning is not None
    if isinstance(meaning, Question):
        return
    # PRODUCT reads 1,234 as 1.234: the one English writing that means another number here
    english_thousands = locale == "en" and decimals == 0 and 1000 <= abs(meant) < 10**6
    assert meaning.value == meant or (english_thousands and "," in text)


@given(
    above=st.integers(0, 10**6),
    below=st.integers(1, 10**6),
    decimals=st.integers(0, 3),
    shape=st.sampled_from(
        ["{a}/{b}", "{p} ({a}/{b})", "{a}/{b} ({p})", "{a}/{b} = {p}", "ước {p} ({a} / {b})",
         "{a} trên tổng số {b}"]
    ),
)  # fmt: skip
def test_a_pair_is_read_back_exactly_whatever_percentage_stands_beside_it(
    above: int, below: int, decimals: int, shape: str
) -> None:
    percent = rounded_text(100 * above / below, decimals) + "%"
    text = shape.format(a=shortest(float(above)), b=shortest(float(below)), p=percent)
    meaning = read_cell(Cell("text", text), INDICATORS["R1"], None, AROUND)
    if isinstance(meaning, Question):
        # 1.234% is two readings, and then nothing is guessed
        assert decimals == 3 or 100 * above / below >= 999, text
        return
    assert meaning is not None
    assert meaning.pair == (above, below)


def test_clean_leaves_what_a_person_sees() -> None:
    assert clean("\u00a0１２\u200b,５ ") == "12,5"
    assert clean("−5 – 3") == "-5 - 3"
