"""Whose file it is decides about all of it."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest

from kpi.checks.identity import sender_allowed, sender_folders
from kpi.periods import parse_period
from kpi.plan.form_rows import form_version
from kpi.plan.model import Plan
from kpi.records.answers import FileRead, SubmissionRead
from kpi.records.problems import Problem

MONTH = {"R1": (5, 10), "R2": (20, 10), "N1": 3, "N2": 4, "S1": 40}


def test_a_full_form_in_time_is_accepted(batch) -> None:
    done = batch.add("A", "2024-06", MONTH).last()
    assert (done.outcome, done.cells_in, done.held, done.problems) == ("accepted", 5, 0, ())


def test_the_form_of_another_plan_is_rejected_and_both_plans_are_named(batch, told) -> None:
    done = batch.add("A", "2024-06", MONTH, plan="ke-hoach-cu").last()
    problem = told(done, "wrong_plan")
    assert (done.outcome, done.held) == ("rejected", 5)
    assert problem.severity == "file"
    assert "ke-hoach-cu" in problem.message
    assert "thu" in problem.message


@pytest.mark.parametrize(
    ("unit", "period"), [("ZZ", "2024-06"), ("A", "2024-13"), ("A", "0001-01")]
)
def test_an_unknown_unit_or_period_is_rejected(batch, broken, unit: str, period: str) -> None:
    done = batch.add(unit, period, MONTH).last()
    assert done.outcome == "rejected"
    assert broken(done) == {"unknown_unit"} if unit == "ZZ" else {"unknown_period"}


def test_what_the_reader_said_of_an_unknown_unit_is_not_said_twice(batch) -> None:
    said = Problem("unknown_unit", "Chưa nhận ra đơn vị")
    reading = FileRead((SubmissionRead("", "2024-06", problems=(said,)),))
    done = batch.add_file(reading, "la.xlsx", "1").last()
    assert (done.unit, done.period, done.outcome) == ("", "2024-06", "rejected")
    assert [p.message for p in done.problems] == ["Chưa nhận ra đơn vị"]


def test_a_file_that_could_not_be_read_is_one_row_without_unit_and_period(batch) -> None:
    reading = FileRead(problems=(Problem("empty_file", "Tệp trống"),))
    done = batch.add_file(reading, "trong.xlsx", "1").check().submissions
    assert [(s.unit, s.period, s.outcome, s.cells_in) for s in done] == [("", "", "rejected", 0)]
    assert done[0].problems[0].file == "trong.xlsx"


def test_an_attachment_is_kept_and_not_read(batch) -> None:
    done = batch.add_file(
        FileRead((SubmissionRead("", "", attachment=True),)), "ban-ky.pdf", "1"
    ).last()
    assert (done.outcome, done.cells_in) == ("attachment", 0)


def test_one_bad_file_leaves_the_others_alone(batch) -> None:
    batch.add_file(FileRead(problems=(Problem("unreadable_file", "Hỏng"),)), "hong.xlsx", "1")
    batch.add("A", "2024-06", MONTH)
    assert [s.outcome for s in batch.check().submissions] == ["rejected", "accepted"]


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("vanthu@c.vn/a.xlsx", True),
        ("thu-dien-tu/VANTHU@C.VN/2024/a.xlsx", True),
        ("xa/c/a.xlsx", True),
        ("xa/c/d/e/a.xlsx", True),
        ("Xa/C/a.xlsx", True),
        ("huyen/xa/c/d/a.xlsx", False),
        ("xa/cu/c/a.xlsx", False),
        ("axa/c/a.xlsx", False),
        ("xa/c.xlsx", False),
        ("ke@xau.vn/vanthu@c.vn/a.xlsx", False),
        ("thu-dien-tu/ke@xau.vn/xa/c/a.xlsx", False),
        ("xa/b/vanthu@c.vn/a.xlsx", False),
        ("xa/a.xlsx", False),
        ("a.xlsx", False),
        ("vanthu@c.vn.xlsx", False),
        ("kevanthu@c.vn/a.xlsx", False),
    ],
)
def test_a_sender_is_an_address_or_a_folder_of_the_inbox(path: str, allowed: bool) -> None:
    others = sender_folders([("vanthu@c.vn", "xa/c"), ("xa/b", "huyen")])
    assert sender_allowed(("vanthu@c.vn", "xa/c"), path, others) is allowed


def test_a_folder_is_known_however_its_name_is_written() -> None:
    decomposed = unicodedata.normalize("NFD", "Xã Đông/Thôn Ái")
    assert sender_allowed((decomposed,), "xã đông/thôn ái/a.xlsx")
    assert sender_allowed(("/Xã Đông\\Thôn Ái/",), "Xã Đông/Thôn Ái/a.xlsx")


def test_no_unit_sends_for_another_by_a_folder_inside_its_own(batch, broken, plan: Plan) -> None:
    units = [replace(u, senders=("xa/a",)) if u.id == "A" else u for u in plan.units]
    batch.plan = replace(plan, units=tuple(units))
    done = batch.add("C", "2024-06", MONTH, path="xa/a/vanthu@c.vn/a.xlsx").last()
    assert (done.outcome, broken(done)) == ("rejected", {"wrong_sender"})


def test_a_unit_with_senders_takes_nothing_from_elsewhere(batch, broken) -> None:
    stranger = batch.add("C", "2024-06", MONTH, path="khac/a.xlsx").last()
    assert (stranger.outcome, broken(stranger)) == ("rejected", {"wrong_sender"})
    friend = batch.add("C", "2024-06", MONTH, path="vanthu@c.vn/a.xlsx").last()
    assert friend.outcome == "accepted"


def test_in_a_file_of_several_units_only_the_unit_of_another_sender_is_refused(batch) -> None:
    batch.add("A", "2024-06", MONTH).add("C", "2024-06", MONTH)
    a, c = (r.submissions[0] for r in batch.readings)
    batch.arrivals, batch.readings = batch.arrivals[:1], [FileRead((a, c))]
    found = {s.unit: s.outcome for s in batch.check().submissions}
    assert found == {"A": "accepted", "C": "rejected"}


def test_another_form_version_is_taken_with_a_warning(batch, broken) -> None:
    done = batch.add("A", "2024-06", MONTH, version="00000000").last()
    assert (done.outcome, broken(done)) == ("accepted_with_warnings", {"other_form_version"})


@pytest.mark.parametrize("backfill", [False, True])
def test_the_form_of_now_and_the_backfill_form_are_no_other_versions(
    batch, plan: Plan, backfill: bool
) -> None:
    version = form_version(plan, "A", parse_period("2024"), backfill=backfill)
    assert batch.add("A", "2024", {"S1": 40}, version=version).last().outcome == "accepted"


def test_a_unit_and_period_in_two_sheets_is_one_submission(batch) -> None:
    batch.add("A", "2024-06", {"R1": (5, 10), "N1": 3}).add("A", "2024-06", {"N1": 3, "S1": 40})
    parts = [r.submissions[0] for r in batch.readings]
    batch.arrivals, batch.readings = batch.arrivals[:1], [FileRead(tuple(parts))]
    done = batch.check().submissions
    assert [(s.unit, s.cells_in) for s in done] == [("A", 3)]


def test_a_secret_with_a_number_empties_every_submission_of_its_file(batch) -> None:
    secret = Problem("secret_with_number", "Ô H9", sheet="S", cell="H9", written="mật 1234")
    batch.add("A", "2024-06", MONTH, problems=(secret,)).add("A", "2024-07", MONTH)
    parts = tuple(r.submissions[0] for r in batch.readings)
    batch.arrivals, batch.readings = batch.arrivals[:1], [FileRead(parts)]
    checked = batch.check()
    assert [(s.outcome, s.held, s.secret) for s in checked.submissions] == [
        ("rejected", 5, True)
    ] * 2
    assert checked.answers.is_empty()
    assert "1234" not in repr(checked.submissions) + repr(checked.secrets)
    assert [sha for sha, _ in checked.secrets] == [checked.arrivals[0].sha256]


def test_messages_are_in_the_plans_locale(batch, told) -> None:
    batch.plan = replace(batch.plan, locale="en")
    done = batch.add("A", "2024-06", MONTH, plan="ke-hoach-cu").last()
    assert told(done, "wrong_plan").message.startswith("File 0_2024-06_A.xlsx: the form names")
