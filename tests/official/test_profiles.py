"""The data behind official papers: what a profile takes from another, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reports.profiles import profile_on, read_profiles


def test_a_profile_like_another_differs_in_what_it_says_alone() -> None:
    before, after = (profile_on(day, "party") for day in (date(2026, 5, 26), date(2026, 5, 27)))
    assert (before.key, after.key) == ("36-HD/VPTW", "05-HD/VPTW")
    assert after == replace(before, key=after.key, since=date(2026, 5, 27))


@pytest.mark.parametrize("wrong", [{"margin": 20}, {"margins": {"top": 20}}, {"as": "another"}])
def test_a_key_too_many_or_too_few_or_unknown_is_refused(wrong: dict[str, object]) -> None:
    sizes = dict.fromkeys(
        ("heading", "motto", "superior", "body_name", "number", "place", "kind", "subject", "text",
         "table", "signature", "recipients_title", "recipients", "page"), 12
    )  # fmt: skip
    whole = {
        "key": "ours", "form": "ours", "heading": "", "star": False, "number": "plain",
        "subject_mark": "line", "recipients_style": "underlined", "ends": ".", "section_mark": ". ",
        "margins": {"top": 20, "bottom": 20, "left": 20, "right": 20}, "sizes": sizes,
    }  # fmt: skip
    assert [p.key for p in read_profiles([whole])] == ["ours"]
    with pytest.raises((TypeError, KeyError)):
        list(read_profiles([{**whole, **wrong}]))
