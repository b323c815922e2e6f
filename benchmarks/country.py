"""A plan of the size of the country, and its forms: 3,300 units x 40 monthly indicators."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from kpi.periods import parse_period
from kpi.plan.load import parse_plan
from kpi.plan.model import Plan
from reports.forms.entries import Entry
from reports.forms.form import write_form

UNITS = 3300
INDICATORS = 40
PROVINCES = 34

_COUNT = """  - {{id: N{n:02d}, name: Số việc loại {n} làm trên môi trường mạng, field: F{f},
     measure: count, unit_of_measure: việc, over_time: {over_time},
     frequency: month, reported_by: [commune],
     baseline: {{year: 2020, value: 100000}}, targets: {{2024: 900000, 2025: 1200000}}}}
"""
_RATIO = """  - {{id: N{n:02d}, name: Tỷ lệ hồ sơ loại {n} xử lý trên môi trường mạng, field: F{f},
     measure: ratio, unit_of_measure: "%", over_time: flow,
     frequency: month, reported_by: [commune],
     numerator: Số hồ sơ xử lý trên môi trường mạng, denominator: Tổng số hồ sơ,
     baseline: {{year: 2020, value: 30}}, targets: {{2024: 80, 2025: 90}}}}
"""
_KINDS = ("ratio", "ratio", "flow", "flow", "running_total", "stock", "ratio", "flow")


def kind_of(n: int) -> str:
    """What the n-th indicator (from 1) is: `ratio`, or a count's over_time."""
    return _KINDS[n % len(_KINDS)]


def plan_text(units: int = UNITS, indicators: int = INDICATORS) -> str:
    """The plan as YAML."""
    head = (
        "plan: {id: ca-nuoc, name: Kế hoạch cả nước, owner: Ban, years: [2021, 2025]}\n"
        "fields:\n" + "".join(f"  - {{id: F{f}, name: Lĩnh vực {f}}}\n" for f in range(1, 6))
    )
    rows = "".join(
        f"  - {{id: X{u:04d}, name: Xã số {u}, kind: commune, area: Tỉnh {u % PROVINCES + 1}}}\n"
        for u in range(1, units + 1)
    )
    body = "".join(
        _RATIO.format(n=n, f=n % 5 + 1)
        if kind_of(n) == "ratio"
        else _COUNT.format(n=n, f=n % 5 + 1, over_time=kind_of(n))
        for n in range(1, indicators + 1)
    )
    return f"{head}units:\n{rows}indicators:\n{body}"


def the_plan(units: int = UNITS, indicators: int = INDICATORS) -> Plan:
    reading = parse_plan(plan_text(units, indicators))
    if reading.plan is None:
        raise ValueError([f.message("en") for f in reading.errors])
    return reading.plan


def entries_of(plan: Plan, unit: int, month: int) -> dict[str, Entry]:
    """A unit's figures of a month: plausible, whole, different for every unit."""
    entries: dict[str, Entry] = {}
    for n, indicator in enumerate(plan.indicators, start=1):
        base = (unit * 7919 + n * 101) % 20011 + 20  # a prime: no unit has another's figures
        if indicator.measure == "ratio":
            part = base * (80 + (unit + month) % 15) // 100
            entries[f"{indicator.id}.a"] = Entry(part)
            entries[f"{indicator.id}.b"] = Entry(base)
        elif indicator.over_time == "flow":
            entries[indicator.id] = Entry(base + month)
        else:
            entries[indicator.id] = Entry(base * month)
    return entries


def write_country(home: Path, period: str, units: int = UNITS, received: str = "") -> None:
    """The plan and one month's forms of every unit, by two processes; `received` is the time of
    receipt that a sidecar beside each form gives (none if empty)."""
    text = plan_text(units)
    (home / "data" / "inbox").mkdir(parents=True, exist_ok=True)
    (home / "indicators.yaml").write_text(text, encoding="utf-8")
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(_write_some, [(home, text, period, k) for k in range(2)]))
    if received:
        for form in sorted((home / "data" / "inbox").glob("*.xlsx")):
            form.with_name(f"{form.name}.received").write_text(received, encoding="utf-8")


def _write_some(job: tuple[Path, str, str, int]) -> None:
    home, text, label, turn = job
    plan = parse_plan(text).plan
    if plan is None:
        raise ValueError("the benchmark's plan has errors")
    period = parse_period(label)
    for u, unit in enumerate(plan.units, start=1):
        if u % 2 == turn:
            target = home / "data" / "inbox" / f"{label}_{unit.id}.xlsx"
            write_form(
                target, plan, unit.id, period, entries=entries_of(plan, u, period.month_of_year)
            )
