"""From files in the inbox to rows in the warehouse, and again."""

from __future__ import annotations

import os
import sys
from datetime import datetime, timedelta

import pytest

from kpi.collect import Collected, collect, find_arrivals, steps
from kpi.reading.process import pool as reader
from kpi.warehouse.store import open_warehouse

A_JUNE = ("HU-A,2024-06,R1,12,15,,,", "HU-A,2024-06,N1,,,7,,")
NOW = datetime(2024, 7, 1, 3)


def outcomes(done: Collected) -> dict[str, str]:
    return {s.file: s.outcome for s in done.submissions}


def books(done: Collected) -> tuple[int, ...]:
    names = ("cells_in", "loaded", "superseded", "unchanged", "held")
    total = tuple(done.total(name) for name in names)
    assert total[0] == sum(total[1:])
    return total


def test_a_first_file_is_loaded_and_can_be_exported(run, send, exports) -> None:
    send("2024-06_HU-A.csv", *A_JUNE)
    done = run()
    assert outcomes(done) == {"2024-06_HU-A.csv": "accepted"}
    assert books(done) == (2, 2, 0, 0, 0)
    assert not done.needs_attention
    rows = exports()["observations"]
    assert [(r["indicator"], r["numerator"], r["denominator"], r["value"]) for r in rows] == [
        ("N1", None, None, "7.0"),
        ("R1", 12.0, 15.0, "80.0"),
    ]
    assert rows[1]["submission"] == done.submissions[0].name


def test_an_empty_inbox_and_a_missing_one_are_nothing(run, home) -> None:
    assert run().files == 0
    home.inbox.rmdir()
    assert run().files == 0


def test_running_again_changes_nothing(run, send, exports) -> None:
    send("2024-06_HU-A.csv", *A_JUNE)
    run()
    before = exports()
    again = run(NOW + timedelta(days=1))
    assert again.submissions == ()
    assert exports() == before


def test_a_file_touched_without_change_is_no_arrival(run, send, exports) -> None:
    path = send("2024-06_HU-A.csv", *A_JUNE)
    run()
    before = exports()
    os.utime(path, (1_700_000_500, 1_700_000_500))
    assert run(NOW + timedelta(days=1)).files == 0
    assert exports() == before


def test_a_content_changed_behind_an_old_size_and_time_is_seen(run, send) -> None:
    path = send("2024-06_HU-A.csv", *A_JUNE)
    run()
    about = path.stat()
    text = path.read_text(encoding="utf-8").replace(",7,", ",8,")
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert books(run()) == (2, 0, 1, 1, 0)


def test_a_correction_supersedes_and_both_versions_stay(run, send, exports, home) -> None:
    send("2024-06_HU-A.csv", *A_JUNE)
    run()
    send("sua.csv", "HU-A,2024-06,N1,,,9,,")
    done = run(NOW + timedelta(days=1))
    assert outcomes(done) == {"sua.csv": "accepted"}
    assert books(done) == (1, 0, 1, 0, 0)
    assert [r["value"] for r in exports()["observations"]] == ["9.0", "80.0"]
    with open_warehouse(home) as warehouse:
        rows = warehouse.con.execute("SELECT value FROM observation WHERE indicator = 'N1'")
        assert sorted(rows.fetchall()) == [(7.0,), (9.0,)]


def test_a_content_at_another_path_is_one_duplicate(run, send, exports) -> None:
    send("a.csv", *A_JUNE)
    run()
    send("lai/b.csv", *A_JUNE)
    done = run(NOW + timedelta(days=1))
    assert outcomes(done) == {"lai/b.csv": "duplicate"}
    assert books(done) == (2, 0, 0, 2, 0)
    assert run(NOW + timedelta(days=1)).files == 0
    assert [r["outcome"] for r in exports()["submissions"]] == ["accepted", "duplicate"]


def test_two_copies_in_one_run_are_one_submission_and_one_duplicate(run, send) -> None:
    send("b.csv", *A_JUNE)
    send("a.csv", *A_JUNE)
    done = run()
    assert outcomes(done) == {"a.csv": "accepted", "b.csv": "duplicate"}
    assert books(done) == (4, 2, 0, 2, 0)


def test_a_copy_in_a_later_batch_of_the_same_run_is_a_duplicate(run, send, monkeypatch) -> None:
    monkeypatch.setattr(steps, "FILES_PER_BATCH", 1)
    for name in ("a.csv", "b.csv", "c.csv"):
        send(name, *A_JUNE)
    send("d.csv", "HU-A,2024-06,N1,,,9,,")
    done = run()
    assert list(outcomes(done).values()) == ["accepted", "duplicate", "duplicate", "accepted"]
    assert books(done) == (7, 2, 1, 4, 0)
    assert len({s.name for s in done.submissions}) == 4


def test_files_are_taken_by_time_of_receipt_then_path(run, send, exports) -> None:
    send("z.csv", "HU-A,2024-06,N1,,,1,,", at="2024-07-01T08:00:00+07:00")
    send("b.csv", "HU-A,2024-06,N1,,,2,,", at="2024-07-01T09:00:00")  # the plan's time zone
    send("a.csv", "HU-A,2024-06,N1,,,3,,", at="2024-07-01T02:00:00Z")
    done = run()
    assert [s.file for s in done.submissions] == ["z.csv", "a.csv", "b.csv"]
    assert [r["value"] for r in exports()["observations"]] == ["2.0"]
    assert [r["received_at"] for r in exports()["submissions"]] == [
        "2024-07-01T08:00:00+07:00",
        "2024-07-01T09:00:00+07:00",
        "2024-07-01T09:00:00+07:00",
    ]


def test_a_sidecar_that_cannot_be_read_is_ignored_and_said(run, send) -> None:
    send("a.csv", *A_JUNE, at="hôm qua")
    done = run()
    assert [p.rule for p in done.submissions[0].problems] == ["sidecar_unreadable"]
    assert done.submissions[0].received_at == NOW


def test_an_older_file_that_turns_up_later_does_not_replace_a_newer_one(run, send, exports) -> None:
    send("moi.csv", "HU-A,2024-06,N1,,,9,,", at="2024-07-01T08:00:00+07:00")
    run()
    send("cu.csv", "HU-A,2024-06,N1,,,7,,", at="2024-06-30T08:00:00+07:00")
    assert books(run()) == (1, 1, 0, 0, 0)
    assert [r["value"] for r in exports()["observations"]] == ["9.0"]


def test_one_file_of_several_units_and_periods_has_a_row_for_each(run, send) -> None:
    send(
        "huyen-b/chung.csv",
        *A_JUNE,
        "HU-A,2024-05,N1,,,3,,",
        "HU-B,2024-06,N1,,,4,,",
        "ZZ,2024-06,N1,,,4,,",
    )
    done = run()
    found = {(s.unit, s.period): s.outcome for s in done.submissions}
    assert found["HU-A", "2024-06"] == "accepted"
    assert found["HU-B", "2024-06"] == "accepted_with_warnings"
    assert [o for key, o in found.items() if not key[0]] == ["rejected"]
    assert done.needs_attention
    books(done)


def test_a_file_moved_to_its_sender_s_folder_is_taken_there(run, send) -> None:
    row = "HU-B,2024-06,N1,,,4,,"
    send("b.csv", row)
    assert outcomes(run()) == {"b.csv": "rejected"}
    send("huyen-b/b.csv", row)
    assert outcomes(run()) == {"huyen-b/b.csv": "accepted_with_warnings"}
    send("huyen-b/c.csv", row)
    assert outcomes(run()) == {"huyen-b/c.csv": "duplicate"}


def test_a_content_whose_reader_was_stopped_is_read_when_it_comes_again(
    run, send, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was the state of the PC: memory was short, or it was about to shut down."""
    with monkeypatch.context() as bad_day:
        bad_day.setattr(reader, "_COMMAND", [sys.executable, "-c", "input(); raise SystemExit(9)"])
        send("a.csv", *A_JUNE)
        assert outcomes(run()) == {"a.csv": "rejected"}
        send("b.csv", *A_JUNE)
        assert outcomes(run()) == {"b.csv": "rejected"}
    send("c.csv", *A_JUNE)
    assert outcomes(run()) == {"c.csv": "accepted"}
    send("d.csv", *A_JUNE)
    assert outcomes(run()) == {"d.csv": "duplicate"}


def test_a_hopeless_content_is_rejected_once_and_then_a_duplicate(run, home) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        path = home.inbox / name
        path.write_bytes(b"")
        os.utime(path, (1_700_000_000, 1_700_000_000))
    done = run()
    assert outcomes(done) == {"a.xlsx": "rejected", "b.xlsx": "duplicate"}
    assert (done.submissions[0].unit, done.submissions[0].period) == ("", "")


def test_a_milestone_is_exported_as_its_date_or_0(run, send, exports) -> None:
    send("a.csv", "HU-A,2024-Q2,M1,,,2024-05-20,,", "HU-A,2024-Q1,M1,,,Chưa hoàn thành,,")
    run()
    assert [(r["period"], r["value"]) for r in exports()["observations"]] == [
        ("2024-Q1", "0"),
        ("2024-Q2", "2024-05-20"),
    ]


def test_a_secret_leaves_nothing_but_its_hash(run, send, exports, home) -> None:
    send("a.csv", *A_JUNE, "HU-A,2024-06,N1,,,mật 98765,,")
    send("b.csv", "HU-A,2024-05,N1,,,3,,")
    done = {s.file: s for s in run().submissions}
    assert (done["a.csv"].outcome, done["a.csv"].original) == ("rejected", None)
    assert done["a.csv"].held == done["a.csv"].cells_in > 0
    assert done["b.csv"].outcome == "accepted_with_warnings"
    kept = [p for p in home.data.rglob("*") if p.is_file() and home.inbox not in p.parents]
    assert not [p for p in kept if b"98765" in p.read_bytes()]
    assert done["a.csv"].arrival.sha256 in {r["sha256"] for r in exports()["submissions"]}
    send("c.csv", *A_JUNE, "HU-A,2024-06,N1,,,mật 98765,,")  # once more, elsewhere
    assert outcomes(run()) == {"c.csv": "duplicate"}
    kept = [p for p in home.data.rglob("*") if p.is_file() and home.inbox not in p.parents]
    assert not [p for p in kept if b"98765" in p.read_bytes()]


def test_what_was_received_is_in_the_archive_byte_for_byte(run, send) -> None:
    path = send("a.csv", *A_JUNE)
    done = run().submissions[0]
    assert done.original is not None
    assert done.original.read_bytes() == path.read_bytes()
    assert done.arrival.sha256 in done.original.name


def test_progress_is_told_step_by_step(home, plan, send) -> None:
    send("a.csv", *A_JUNE)
    send("b.csv", *A_JUNE)
    steps_told: list[tuple[str, int, int]] = []
    collect(home, plan, NOW, progress=lambda *step: steps_told.append(step))
    assert steps_told == [("read", 1, 2), ("read", 2, 2), ("check", 2, 2), ("load", 2, 2)]


def test_a_load_that_fails_leaves_nothing_and_the_next_run_takes_it_all(
    run, send, exports, monkeypatch
) -> None:
    send("a.csv", *A_JUNE)
    send("b.csv", "HU-A,2024-05,N1,,,3,,")

    def fails(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("kpi.warehouse.load.remember_stamps", fails)
    with pytest.raises(OSError, match="disk full"):
        run(NOW)
    monkeypatch.undo()
    assert exports()["submissions"] == []
    done = run(NOW + timedelta(days=3))
    assert books(done) == (3, 3, 0, 0, 0)
    assert {s.received_at for s in done.submissions} == {NOW}  # when they were first seen


def test_names_in_any_script_and_length_are_kept(run, send) -> None:
    name = "Báo cáo tháng 6 – Huyện ủy A (bản cuối) " + "x" * 150 + ".csv"
    send(name, *A_JUNE)
    assert outcomes(run()) == {name: "accepted"}


def test_arrivals_are_found_but_not_taken_twice(home, plan, send) -> None:
    send("a.csv", *A_JUNE)
    with open_warehouse(home) as warehouse:
        first = find_arrivals(home, plan, warehouse, NOW).arrivals
        second = find_arrivals(home, plan, warehouse, NOW + timedelta(days=1)).arrivals
    assert [(a.path, a.standing, a.received_at) for a in first] == [("a.csv", "new", NOW)]
    assert second == first
