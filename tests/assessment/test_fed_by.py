"""Tables that cannot have rows: found from the SQL, and only their columns are made."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from kpi.assessment import assess
from kpi.assessment.models import models, run_models
from kpi.periods import parse_period
from kpi.warehouse.store import migrations
from tests.assessment import columns, fed_by
from tests.assessment.fed_by import KNOWN, FedBy, found_ways
from tests.plans import a_plan

MACROS = {"of_both": (("one", "other"), "FROM query_table(one) JOIN query_table(other) USING (x)")}


def known() -> dict[str, list[frozenset[str]]]:
    said = json.loads(KNOWN.read_text(encoding="utf-8"))
    return {name: [frozenset(way.split()) for way in ways] for name, ways in said.items()}


def test_what_the_runner_rests_on_follows_from_the_sql() -> None:
    """If this fails, `python -m tests.assessment.fed_by` writes what follows now."""
    found = found_ways()
    wrong = {
        name
        for name, ways in known().items()
        if not all(any(said <= way for said in ways) for way in found.get(name, [frozenset()]))
    }
    assert not wrong


def test_columns_of_empty_tables_are_those_of_the_sql() -> None:
    """If this fails, `python -m tests.assessment.columns` writes what they are now."""
    said = json.loads(columns.KNOWN.read_text(encoding="utf-8"))
    found = columns.found_columns()
    assert {n: list(c.items()) for n, c in said.items()} == {
        n: list(c.items()) for n, c in found.items()
    }
    assert all(found.values())


def test_of_few_rows_views_are_tables_of_the_same_rows() -> None:
    con = duckdb.connect()
    for step in migrations().values():
        con.execute(step)
    asked, tables = [parse_period("2024-06")], {"results", "leaf"}
    with (
        assess(con, a_plan(), asked, tables=tables) as plain,
        assess(con, a_plan(), asked, tables=tables, few=True) as few,
    ):
        made = "SELECT count(*) FROM duckdb_views() WHERE view_name = 'leaf'"
        assert [a.peek(made).item() for a in (plain, few)] == [1, 0]
        for name in tables:
            look = f"FROM {name} ORDER BY ALL"
            assert few.peek(look).rows() == plain.peek(look).rows()


def test_most_tables_are_known() -> None:
    assert len(known()) > 0.9 * len(models())


@pytest.mark.parametrize(
    ("select", "ways"),
    [
        ("SELECT * FROM a JOIN b USING (x) LEFT JOIN c USING (x)", {"a b"}),
        ("SELECT * FROM a SEMI JOIN b USING (x) ANTI JOIN c USING (x)", {"a b"}),
        ("SELECT * FROM a FULL JOIN b USING (x)", {"a", "b"}),
        ("SELECT * FROM a RIGHT JOIN b USING (x)", {"a", "b"}),
        ("SELECT * FROM a, b", {"a b"}),
        ("SELECT * FROM a UNION ALL BY NAME SELECT * FROM b", {"a", "b"}),
        ("FROM a EXCEPT FROM b", {"a"}),
        ("SELECT * FROM a UNION SELECT * FROM a JOIN b USING (x)", {"a"}),
        ("WITH w AS (FROM a JOIN b USING (x)) SELECT * FROM c JOIN w USING (x)", {"a b c"}),
        ("WITH RECURSIVE r AS (FROM a UNION SELECT x + 1 FROM r JOIN b USING (x)) FROM r", {"a"}),
        ("SELECT * FROM (SELECT x FROM a) JOIN of_both('b', 'c') USING (x)", {"a b c"}),
        ("SELECT x, count(*) FROM a GROUP BY x", {"a"}),
        ("SELECT x, count(*) FROM a GROUP BY ALL", {"a"}),
        ("SELECT x, max(x) OVER (ORDER BY x) FROM a", {"a"}),
        ("SELECT count(*) FROM a", {""}),
        ("SELECT count(*) FROM a GROUP BY ALL", {""}),
        ("SELECT coalesce(exact_sum(x), 0) FROM a", {""}),
        ("FROM a UNION ALL SELECT 1", {"a", ""}),
        ("SELECT * FROM a CROSS JOIN range(3)", {"a"}),
    ],
)
def test_when_a_select_can_have_rows(select: str, ways: set[str]) -> None:
    expected = {frozenset(way.split()) for way in ways}
    expected = set(fed_by.shortest(expected))
    assert FedBy(MACROS).ways(select) == expected


def test_a_table_that_cannot_have_rows_has_its_columns(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Of `member` no row can be without units; its columns are those that it always has."""
    con = duckdb.connect(str(tmp_path / "x.duckdb"))
    con.execute("CREATE TEMP TABLE plan_unit AS SELECT 'A' AS unit, 'Vùng' AS area")
    con.execute("CREATE TYPE entity_id AS VARCHAR")
    monkeypatch.setattr("kpi.assessment.models.load_macros", lambda _: None)
    run_models(con, 0, {"member"}, empty={"plan_unit"})
    assert con.execute("FROM member").fetchall() == []
    assert [about[0] for about in con.execute("FROM member").description or ()] == [
        "entity", "unit",
    ]  # fmt: skip
    run_models(con, 0, {"member"})
    assert len(con.execute("FROM member").fetchall()) == 2
