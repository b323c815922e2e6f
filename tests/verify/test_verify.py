"""What is altered, lost or left behind is found at its place; what is sound is not."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kpi.collect import collect, rebuild
from kpi.collect.access import writing
from kpi.database.frames import execute
from kpi.home import Home
from kpi.journal import Journal
from kpi.verify import Finding, check_home
from kpi.verify.run import CHECKS, WAREHOUSE
from kpi.warehouse.store import open_file, open_warehouse
from kpi.words import LOCALES
from tests.collect.conftest import put

from .conftest import LATER, read

ROOT = Path(__file__).parents[2]


def found(home: Home, *, deep: bool = False) -> list[tuple[str, str]]:
    """(area.kind, place) of every finding."""
    findings = check_home(home, LATER, deep=deep).findings
    return [(f"{f.area}.{f.kind}", f.place) for f in findings]


def content(home: Home, part: bytes) -> Path:
    (path,) = [p for p in home.archive.rglob("*.csv") if part in p.read_bytes()]
    return path


def below(home: Home, path: Path) -> str:
    return path.relative_to(home.root).as_posix()


def change(home: Home, sql: str) -> None:
    """Changes the warehouse behind the program's back; readers get the changed one."""
    con = open_file(home.warehouse)
    con.execute(sql)
    con.close()


def test_a_sound_home_has_nothing_wrong(full_home: Home) -> None:
    verified = check_home(full_home, LATER, deep=True)
    assert not verified.findings
    assert verified.counts["contents"] == 4
    assert verified.counts["runs"] == 3
    assert verified.counts["reports"] == 2
    assert verified.counts["lines"] > 8
    assert verified.counts["entries"] > 4


def test_an_empty_home_has_nothing_wrong_and_gets_nothing(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.inbox.mkdir(parents=True)
    before = sorted(home.root.rglob("*"))
    assert not found(home)
    assert sorted(home.root.rglob("*")) == before


def test_an_altered_content_is_found_with_the_file_it_came_in(full_home: Home) -> None:
    path = content(full_home, b",8,,")
    path.write_bytes(path.read_bytes().replace(b",8,,", b",9,,"))
    (finding,) = check_home(full_home, LATER).findings
    assert (finding.kind, finding.place) == ("altered", below(full_home, path))
    assert finding.values["file"] == "a.csv"


def test_a_lost_content_is_found(full_home: Home) -> None:
    path = content(full_home, b",8,,")
    path.unlink()
    place = below(full_home, path).removesuffix(".csv")
    assert found(full_home) == [("archive.missing", place)]


def test_a_content_put_in_by_another_hand_is_found(full_home: Home) -> None:
    for text in (b"la", b"khac"):
        name = hashlib.sha256(text).hexdigest()
        path = full_home.archive / name[:2] / f"{name}.csv"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text)
    (full_home.archive / "ghi-chu.txt").write_text("của tôi")
    assert [kind for kind, _ in found(full_home)] == ["archive.unnamed"] * 3


def test_a_secret_content_that_came_back_is_found(full_home: Home) -> None:
    secret = next((full_home.inbox).glob("mat.csv")).read_bytes()
    sha256 = hashlib.sha256(secret).hexdigest()
    path = full_home.archive / sha256[:2] / f"{sha256}.csv"
    assert not path.exists()
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(secret)
    assert found(full_home) == [("archive.secret_kept", below(full_home, path))]


def test_a_plan_that_was_altered_or_lost_is_found(full_home: Home) -> None:
    first, second = sorted((full_home.archive / "plans").iterdir())
    first.write_text(first.read_text("utf-8") + "\n", "utf-8")
    second.unlink()
    assert found(full_home) == [
        ("archive.altered_plan", below(full_home, first)),
        ("archive.missing_plan", below(full_home, second)),
    ]


def test_what_a_killed_run_left_is_found(full_home: Home) -> None:
    (full_home.archive / ".kpi-999999999-abc.csv").write_text("dở dang")
    (full_home.reports("2024-06") / ".kpi-999999999-x.png").write_text("dở dang")
    (full_home.archive / f".kpi-{os.getpid()}-abc.csv").write_text("đang ghi")
    time.sleep(0.01)
    kinds = [kind for kind, _ in found(full_home)]
    assert kinds == ["archive.leftover", "reports.leftover"]


def test_a_line_of_the_ledger_changed_afterwards_is_found(full_home: Home) -> None:
    ledger = full_home.archive / "ledger.jsonl"
    lines = ledger.read_bytes().split(b"\n")
    place = next(n for n, line in enumerate(lines) if b'"received_at"' in line)
    lines[place] = lines[place].replace(b"2024-07-01T03", b"2024-07-01T04")
    ledger.write_bytes(b"\n".join(lines))
    ((kind, where),) = found(full_home)
    assert kind == "ledger.altered"
    first, last = map(int, where.rpartition(":")[2].split("-"))
    assert first <= place + 1 <= last


def test_a_ledger_without_its_last_lines_is_found(full_home: Home) -> None:
    ledger = full_home.archive / "ledger.jsonl"
    whole = ledger.read_bytes()
    ledger.write_bytes(whole[: whole.rfind(b'{"kind": "seen"')])
    assert "ledger.shorter" in [kind for kind, _ in found(full_home)]


def test_a_last_line_cut_short_is_told_as_such_and_made_good(full_home: Home) -> None:
    ledger = full_home.archive / "ledger.jsonl"
    with ledger.open("ab") as file:
        file.write(b'{"kind": "seen", "path": "e')
    number = len(ledger.read_bytes().splitlines())
    place = f"{below(full_home, ledger)}:{number}"
    assert found(full_home) == [("ledger.cut_short", place)]
    put(full_home, "e.csv", "HU-A,2024-02,N1,,,5,,")
    collect(full_home, read(full_home.plan.read_text("utf-8")), LATER)
    assert not found(full_home)


def test_a_line_that_is_none_of_ours_is_found(full_home: Home) -> None:
    ledger = full_home.archive / "ledger.jsonl"
    with ledger.open("ab") as file:
        file.write(b'{"kind": "batch", "run": 7}\nxin chao\n{"kind": "sau nay", "x": 1}\n')
    kinds = [kind for kind, _ in found(full_home)]
    assert kinds.count("ledger.unreadable") == 2


def test_a_lost_ledger_is_found(full_home: Home) -> None:
    (full_home.archive / "ledger.jsonl").unlink()
    assert "ledger.lost" in [kind for kind, _ in found(full_home)]


@pytest.mark.parametrize(
    ("sql", "kinds"),
    [
        ("UPDATE observation SET value = value + 1 WHERE indicator = 'N1'", {"run_changed"}),
        (
            "DELETE FROM observation WHERE indicator = 'R1'",
            {"run_changed", "rows"},
        ),
        ("DELETE FROM problem", {"run_changed"}),
        ("UPDATE run SET cells_in = cells_in + 1 WHERE loaded > 0", {"run_books"}),
        ("UPDATE run SET files = files + 1", {"run_files"}),
        (
            "INSERT INTO statement VALUES ('la', 'HU-A', '2024-06', 1, 'h', 't', '2024-07-01')",
            {"orphans"},
        ),
        (
            "INSERT INTO arrival (arrival, path, sha256, size, received_at, first_seen_at, run)"
            " VALUES (99, 'x', 'y', 1, '2024-07-01', '2024-07-01', 'la')",
            {"run_unknown"},
        ),
    ],
)
def test_a_warehouse_changed_by_another_hand_is_found(
    full_home: Home, sql: str, kinds: set[str]
) -> None:
    change(full_home, sql)
    assert {kind for kind, _ in found(full_home)} == {f"warehouse.{kind}" for kind in kinds}


def test_a_rebuild_mends_a_changed_warehouse(full_home: Home) -> None:
    change(full_home, "UPDATE observation SET value = value + 1 WHERE indicator = 'N1'")
    assert found(full_home)
    rebuild(full_home, LATER)
    assert not found(full_home, deep=True)


def test_a_warehouse_built_again_by_other_rules_holds_from_then_on(
    full_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kpi.collect import replay

    original = replay._again

    def otherwise(home: Home, con: object, *rest: object) -> None:
        original(home, con, *rest)  # type: ignore[arg-type]
        con.execute("UPDATE problem SET message = 'khác'")  # type: ignore[attr-defined]

    monkeypatch.setattr(replay, "_again", otherwise)
    full_home.warehouse.unlink()
    shutil.rmtree(full_home.published)
    assert not found(full_home)
    line = Journal(full_home).last("replayed")
    assert line is not None
    assert len(line.details["changed"]) > 0
    change(full_home, "UPDATE problem SET message = 'khác nữa'")
    assert {kind for kind, _ in found(full_home)} == {"warehouse.run_changed"}


def test_a_ledger_written_again_from_the_warehouse_holds_from_then_on(full_home: Home) -> None:
    (full_home.archive / "ledger.jsonl").unlink()
    assert "ledger.lost" in {kind for kind, _ in found(full_home)}
    with writing(full_home, LATER):
        pass
    # what may not be kept was told by the ledger alone
    assert {kind for kind, _ in found(full_home)} == {"archive.missing"}
    assert Journal(full_home).last("ledger_again") is not None


def test_a_change_that_keeps_size_and_time_is_found_too(full_home: Home) -> None:
    about = full_home.warehouse.stat()
    data = bytearray(full_home.warehouse.read_bytes())
    data[-1] ^= 1
    full_home.warehouse.write_bytes(data)
    os.utime(full_home.warehouse, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert "warehouse.copy_differs" in [kind for kind, _ in found(full_home)]


def test_a_rule_that_reads_otherwise_now_shows_only_in_the_deep_check(
    full_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a later version would: the same archive, other rows."""
    from kpi.collect import replay

    original = replay._again

    def otherwise(home: Home, con: object, *rest: object) -> None:
        original(home, con, *rest)  # type: ignore[arg-type]
        con.execute("UPDATE problem SET message = 'khác'")  # type: ignore[attr-defined]

    monkeypatch.setattr(replay, "_again", otherwise)
    assert not found(full_home)
    assert {kind for kind, _ in found(full_home, deep=True)} == {"warehouse.rebuilt_differs"}


@pytest.mark.parametrize(
    ("spoil", "kind"),
    [
        (lambda f: (f / "report.xlsx").write_text("khác"), "altered"),
        (lambda f: (f / "report.xlsx").unlink(), "missing"),
        (lambda f: (f / "cua-toi.docx").write_text("x"), "unknown"),
        (lambda f: (f / "manifest.json").unlink(), "no_manifest"),
        (lambda f: (f / "manifest.json").write_text("[1]"), "unreadable_manifest"),
    ],
)
@pytest.mark.parametrize("name", ["2024-06", "2024-06/as-of-2024-07-02"])
def test_a_report_that_is_not_what_it_was_is_found(
    full_home: Home, name: str, spoil: Callable[[Path], object], kind: str
) -> None:
    spoil(full_home.reports(name))
    kinds = [k for k, _ in found(full_home)]
    assert f"reports.{kind}" in kinds
    assert set(kinds) <= {f"reports.{kind}", "reports.manifest_altered"}


def test_a_manifest_made_to_fit_is_found_by_the_journal(full_home: Home) -> None:
    folder = full_home.reports("2024-06")
    (folder / "report.xlsx").write_text("khác", "utf-8")
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest["outputs"]["report.xlsx"] = hashlib.sha256("khác".encode()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    assert found(full_home) == [("reports.manifest_altered", "data/reports/2024-06/manifest.json")]


def test_a_file_that_excel_holds_open_beside_a_report_is_nothing_wrong(full_home: Home) -> None:
    (full_home.reports("2024-06") / "~$report.xlsx").write_text("x")
    assert not found(full_home)


def test_a_changed_line_of_the_journal_is_found(full_home: Home) -> None:
    text = full_home.journal.read_text("utf-8").replace('"files": 3', '"files": 2')
    full_home.journal.write_text(text, "utf-8")
    assert [kind for kind, _ in found(full_home)] == ["journal.broken"]


def test_a_warehouse_that_is_no_warehouse_is_told_and_the_rest_still_looked_at(
    full_home: Home,
) -> None:
    full_home.warehouse.write_bytes(b"x" * 5000)
    shutil.rmtree(full_home.published)
    content(full_home, b",8,,").unlink()
    assert [kind for kind, _ in found(full_home)] == ["archive.missing", "warehouse.refused"]


def test_a_check_that_fails_stops_no_other(
    full_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> object:
        raise RuntimeError

    monkeypatch.setattr("kpi.verify.reports._told", fail)
    content(full_home, b",8,,").unlink()
    kinds = {kind for kind, _ in found(full_home, deep=True)} - {"warehouse.refused"}
    assert kinds == {"archive.missing", "reports.not_looked_at"}


def test_a_run_that_holds_the_lock_checks_with_its_own_warehouse(full_home: Home) -> None:
    with open_warehouse(full_home) as warehouse:
        assert not check_home(full_home, LATER, con=warehouse.con).findings
        execute(warehouse.con, "UPDATE observation SET value = 1")
        assert check_home(full_home, LATER, con=warehouse.con).findings


def test_what_another_process_does_meanwhile_is_no_finding(full_home: Home) -> None:
    """Another process takes in file after file while this one looks again and again."""
    code = f"""
import sys, os
from datetime import datetime, timedelta
sys.path[:0] = {[str(ROOT)]!r}
from kpi.collect import collect
from kpi.home import Home
from kpi.plan.load import read_plan
from tests.collect.conftest import put
home = Home.locate({str(full_home.root)!r})
plan = read_plan(home.plan).plan
for n in range(12):
    put(home, f"x{{n}}.csv", f"HU-A,2024-0{{n % 5 + 1}},N1,,,{{n + 50}},,")
    put(home, f"y{{n}}.csv", f"HU-A,2024-0{{n % 5 + 1}},N1,,,mật {{n + 50}},,")
    collect(home, plan, datetime(2024, 9, 1) + timedelta(hours=n))
"""
    other = subprocess.Popen([sys.executable, "-c", code])
    looks = 0
    findings: list[Finding] = []
    while other.poll() is None:
        findings += check_home(full_home, LATER.replace(year=2025)).findings
        looks += 1
    assert other.returncode == 0
    assert looks > 2
    assert not findings
    assert len([e for e in Journal(full_home).entries() if e.what == "collect"]) == 15


def test_every_finding_has_its_sentence_in_both_languages() -> None:
    from tests.test_words import texts

    areas = {check.area for check in (*CHECKS, WAREHOUSE)}
    for locale in LOCALES:
        assert areas <= {key.split(".")[0] for key in texts(locale, "verify")}
