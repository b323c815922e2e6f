"""Whom a failed run is told to: one address, or a list."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi.plan.load import parse_plan

TEXT = (Path(__file__).parent / "good.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("written", "addresses"),
    [
        ("van-thu@co-quan.vn", ("van-thu@co-quan.vn",)),
        ("[a.b+kpi@co-quan.gov.vn, c_d@x-y.vn]", ("a.b+kpi@co-quan.gov.vn", "c_d@x-y.vn")),
        ("[a@b.vn, a@b.vn]", ("a@b.vn",)),
        ("[]", ()),
    ],
)
def test_an_address_or_a_list_of_them_is_read(written: str, addresses: tuple[str, ...]) -> None:
    plan = parse_plan(
        TEXT.replace("  marking: no\n", f"  marking: no\n  failures_to: {written}\n")
    ).plan
    assert plan is not None
    assert plan.failures_to == addresses


def test_a_plan_that_names_no_address_tells_nobody() -> None:
    plan = parse_plan(TEXT).plan
    assert plan is not None
    assert plan.failures_to == ()


def test_an_address_cannot_begin_another_header_of_a_message() -> None:
    written = '"a@b.vn\\nBcc: c@d.vn"'
    reading = parse_plan(
        TEXT.replace("  marking: no\n", f"  marking: no\n  failures_to: {written}\n")
    )
    assert reading.plan is None
    assert [f.rule for f in reading.errors] == ["no_address"]
