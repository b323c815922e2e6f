"""Documents beside forms in an archive: each a row of its own, kept, and nobody's fault."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import pytest

from flows.collect import line_of
from flows.feedback import give_back
from flows.remind import units_not_sent
from kpi.collect.rebuilding import rebuild
from kpi.periods import parse_period
from kpi.warehouse.store import open_warehouse
from tests.plans import HEADER, LONG_AGO

FORM = HEADER + "HU-A,2024-06,R1,12,15,,,\nHU-A,2024-06,N1,,,33,,\n"
SCANS = {"ký.pdf": b"%PDF-1.7", "ký.jpg": b"\xff\xd8\xff", "2024-06_HU-B.docx": b"PK\x03\x04 x"}
JUNE = parse_period("2024-06")
NOW = datetime(2024, 7, 1, 3)


def packed(members: Mapping[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for member, content in members.items():
            archive.writestr(zipfile.ZipInfo(member), content)
    return made.getvalue()


@pytest.fixture
def pack(home) -> Callable[[str, Mapping[str, str | bytes]], None]:
    """An archive in the inbox; the same members give the same bytes."""

    def put(name: str, members: Mapping[str, str | bytes]) -> None:
        path = home.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(packed(members))
        os.utime(path, (LONG_AGO, LONG_AGO))

    return put


def outcomes(done) -> list[tuple[str, str, str, int]]:
    return [(s.unit, s.read.member, s.outcome, s.cells_in) for s in done.submissions]


def test_every_document_beside_a_form_is_a_row_of_its_own(run, pack, exports, plan) -> None:
    pack("a.zip", {**SCANS, "2024-06_HU-A.csv": FORM})
    done = run()
    assert outcomes(done) == [
        ("HU-A", "2024-06_HU-A.csv", "accepted", 2),
        ("", "ký.pdf", "attachment", 0),
        ("", "ký.jpg", "attachment", 0),
        ("HU-B", "2024-06_HU-B.docx", "attachment", 0),
    ]
    rows = exports()["submissions"]
    assert [(r["file"], r["outcome"], r["loaded"]) for r in rows] == [
        ("a.zip/2024-06_HU-A.csv", "accepted", 2),
        ("a.zip/ký.pdf", "attachment", 0),
        ("a.zip/ký.jpg", "attachment", 0),
        ("a.zip/2024-06_HU-B.docx", "attachment", 0),
    ]
    assert all(s.problems == () for s in done.submissions)
    assert "a.zip/ký.pdf" in line_of(plan, done.submissions[1], {})


def test_a_document_is_no_delivery_and_asks_nobody_for_anything(run, pack, home, plan) -> None:
    pack("a.zip", {**SCANS, "2024-06_HU-A.csv": FORM})
    run()
    with open_warehouse(home) as warehouse:
        assert units_not_sent(plan, warehouse, JUNE, NOW) == {"HU-B": False}
        assert give_back(home, plan, warehouse).written == ()


def test_a_document_after_a_form_of_one_name_changes_nothing_of_it(
    run, pack, home, plan, exports
) -> None:
    pack("a.zip", {"2024-06_HU-A.csv": FORM.replace("12,15", "16,15"),
                   "2024-06_HU-A.pdf": b"%PDF"})  # fmt: skip
    assert [s.outcome for s in run().submissions] == ["accepted_in_part", "attachment"]
    with open_warehouse(home) as warehouse:
        [given] = give_back(home, plan, warehouse).written
    assert given.name == "2024-06_HU-A_can-sua.xlsx"
    assert [r["indicator"] for r in exports()["observations"]] == ["N1"]


def test_a_document_beside_a_broken_form_is_kept_and_only_the_form_is_asked_back(run, pack) -> None:
    pack("a.zip", {"2024-06_HU-A.xlsx": b"PK\x03\x04", "ký.pdf": b"%PDF"})
    assert outcomes(run()) == [
        ("HU-A", "2024-06_HU-A.xlsx", "rejected", 0), ("", "ký.pdf", "attachment", 0)
    ]  # fmt: skip


def test_an_archive_of_documents_alone_is_one_document(run, pack) -> None:
    pack("2024-06_HU-A.zip", {"1.jpg": b"\xff\xd8", "2.jpg": b"\xff\xd8"})
    assert outcomes(run()) == [("HU-A", "", "attachment", 0)]


def test_the_same_archive_again_repeats_every_row(run, pack) -> None:
    members = {"2024-06_HU-A.csv": FORM, "ký.pdf": b"%PDF"}
    pack("a.zip", members)
    run()
    pack("lại/b.zip", members)
    assert outcomes(run(NOW + timedelta(hours=1))) == [
        ("HU-A", "2024-06_HU-A.csv", "duplicate", 2), ("", "ký.pdf", "duplicate", 0)
    ]  # fmt: skip


def test_a_document_beside_a_form_from_the_wrong_folder_does_not_make_it_taken(run, pack) -> None:
    """HU-B sends from its own folder alone; there the same archive is read again."""
    members = {"B.csv": FORM.replace("HU-A", "HU-B"), "ký.pdf": b"%PDF"}
    pack("a.zip", members)
    assert [s.outcome for s in run().submissions] == ["rejected", "attachment"]
    pack("huyen-b/a.zip", members)
    again = run(NOW + timedelta(hours=1)).submissions
    assert [s.outcome for s in again] == ["accepted", "attachment"]


def test_a_warehouse_made_again_has_the_same_documents(run, pack, home, exports) -> None:
    pack("a.zip", {**SCANS, "2024-06_HU-A.csv": FORM})
    run()
    before = exports()["submissions"]
    rebuild(home, NOW)
    assert exports()["submissions"] == before


def test_a_document_beside_a_secret_figure_is_not_kept_either(run, pack, home) -> None:
    """What it lies in may not be kept, so that it cannot be."""
    pack("a.zip", {"2024-06_HU-A.csv": FORM.replace("33", "mật 33"), "ký.pdf": b"%PDF"})
    assert [s.outcome for s in run().submissions] == ["rejected", "rejected"]
    assert not [p for p in home.archive.rglob("*.zip") if p.is_file()]
