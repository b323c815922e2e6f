"""The facts of page one, against the same figures found in Python from the results' rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from report_case import Case, may, open_case, report_of, small_plan
from report_leading import facts_of, many, rows_of

from kpi.rounding import rounded
from reports.docx import Paragraph, Section
from reports.leading import ask, wording
from reports.leading.alike import Alike, merged, sentences
from reports.leading.paper import paper_of

PROPOSALS = "Kiến nghị, đề xuất"


@pytest.fixture
def wide() -> Iterator[Case]:
    made = many()
    yield made
    made.con.close()


def test_counts_sum_up_to_all_indicators_and_inconclusive_ones_are_apart(wide: Case) -> None:
    facts = facts_of(wide)
    wanted = Counter("met_so_far" if r["status"] == "met" else r["status"] for r in rows_of(wide))
    assert {c.status: c.indicators for c in facts.counts if c.indicators} == wanted
    assert sum(c.indicators for c in facts.counts) == facts.total == 40
    assert len(facts.inconclusive) == wanted["inconclusive"] == 4


def test_what_is_behind_is_told_by_what_is_missing_in_printed_figures(wide: Case) -> None:
    told = {b.row.indicator: b.row.missing for b in facts_of(wide).behind}
    wanted = {
        r["indicator"]: float(rounded(r["expected"], 0) - rounded(r["assessed"], 0))
        for r in rows_of(wide)
        if r["status"] == "behind"
    }
    assert told == wanted
    assert len(told) == 4


def test_the_worst_is_named_first(wide: Case) -> None:
    pace = {r["indicator"]: r["pace"] for r in rows_of(wide)}
    order = [pace[b.row.indicator] for b in facts_of(wide).behind]
    assert order == sorted(order)


def test_figures_that_are_not_complete_are_all_named_with_their_units(wide: Case) -> None:
    told = {i.indicator: (i.units_reported, i.units_expected) for i in facts_of(wide).incomplete}
    assert told == {
        r["indicator"]: (r["units_reported"], r["units_expected"])
        for r in rows_of(wide)
        if r["provisional"] or r["status"] == "inconclusive"
    }


def test_at_the_years_end_what_is_missing_is_missing_of_the_target() -> None:
    case = open_case(small_plan(), "2024-12")
    case.result("ALL", "N1", "not_met", assessed=100.0, expected=110.0, target=120.0)
    case.result("ALL", "W1", "not_met", assessed=63.04)  # the band ends at 60
    behind = {b.row.indicator: b.row for b in facts_of(case).behind}
    case.con.close()
    assert (behind["N1"].missing, behind["N1"].is_too_much) == (20.0, False)
    assert (behind["W1"].missing, behind["W1"].is_too_much) == (3.0, True)


def test_better_worse_and_judged_anew_are_told_apart(case: Case) -> None:
    last = may(case)  # R1 and N1 were behind, Y1 was met
    case.con.execute("UPDATE results SET status = 'at_risk' WHERE indicator = 'Y1'")
    moves = ask(replace(report_of(case), last=last)).moves
    assert moves is not None
    assert [m.indicator for m in moves.of("better")] == ["R1"]
    assert [m.indicator for m in moves.of("worse")] == ["Y1"]
    assert (moves.of("first"), moves.of("lost")) == ((), ())
    assert moves.before == {"behind": 2, "met_so_far": 1}


def test_what_is_judged_now_and_was_not_is_named_and_the_reverse(case: Case) -> None:
    (last,) = may(case)
    then = {
        k: replace(r, status="no_data") if k[0] == "R1" else r for k, r in last.way[0][1].items()
    }
    last = replace(last, way=[("before", then), *last.way[1:]])
    case.con.execute("UPDATE results SET status = 'inconclusive' WHERE indicator = 'Y1'")
    moves = ask(replace(report_of(case), last=(last,))).moves
    assert moves is not None
    assert [m.indicator for m in moves.of("first")] == ["R1"]
    assert [m.indicator for m in moves.of("lost")] == ["Y1"]


def test_who_has_not_sent_and_who_sent_late_are_named(case: Case) -> None:
    facts = facts_of(case)
    assert [(u.unit_name, u.sent_but_not_taken) for u in facts.not_sent] == [("Đơn vị C", True)]
    assert [(u.unit_name, u.periods) for u in facts.late] == [("Đơn vị B", ["2024-06"])]


def test_alike_reasons_are_one_with_their_units_and_stand_as_written(case: Case) -> None:
    case.observation("a1", "A", "N1", value=5.0, explanation="Thiếu máy quét khổ lớn.")
    case.observation("b1", "B", "N1", value=7.0, explanation="- thiếu  máy quét khổ lớn")
    (behind,) = facts_of(case).behind
    (reason,) = behind.reasons
    assert (reason.text, reason.units) == ("Thiếu máy quét khổ lớn.", ("Đơn vị A", "Đơn vị B"))


def texts_of(section: Section) -> Iterator[str]:
    yield from (part.text for part in section.parts if isinstance(part, Paragraph))
    for inner in section.sections:
        yield from texts_of(inner)


@pytest.mark.parametrize(("indicators", "quoted", "named"), [(40, 4, True), (120, 2, False)])
def test_of_very_many_that_are_behind_two_causes_each_are_quoted_without_names(
    indicators: int, quoted: int, *, named: bool
) -> None:
    """Each with four quotes and twelve names filled five pages of the plan's official report."""
    case = many(indicators)
    facts, edition = facts_of(case), report_of(case).edition
    case.con.close()
    said = tuple(Alike(text, ("Đơn vị A", "Đơn vị B")) for text in ("Một.", "Hai.", "Ba.", "Bốn."))
    facts = replace(facts, behind=tuple(replace(b, reasons=said) for b in facts.behind))
    texts = (text for s in paper_of(edition, facts).sections for text in texts_of(s))
    causes = [text for text in texts if text.startswith("Nguyên nhân đơn vị nêu về chỉ tiêu")]
    assert len(causes) == len(facts.behind)
    assert {(text.count("“"), "Đơn vị A" in text) for text in causes} == {(quoted, named)}


def test_proposals_are_merged_sentence_by_sentence_most_said_first(case: Case) -> None:
    case.submission("d1", "C", datetime(2024, 6, 19))
    said = {
        ("a1", "A"): "Đề nghị TP. Đông Hà hỗ trợ đường truyền. Đề nghị cấp máy quét.",
        ("b1", "B"): "đề nghị cấp máy quét",
        ("d1", "C"): "Không có",
    }
    for (name, unit), text in said.items():
        case.statement(name, unit, text, 3, heading=PROPOSALS, known_at=datetime(2024, 6, 20, 4))
    assert [(p.text, p.units) for p in facts_of(case).proposals] == [
        ("Đề nghị cấp máy quét.", ("Đơn vị A", "Đơn vị B")),
        ("Đề nghị TP. Đông Hà hỗ trợ đường truyền.", ("Đơn vị A",)),
    ]


def test_no_word_of_a_unit_is_lost_between_its_sentences() -> None:
    text = "Theo TT. số 3 của TP. Huế, đề nghị cấp máy. Mở lớp?\n1. Thêm 2 người"
    assert sentences(text) == [
        "Theo TT. số 3 của TP. Huế, đề nghị cấp máy.", "Mở lớp?", "1. Thêm 2 người",
    ]  # fmt: skip
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


def test_a_unit_that_says_the_same_twice_is_counted_once() -> None:
    (one,) = merged([("A", "Cấp máy."), ("A", "cấp máy"), ("B", "CẤP MÁY")])
    assert (one.text, one.count) == ("Cấp máy.", 2)


def test_what_is_not_complete_is_named_once_and_what_cannot_be_concluded_on_apart(
    wide: Case,
) -> None:
    report = report_of(wide)
    facts = ask(report)
    count, apart, others = wording.completeness(report.edition, facts)
    assert count.startswith(f"{len(facts.incomplete)} chỉ tiêu")
    assert not re.search(r"N\d{3}", count)
    assert {i.indicator for i in facts.inconclusive} == set(re.findall(r"N\d{3}", apart))
    few = re.findall(r"N\d{3}", others)
    assert 0 < len(few) <= 6
    assert not set(few) & set(re.findall(r"N\d{3}", apart))
