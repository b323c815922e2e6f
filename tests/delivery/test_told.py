"""What went out, to whom, what did not and when it is tried again: on the desk, by `kpi status`, by
`kpi doctor`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from flows.cli import status_of
from flows.desk import refresh
from flows.doctor import examine
from flows.doctor.case import Case
from kpi.delivery import Item, deliver
from kpi.home import Home
from kpi.moments import now_utc
from tests.delivery.homes import home_with
from tests.desk.reading import Page, Section
from tests.fetching.homes import plan_in

NOW = datetime(2024, 7, 1, 3)  # 10:00 in Hà Nội
NOBODY = "{id: thu, kind: smtp, host: 127.0.0.1, port: 1, sender: kpi@b.vn, what: [feedback]}"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "ra").mkdir()
    return tmp_path / "ra"


@pytest.fixture
def home(tmp_path: Path, out: Path) -> Home:
    """A home with a folder that things go into, and a mail server that is not there."""
    folder = f"{{id: o, kind: folder, path: {out}, what: [feedback]}}"
    return home_with(tmp_path / "nha", f"- {folder}\n- {NOBODY}\n")


def sent(home: Home) -> None:
    item = Item("feedback", "s1", NOW, "Kết quả", "Đã tiếp nhận.", unit="HU-A", period="2024-06")
    deliver(home, plan_in(home), [item], NOW)


def on_the_desk(home: Home) -> Page:
    refresh(home, plan_in(home), None, NOW)
    return Page.of(home.desk)


def section(home: Home) -> Section:
    return on_the_desk(home).sections["sent"]


def test_the_desk_shows_what_went_out_and_what_waits_until_when(home: Home) -> None:
    sent(home)
    page = on_the_desk(home)
    assert page.tile("sent") == 1
    (used, waits), (letter,) = page.sections["sent"].rows(0), page.sections["sent"].rows(1)
    assert used[:2] == ["o", "10:00 1/7/2024, gửi 1 mục"]
    assert letter[:3] == ["trả lời", "Huyện ủy A", "Tháng 6/2024"]
    assert letter[4] == "thư mục của đường gửi o"
    assert waits[:2] == ["thu", "Chưa gửi lần nào"]
    assert waits[2].startswith("1 mục: máy chủ từ chối kết nối")
    assert "Sẽ tự thử lại sau 10:10 1/7/2024" in waits[2]  # ten minutes later
    assert "Có đường gửi chưa gửi được" in page.sections["attention"].text


def test_a_plan_that_sends_nothing_has_no_such_part(tmp_path: Path) -> None:
    home = home_with(tmp_path / "nha", "")
    home.plan.write_text(home.plan.read_text("utf-8").replace("delivery:\n", ""), "utf-8")
    assert "sent" not in on_the_desk(home).sections


def test_nothing_sent_yet_is_said(home: Home) -> None:
    assert "Chưa tự gửi mục nào." in section(home).text


def test_status_names_what_went_out_and_to_whom(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    sent(home)
    assert status_of(["--home", str(home.root), "status", "2024-06"]) == 0
    said = capsys.readouterr().out
    assert "trả lời, Huyện ủy A, tháng 6/2024: gửi tới o, 10:00 1/7/2024" in said
    assert "Sẽ tự thử lại sau 10:10 1/7/2024" in said


def test_the_doctor_tries_each_way_and_sends_nothing(home: Home, out: Path) -> None:
    answer = {c.name: a for c, a in examine(Case(home, now_utc()))}["ways"]
    assert answer.state == "bad"
    folder, mail = str(answer.values["lines"]).split("\n")[1:]
    assert folder.strip() == "o: kết nối được, không gửi gì."
    assert "thu: máy chủ từ chối kết nối" in mail
    assert list(out.iterdir()) == []
    out.rmdir()
    answer = {c.name: a for c, a in examine(Case(home, now_utc()))}["ways"]
    assert f"không thấy thư mục {out}" in str(answer.values["lines"])


def test_the_desk_lists_what_units_are_to_be_told_of_their_figures(home: Home) -> None:
    notice = home.outbox("2024-06") / "2024-06_HU-A_thong-bao.txt"
    notice.parent.mkdir(parents=True)
    notice.write_text("Đã rút", encoding="utf-8")
    links = dict(on_the_desk(home).sections["feedback"].links)
    assert links["outbox/2024-06/2024-06_HU-A_thong-bao.txt"] == "Huyện ủy A"
