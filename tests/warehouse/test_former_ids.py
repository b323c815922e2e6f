"""Figures stored under a former id are those of the indicator or unit that bears the new one."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kpi.collect.access import reading, writing
from kpi.collect.steps import collect
from kpi.database.present_ids import under_ids_of
from kpi.home import Home
from kpi.periods import parse_period
from kpi.plan.load import parse_plan
from kpi.plan.model import Plan
from kpi.warehouse.export import export_frame
from kpi.warehouse.orphans import orphans

PLAN = """plan: {id: p, name: Kế hoạch, owner: Ban, years: [2024, 2025]}
fields: [{id: F, name: Lĩnh vực}]
units:
  - {id: U1, name: Huyện ủy Một, kind: huyen}
  - {id: U2, name: Huyện ủy Hai, kind: huyen}
indicators:
  - {id: YT01, name: Số lượt khám, field: F, measure: count, unit_of_measure: lượt, frequency: month, reported_by: [huyen], targets: {2024: 1200}}
  - {id: YT02, name: Số ca, field: F, measure: count, unit_of_measure: ca, frequency: month, reported_by: [huyen]}
"""  # noqa: E501 - as planners write it
RENAMED = PLAN.replace("id: YT01,", "id: KB01, was: [YT01],").replace(
    "id: U1,", "id: HU1, was: [U1],"
)
FORGOTTEN = PLAN.replace("id: YT01,", "id: KB01,").replace("id: U2,", "id: HU2,")
FIRST = datetime(2024, 2, 5, tzinfo=UTC).replace(tzinfo=None)
LATER = datetime(2024, 3, 5, tzinfo=UTC).replace(tzinfo=None)
HEAD = "unit,period,indicator,value\n"


def the_plan(text: str) -> Plan:
    plan = parse_plan(text).plan
    assert plan is not None
    return plan


def sent(home: Home, name: str, *rows: str) -> None:
    home.inbox.mkdir(parents=True, exist_ok=True)
    path = home.inbox / name
    path.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    os.utime(path, (FIRST.timestamp() - 86400,) * 2)


@pytest.fixture(scope="module")
def received(tmp_path_factory: pytest.TempPathFactory) -> Home:
    made = Home(tmp_path_factory.mktemp("received"))
    made.plan.write_text(PLAN, encoding="utf-8")
    sent(made, "jan.csv", "U1,2024-01,YT01,10", "U2,2024-01,YT01,20", "U1,2024-01,YT02,3")
    collect(made, the_plan(PLAN), FIRST)
    return made


@pytest.fixture
def home(received: Home, tmp_path: Path) -> Home:
    return Home(Path(shutil.copytree(received.root, tmp_path / "home")))


def values(home: Home, plan: Plan, period: str) -> dict[tuple[str, str], float | None]:
    from kpi.assessment import assess

    with (
        writing(home, LATER) as warehouse,
        assess(warehouse.con, plan, [parse_period(period)], as_of=LATER) as assessment,
    ):
        frame = assessment.results()
    return {(u, i): v for u, i, v in frame.select("unit", "indicator", "value").iter_rows()}


def test_results_of_the_new_id_hold_the_figures_of_the_former_one(home: Home) -> None:
    found = values(home, the_plan(RENAMED), "2024-01")
    assert found["HU1", "KB01"] == 10
    assert found["ALL", "KB01"] == 30
    assert found["HU1", "YT02"] == 3


def test_without_former_ids_the_new_id_has_none(home: Home) -> None:
    found = values(home, the_plan(FORGOTTEN), "2024-01")
    assert found["U1", "KB01"] is None


def test_a_figure_sent_again_under_the_new_id_replaces_the_former_one(home: Home) -> None:
    plan = the_plan(RENAMED)
    sent(home, "again.csv", "HU1,2024-01,KB01,11", "HU1,2024-01,YT02,3")
    taken = collect(home, plan, LATER)
    (again,) = [s for s in taken.submissions if s.cells_in]
    assert (again.superseded, again.unchanged, again.loaded) == (1, 1, 0)
    assert values(home, plan, "2024-01")["ALL", "KB01"] == 31
    with reading(home, LATER) as warehouse:
        stored = warehouse.con.execute(
            "SELECT unit, indicator, value FROM observation ORDER BY sequence, unit, indicator"
        ).fetchall()
    assert ("U1", "YT01", 10.0) in stored  # nothing stored is changed
    assert ("HU1", "KB01", 11.0) in stored


def test_a_form_of_former_ids_is_read_as_that_of_the_new_ones(home: Home) -> None:
    plan = the_plan(RENAMED)
    sent(home, "old.csv", "U1,2024-02,YT01,7")
    taken = collect(home, plan, LATER)
    assert [(s.unit, s.loaded, s.held) for s in taken.submissions if s.cells_in] == [("HU1", 1, 0)]
    assert values(home, plan, "2024-02")["HU1", "KB01"] == 7


def test_the_export_of_observations_names_the_ids_of_the_plan(home: Home) -> None:
    plan = the_plan(RENAMED)
    with reading(home, LATER) as warehouse, under_ids_of(warehouse.con, plan):
        frame = export_frame(warehouse.con, "observations", None, LATER, plan.timezone)
    assert set(frame.select("unit", "indicator").iter_rows()) == {
        ("HU1", "KB01"),
        ("HU1", "YT02"),
        ("U2", "KB01"),
    }


def test_figures_of_ids_that_the_plan_has_no_more_are_told_with_the_likely_new_one(
    home: Home,
) -> None:
    with reading(home, LATER) as warehouse:
        found = orphans(warehouse.con, the_plan(FORGOTTEN))
        assert [(o.thing, o.id, o.figures, o.now) for o in found] == [
            ("indicators", "YT01", 2, "KB01"),
            ("units", "U2", 1, "HU2"),
        ]
        assert not orphans(warehouse.con, the_plan(RENAMED))
        assert not orphans(warehouse.con, the_plan(PLAN))


def test_an_id_of_no_like_name_is_told_without_one(home: Home) -> None:
    plan = the_plan(FORGOTTEN.replace("name: Số lượt khám", "name: Diện tích sàn"))
    with reading(home, LATER) as warehouse:
        (lost,) = (o for o in orphans(warehouse.con, plan) if o.thing == "indicators")
    assert (lost.id, lost.now, lost.name) == ("YT01", "", "Số lượt khám")


def test_forms_show_the_last_figure_of_the_former_id(home: Home) -> None:
    from reports.forms.figures import read_known

    plan = the_plan(RENAMED)
    with reading(home, LATER) as warehouse:
        known = read_known(warehouse.con, plan, ("HU1",), parse_period("2024-02"), as_of=LATER)
    previous, to_date = known["HU1"]
    assert previous["KB01"].value == 10
    assert to_date["KB01"].value == 10


def test_silence_under_the_new_id_keeps_the_figure_of_the_former_one_and_says_so(
    home: Home,
) -> None:
    sent(home, "silent.csv", "HU1,2024-01,KB01,", "HU1,2024-01,YT02,4")
    (done,) = collect(home, the_plan(RENAMED), LATER).submissions
    (told,) = [p for p in done.problems if p.rule == "old_figure_kept"]
    assert told.indicator == "KB01"
    assert "số cũ 10 vẫn được giữ" in told.message


def test_the_month_after_is_compared_with_the_figure_of_the_former_id(home: Home) -> None:
    from kpi.assessment import assess

    plan = the_plan(RENAMED)
    sent(home, "feb.csv", "HU1,2024-02,KB01,16", "HU1,2024-02,YT02,4")
    collect(home, plan, LATER)
    with (
        writing(home, LATER) as warehouse,
        assess(warehouse.con, plan, [parse_period("2024-02")], as_of=LATER) as assessment,
    ):
        rows = {(r["unit"], r["indicator"]): r for r in assessment.results().to_dicts()}
    row = rows["HU1", "KB01"]
    assert (row["value"], row["assessed"], row["previous"]) == (16, 26, 10)


def test_an_explanation_leads_to_the_cell_of_the_former_id(home: Home) -> None:
    from kpi.explain.evidence import explain

    with reading(home, LATER) as warehouse:
        found = explain(
            warehouse.con, the_plan(RENAMED), "KB01", parse_period("2024-01"), "HU1", LATER
        )
    (report,) = found.leaves[0].reports
    assert (report.file, report.unit, report.indicator, report.value) == (
        "jan.csv", "HU1", "KB01", 10
    )  # fmt: skip


def test_an_id_that_was_two_in_turn_holds_the_figures_of_both(home: Home) -> None:
    """YT01 became KB01 in February, KB01 became SK01 in March."""
    sent(home, "feb.csv", "HU1,2024-02,KB01,16")
    collect(home, the_plan(RENAMED), LATER)
    again = the_plan(RENAMED.replace("id: KB01, was: [YT01]", "id: SK01, was: [KB01, YT01]"))
    assert values(home, again, "2024-01")["HU1", "SK01"] == 10
    assert values(home, again, "2024-02")["HU1", "SK01"] == 16
    with reading(home, LATER) as warehouse:
        assert not orphans(warehouse.con, again)


def test_a_unit_that_has_sent_under_its_former_id_owes_nothing(home: Home) -> None:
    from flows.remind import units_not_sent

    with reading(home, LATER) as warehouse:
        january = parse_period("2024-01")
        assert units_not_sent(the_plan(RENAMED), warehouse, january, LATER) == {}
        assert units_not_sent(the_plan(FORGOTTEN), warehouse, january, LATER) == {"HU2": False}
