"""Names that others gave lead nowhere but below their source's folder."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.receiving.fetching.names import LONGEST, below, fit, is_ours


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400))
def test_whatever_is_given_stays_below_its_folder_on_any_system(name: str) -> None:
    made = below("o-chung", name)
    if not made:
        return
    for kind in (PurePosixPath, PureWindowsPath):
        parts = kind(made).parts
        assert parts[0] == "o-chung"
        assert not {"..", "."} & set(parts)
        assert not kind(made).is_absolute()
    assert all(len(part.encode()) <= LONGEST + 1 for part in made.split("/"))


@pytest.mark.parametrize(
    "name", ["../a.csv", "b/../../a.csv", "/a.csv", "a/", "", ".", "a//b.csv", "/".join("a" * 20)]
)
def test_what_leads_elsewhere_or_nowhere_is_no_name(name: str) -> None:
    assert not fit(name)


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Biểu tháng 6.csv", "Biểu tháng 6.csv"),
        ("Bie\u0302\u0309u.csv", "Bi\u1ec3u.csv"),
        ("a\\..\\b.csv", "a_.._b.csv"),
        ("a:b*.csv", "a_b_.csv"),
        ("con.csv", "_con.csv"),
        ("a\u202ecsv.exe", "a_csv.exe"),
        ("b" * 300 + ".xlsx", "b" * (LONGEST - 5) + ".xlsx"),
        ("a.csv. ", "a.csv"),
    ],
)
def test_names_are_made_fit_for_any_system(name: str, made: str) -> None:
    assert fit(name) == made


def test_only_the_sources_own_folders_can_be_addresses() -> None:
    assert below("thu", "vanthu@b.vn/a@b.csv") == "thu/vanthu@b.vn/a@b.csv"
    assert below("o", "huyen-c/x@b.vn/a.csv") == "o/huyen-c/x_b.vn/a.csv"


@pytest.mark.parametrize("name", ["a.csv.received", "A.RECEIVED", "b/~$a.xlsx", "a.part", "x.tmp"])
def test_what_is_on_its_way_and_what_stands_beside_files_is_not_ours(name: str) -> None:
    assert not is_ours(name)
