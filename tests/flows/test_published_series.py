"""The 202 published series of `tests/data/sdg` as a planner would run them: a plan, a CSV file,
`kpi export`."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.oracle.test_sdg import LIGHTS, SDG

from .conftest import HEADER, Ran

Kpi = Callable[..., Ran]
Send = Callable[[str, str], Path]
HEAD = """\
plan:
  id: so
  name: Chuỗi số liệu đã công bố
  owner: Ban thử
  years: [1980, 2030]
fields:
  - {id: F1, name: Lĩnh vực một}
units:
  - {id: A, name: Đơn vị A, kind: nation}
indicators:
"""


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def published(name: str) -> list[dict[str, str]]:
    return rows_of((SDG / name).read_text(encoding="utf-8"))


def year(written: str) -> int:
    return int(float(written))


def in_full(number: str) -> str:
    """A number that cannot be taken for thousands: 86.235 is written 86.2350."""
    return f"{number}0" if re.fullmatch(r"-?\d{1,3}\.\d{3}", number) else number


def in_plan(code: str, s: Mapping[str, str]) -> str:
    lines = [
        f"id: {code}", f"name: Chuỗi {code}", "field: F1", "measure: score",
        "unit_of_measure: điểm", "frequency: year", "reported_by: [nation]", "method: cagr",
        f"direction: {s['direction']}",
        f"baseline: {{year: {year(s['base_year'])}, value: {in_full(s['base_value'])}}}",
    ]  # fmt: skip
    if s["target"]:
        lines.append(f"targets: {{{year(s['target_year'])}: {in_full(s['target'])}}}")
    if s["limit"]:
        lines.append(f"limit: {in_full(s['limit'])}")
    return "  - " + "\n    ".join(lines) + "\n"


def test_every_published_series_has_its_answer_through_plan_csv_and_export(
    home: Path, kpi: Kpi, send: Send
) -> None:
    series = {f"S{n:03d}": s for n, s in enumerate(published("series.csv"))}
    codes: dict[str, list[str]] = {}  # one name stands for two series
    for code, s in series.items():
        codes.setdefault(s["series_id"], []).append(code)
    plan = HEAD + "".join(in_plan(code, s) for code, s in series.items())
    (home / "indicators.yaml").write_text(plan, encoding="utf-8")
    assert kpi("check").status == 0
    figures = [
        f"A,{o['year']},{code},,,{o['value']},,"
        for o in published("observations.csv")
        for code in codes[o["series_id"]]
    ]
    send("chuoi.csv", HEADER + "\n".join(figures) + "\n")
    ran = kpi("collect")
    assert ran.status == 0, ran.err
    found = {
        (r["period"], r["indicator"]): r
        for period in sorted({year(s["current_year"]) for s in series.values()})
        for r in rows_of(kpi("export", "results", str(period)).out)
        if r["unit"] == "A"
    }
    checked: Counter[str] = Counter()
    for code, s in series.items():
        row = found[str(year(s["current_year"])), code]
        if s["gold_value"]:
            assert float(row["pace"]) == pytest.approx(float(s["gold_value"]), rel=0, abs=1e-6)
            checked["pace"] += 1
        assert row["status"] in LIGHTS[s["gold_status"]]
        checked["status"] += 1
    assert checked == {"pace": 155, "status": 202}
