"""The places that the plan lets files be looked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi.plan.load import parse_plan
from kpi.plan.ways import SourceSettings

TEXT = (Path(__file__).parent / "good.yaml").read_text(encoding="utf-8").rstrip("\n") + "\n"


def _with(*sources: str) -> str:
    return TEXT + "sources:\n" + "".join(f"- {{{s}}}\n" for s in sources)


def test_sources_are_read_in_their_order() -> None:
    plan = parse_plan(
        _with("id: b, kind: share, path: //may/o", "id: a, kind: folder, path: nhan")
    ).plan
    assert plan is not None
    assert plan.sources == (
        SourceSettings("b", "share", "//may/o"), SourceSettings("a", "folder", "nhan"),
    )  # fmt: skip


def test_a_plan_without_sources_names_none() -> None:
    plan = parse_plan(TEXT).plan
    assert plan is not None
    assert plan.sources == ()


@pytest.mark.parametrize(
    "name", ["inbox", "Nhap-Tay", "vanthu@c.vn", "'..'", "a/b", "'.a'", "'a b'", "huyện"]
)
def test_an_id_that_could_pass_for_something_else_is_refused(name: str) -> None:
    reading = parse_plan(_with(f"id: {name}, kind: folder, path: nhan"))
    assert [f.rule for f in reading.findings if f.severity == "error"] == ["source_id"]


def test_two_sources_of_one_id_are_refused() -> None:
    reading = parse_plan(
        _with("id: nhan, kind: folder, path: a", "id: NHAN, kind: folder, path: b")
    )
    (error,) = [f for f in reading.findings if f.severity == "error"]
    assert error.rule == "source_twice"


def test_an_unknown_kind_is_refused_with_the_kinds_there_are() -> None:
    reading = parse_plan(_with("id: nhan, kind: foldr, path: a"))
    (error,) = [f for f in reading.findings if f.severity == "error"]
    assert "folder" in str(error)
