"""Every page of the demo's reports, its desk and what its commands say, read for words that no
Vietnamese page may hold; the lists stand in `tests/vietnamese.py`."""

from __future__ import annotations

import pytest

from flows.cli import status_of
from kpi.home import Home
from tests.rendered import Texts, page_of, paper_of, sheets_of
from tests.vietnamese import HASH, PERIOD_CODE, forbidden_in, foreign_words, without_file_names


@pytest.fixture(scope="module")
def desk(eighteen_months: Home) -> Texts:
    return {"index.html": page_of(eighteen_months.data / "index.html")}


@pytest.fixture(scope="module")
def catalogue(eighteen_months: Home) -> Texts:
    assert status_of(["--home", str(eighteen_months.root), "catalogue"]) == 0
    book = sheets_of(eighteen_months.data / "catalogue.xlsx")
    return {**book, "catalogue.html": page_of(eighteen_months.data / "catalogue.html")}


@pytest.fixture(scope="module")
def unit(eighteen_months: Home) -> Texts:
    """What goes back to a unit with its feedback."""
    words = ["report", "2024-06", "--unit", "HU-VL"]
    assert status_of(["--home", str(eighteen_months.root), *words]) == 0
    folder = eighteen_months.reports("2024-06") / "units"
    return {**sheets_of(folder / "HU-VL.xlsx"), "HU-VL.pdf": paper_of(folder / "HU-VL.pdf")}


@pytest.fixture(scope="module")
def spoken(eighteen_months: Home, june: Texts, year_2023: Texts) -> Texts:  # noqa: ARG001
    """What commands print of the figures; the reports are there by then."""
    asked = (
        "explain LL01 2024-06", "explain CH15 2024-06", "explain CH01 2024-06", "status 2024-06",
        "explain HC01 2024-06 --unit HU-VL", "compare 2024-06 --between 2024-06-18 2024-07-20",
    )  # fmt: skip
    return {words: _lines(eighteen_months, words) for words in asked}


def _lines(home: Home, words: str) -> list[str]:
    lines: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("click.echo", lambda text="", *_, **__: lines.append(str(text)))
        assert status_of(["--home", str(home.root), *words.split()]) == 0
    return lines


@pytest.mark.parametrize("what", ["june", "year_2023", "unit", "catalogue", "desk", "spoken"])
def test_no_page_says_a_forbidden_word(request: pytest.FixtureRequest, what: str) -> None:
    pages: Texts = request.getfixturevalue(what)
    found = {place: hits for place, said in pages.items() if (hits := forbidden_in(said))}
    assert found == {}


@pytest.mark.parametrize("what", ["june", "year_2023", "unit", "catalogue"])
def test_a_page_has_vietnamese_words_only(request: pytest.FixtureRequest, what: str) -> None:
    pages: Texts = request.getfixturevalue(what)
    found = {(p, w) for p, said in pages.items() for text in said for w in foreign_words(text)}
    assert found == set()


@pytest.mark.parametrize("what", ["june", "year_2023", "unit", "catalogue", "desk"])
def test_no_page_holds_a_code_of_a_period_or_a_hash(
    request: pytest.FixtureRequest, what: str
) -> None:
    pages: Texts = request.getfixturevalue(what)
    found = [
        (place, text)
        for place, said in pages.items()
        for text in map(without_file_names, said)
        if PERIOD_CODE.search(text) or HASH.search(text)
    ]
    assert found == []
