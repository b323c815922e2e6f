"""What goes out after a run: answers, reminders, reports; and `kpi send`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from flows import sending
from flows.cli import status_of
from flows.letters import letters
from kpi.collect.access import reading
from kpi.delivery import Item
from kpi.delivery.memory import lines_of
from kpi.delivery.reminding import reminder_day
from kpi.home import Home
from kpi.library import collect
from kpi.periods import Calendar, parse_period
from tests.delivery.homes import home_with
from tests.delivery.mail_server import USER, WORD, MailServer, mail_server
from tests.fetching.homes import lay, plan_in

RUN = datetime(2024, 7, 1, 3)
GOOD, DOUBTFUL = "HU-A,2024-06,N1,,,7,,", "HU-B,2024-06,N1,,,bảy,,"
JUNE = parse_period("2024-06")
EVERYTHING = "[feedback, reminders, unit_pages, reports, failures]"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "ra"
    folder.mkdir()
    return folder


@pytest.fixture
def home(tmp_path: Path, out: Path) -> Home:
    ways = f"- {{id: o, kind: folder, path: {out}, what: {EVERYTHING}}}\n"
    return home_with(tmp_path / "nha", ways)


def of(home: Home, what: str, now: datetime = RUN, since: datetime = RUN) -> list[Item]:
    with reading(home, now) as warehouse:
        found = letters(home, plan_in(home), warehouse, now, since)
    return [item for item in found if item.what == what]


def run(home: Home, *words: str) -> int:
    return status_of(["--home", str(home.root), *words])


def test_a_submission_is_answered_with_what_became_of_it(home: Home) -> None:
    lay(home.inbox / "a.csv", GOOD)
    collect(home, RUN)
    (answer,) = of(home, "feedback")
    assert (answer.unit, answer.period, answer.at, answer.files) == ("HU-A", "2024-06", RUN, ())
    assert "Đã tiếp nhận. Đã ghi nhận 1 trên 1 ô." in answer.body
    assert "Ban thử" in answer.body


def test_a_submission_that_is_late_and_nothing_else_is_told_so(home: Home) -> None:
    late = datetime(2024, 7, 9, 3)  # June is due on the 5th
    lay(home.inbox / "a.csv", GOOD, at=late)
    lay(home.inbox / "c.csv", GOOD.replace("HU-A", "HU-C").replace(",7,", ",-7,"), at=late)
    collect(home, late)
    found = {item.unit: item.body for item in of(home, "feedback", late, late)}
    assert "Đã tiếp nhận, gửi sau hạn. Đã ghi nhận 1 trên 1 ô." in found["HU-A"]
    assert "gửi sau hạn" not in found["HU-C"]


def test_a_cell_that_was_left_out_comes_back_with_the_workbook_to_mend(home: Home) -> None:
    lay(home.inbox / "b.csv", DOUBTFUL)
    assert run(home, "collect") == 1
    (answer,) = of(home, "feedback", datetime(2100, 1, 1), datetime(2000, 1, 1))
    assert [file.name for file in answer.files] == ["2024-06_HU-B_can-sua.xlsx"]
    assert "sửa ngay trong tệp này" in answer.body


def test_a_file_that_cannot_be_opened_is_answered_to_the_unit_of_its_sender(
    tmp_path: Path, out: Path
) -> None:
    units = (
        {"id": "HU-A", "name": "Huyện ủy A", "kind": "district", "senders": ["hop/huyen-a"]},
        {"id": "HU-B", "name": "Huyện ủy B", "kind": "district", "senders": ["vanthu@b.vn"]},
    )
    ways = f"- {{id: o, kind: folder, path: {out}, what: [feedback]}}\n"
    home = home_with(tmp_path / "nha", ways, units)
    for name in ("hop/huyen-a/hỏng 1.xlsx", "hop/huyen-a/hỏng 2.xlsx", "hop/vanthu@b.vn/x.xlsx",
                 "hop/la@noi-khac.vn/y.xlsx", "z.xlsx"):  # fmt: skip
        lay(home.inbox / name, "PK hỏng " + name)
    collect(home, RUN)
    found = {item.unit: item for item in of(home, "feedback")}
    assert sorted(found) == ["HU-A", "HU-B"]
    assert found["HU-A"].subject == "Huyện ủy A: 2 tệp chưa tiếp nhận được"
    assert "- hỏng 1.xlsx (nhận lúc" in found["HU-A"].body
    assert "- hỏng 2.xlsx (nhận lúc" in found["HU-A"].body
    assert "y.xlsx" not in found["HU-A"].body + found["HU-B"].body
    assert of(home, "feedback", RUN, datetime(2024, 7, 1, 4)) == []


def test_a_file_that_came_again_whole_in_the_same_run_is_answered_once(
    tmp_path: Path, out: Path
) -> None:
    units = tuple(
        {"id": i, "name": i, "kind": "district", "senders": [f"hop/{i}"]} for i in ("HU-A", "HU-B")
    )
    ways = f"- {{id: o, kind: folder, path: {out}, what: [feedback]}}\n"
    home = home_with(tmp_path / "nha", ways, units)
    for unit in ("HU-A", "HU-B"):
        lay(home.inbox / "hop" / unit / "bieu.csv", f"PK {unit}", at=RUN - timedelta(hours=2))
    lay(home.inbox / "hop" / "HU-A" / "lan-2" / "bieu.csv", GOOD, at=RUN - timedelta(hours=1))
    collect(home, RUN)
    found = sorted((item.unit, item.period) for item in of(home, "feedback"))
    assert found == [("HU-A", "2024-06"), ("HU-B", "")]


def test_of_many_files_that_cannot_be_opened_the_first_are_named(tmp_path: Path, out: Path) -> None:
    unit = {"id": "HU-A", "name": "Huyện ủy A", "kind": "district", "senders": ["hop/huyen-a"]}
    ways = f"- {{id: o, kind: folder, path: {out}, what: [feedback]}}\n"
    home = home_with(tmp_path / "nha", ways, (unit,))
    for number in range(13):
        lay(home.inbox / "hop" / "huyen-a" / f"hỏng {number}.xlsx", f"PK hỏng {number}")
    collect(home, RUN)
    (answer,) = of(home, "feedback")
    assert answer.body.count("- hỏng ") == 10
    assert "- và 3 tệp khác." in answer.body


def test_the_next_submission_is_another_answer(home: Home) -> None:
    lay(home.inbox / "a.csv", GOOD)
    collect(home, RUN)
    (first,) = of(home, "feedback")
    later = datetime(2024, 7, 2, 3)
    lay(home.inbox / "a2.csv", GOOD.replace(",7,", ",8,"), at=later)
    collect(home, later)
    (second,) = of(home, "feedback", later)
    assert first.key != second.key


def test_who_owes_is_reminded_once_for_all_that_is_owed_and_who_sent_is_not(home: Home) -> None:
    for name, row in (("a.csv", GOOD), ("a5.csv", GOOD.replace("06", "05"))):
        lay(home.inbox / name, row)
    collect(home, RUN)
    now = datetime(2024, 7, 9, 3)  # June is due on Friday the 5th
    found = {item.unit: item for item in of(home, "reminders", now)}
    assert sorted(found) == ["HU-B", "HU-C"]
    assert "tháng 6/2024: hạn gửi 5/7/2024" in found["HU-B"].body
    assert "17 giờ ngày 10/7/2024" in found["HU-B"].body
    assert [i.key for i in of(home, "reminders", now)] == [
        i.key for i in of(home, "reminders", datetime(2024, 7, 10, 3))
    ]


# Due on Friday 5 July 2024; its third working day before is Tuesday the 2nd.
@pytest.mark.parametrize(
    ("today", "falls"),
    [
        (date(2024, 7, 1), None),
        (date(2024, 7, 2), date(2024, 7, 2)),
        (date(2024, 7, 4), date(2024, 7, 2)),
        (date(2024, 7, 5), date(2024, 7, 5)),
        (date(2024, 7, 8), date(2024, 7, 5)),
        (date(2024, 7, 9), date(2024, 7, 9)),
        (date(2024, 7, 14), date(2024, 7, 11)),
        (date(2024, 7, 15), date(2024, 7, 15)),
    ],
)
def test_days_of_reminding_are_working_days_before_on_and_after_the_due_day(
    today: date, falls: date | None
) -> None:
    calendar = Calendar()
    assert calendar.due(JUNE) == date(2024, 7, 5)
    assert reminder_day(calendar, calendar.due(JUNE), today) == falls


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailServer]:
    with mail_server(tmp_path_factory.mktemp("certificates")) as running:
        yield running


def test_collect_sends_its_answers_by_mail_and_says_so(
    tmp_path: Path,
    server: MailServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("KPI_SECRET_THU", WORD)
    home = home_with(
        tmp_path / "nha",
        f"- {{id: thu, kind: smtp, host: 127.0.0.1, port: {server.port}, user: {USER},"
        f" sender: {USER}, ca: {server.root}, what: [feedback]}}\n",
    )
    lay(home.inbox / "a.csv", GOOD)
    assert run(home, "collect") == 0
    assert "Đường gửi thu: đã gửi 1 mục." in capsys.readouterr().out
    assert server.receivers == [("a@a.vn",)]
    assert run(home, "send") == 0
    assert "không có gì mới" in capsys.readouterr().out
    assert run(home, "send", "--again", "--unit", "Huyện ủy A") == 0
    assert len(server.messages) == 2
    assert [line.to for line in lines_of(home)] == [("a@a.vn",), ("a@a.vn",)]


def test_a_way_that_gives_no_answer_is_told_in_status_and_fails_the_run(
    home: Home, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lay(home.inbox / "a.csv", GOOD)
    out.rmdir()
    assert run(home, "collect") == 1
    run(home, "status", "2024-06")
    assert "Đường gửi o chưa gửi được, còn" in capsys.readouterr().out
    out.mkdir()
    assert run(home, "send") == 0
    assert list(out.glob("HU-A/2024-06/*_tra-loi.txt"))


def test_without_a_way_nothing_goes_out_and_send_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = home_with(tmp_path / "nha", "")
    home.plan.write_text(
        home.plan.read_text(encoding="utf-8").replace("delivery:\n", ""), encoding="utf-8"
    )
    assert run(home, "send") == 0
    assert "chưa nêu đường gửi nào" in capsys.readouterr().out
    assert not home.delivered.exists()


def test_sent_once_more_only_what_is_named(home: Home) -> None:
    assert run(home, "send", "--again") != 0


def a_report(home: Home, as_of: str, inputs: list[str], *, letter: bool = True) -> None:
    folder = home.reports("2024-06")
    folder.mkdir(parents=True, exist_ok=True)
    content = {"plan": {}, "as_of": as_of, "counts": {}, "inputs": inputs, "history": {}}
    (folder / "manifest.json").write_text(json.dumps(content), encoding="utf-8")
    (folder / "report.xlsx").write_bytes(b"PK")
    if letter:
        (folder / "thu.txt").write_text("Kết quả tháng 6", encoding="utf-8")


def test_a_report_made_again_of_the_same_is_no_other_letter_and_of_more_it_is(home: Home) -> None:
    collect(home, RUN)
    a_report(home, "2024-07-10T00:00:00Z", ["a"])
    (first,) = of(home, "reports")
    assert (first.body, [f.name for f in first.files]) == (
        "Kết quả tháng 6", ["2024-06_report.xlsx"],
    )  # fmt: skip
    a_report(home, "2024-07-11T00:00:00Z", ["a"])
    (again,) = of(home, "reports")
    a_report(home, "2024-07-11T00:00:00Z", ["a", "b"])
    (more,) = of(home, "reports")
    assert first.key == again.key != more.key


def test_a_report_of_before_that_has_no_message_is_left(home: Home) -> None:
    collect(home, RUN)
    a_report(home, "2024-07-10T00:00:00Z", ["a"], letter=False)
    assert of(home, "reports") == []


def test_a_letter_that_cannot_be_made_is_told_and_what_the_run_did_stands(
    home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> tuple[Item, ...]:
        raise RuntimeError("unforeseen")

    monkeypatch.setattr(sending, "letters", broken)
    lay(home.inbox / "a.csv", GOOD)
    assert run(home, "collect") == 1
    said = capsys.readouterr()
    assert "Đường gửi o chưa gửi được" in said.err
    assert "Traceback" not in said.err + said.out
    assert collect(home, datetime(2100, 1, 1)).submissions == ()  # it was taken in


@pytest.mark.parametrize("written", [b"", b"{", b"[]", b"\xff\xfe", b'{"inputs": ['])
def test_a_broken_report_goes_nowhere_is_told_and_stops_no_other_letter(
    home: Home, written: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    for label, manifest in (("2024-04", written), ("2024-05", b'{"counts": 1}')):
        folder = home.data / "reports" / label
        folder.mkdir(parents=True)
        (folder / "manifest.json").write_bytes(manifest)
        (folder / "thu.txt").write_text("Kính gửi", encoding="utf-8")
    assert [item.period for item in of(home, "reports")] == ["2024-05"]
    assert "2024-04" in capsys.readouterr().err


@pytest.mark.parametrize("place", ["outbox/loi/x.eml", "outbox/2024-06/2024-06_HU-A_ket-qua.pdf"])
def test_a_folder_where_a_file_should_lie_stops_no_letter(home: Home, place: str) -> None:
    from flows.failure_message import FOLDER

    (home.data / place.replace("loi", FOLDER)).mkdir(parents=True)
    lay(home.inbox / "a.csv", GOOD)
    collect(home, RUN)
    assert len(of(home, "feedback")) == 1
