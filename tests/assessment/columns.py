"""The columns of every table that may be without rows, as DuckDB finds them.

`python -m tests.assessment.columns` writes what is found into the file that empty tables are made
from. A type of our own is one of texts; no two have the same texts in the plan assessed here.
"""

from __future__ import annotations

import json
from pathlib import Path
from unittest.mock import patch

import duckdb

import kpi.assessment.fed_by
from kpi.assessment import assess
from kpi.assessment.models import models
from kpi.periods import parse_period
from kpi.plan.model import Plan
from kpi.warehouse.store import migrations
from tests.plans import a_plan

OF_THE_SQL = {"results"}  # it has a column more now and then, which is not to be written twice
KNOWN = Path(kpi.assessment.fed_by.__file__).with_name("columns.json")
_ENUM = "SELECT type_name, labels FROM duckdb_types() WHERE logical_type = 'ENUM'"
_COLUMNS = """
    SELECT table_name, column_name, data_type
    FROM duckdb_columns()
    ORDER BY table_name, column_index
"""


def found_columns(plan: Plan | None = None) -> dict[str, dict[str, str]]:
    """SQL types by column of every model that can be without rows; all of them are run."""
    con = duckdb.connect()
    for step in migrations().values():
        con.execute(step)
    with (
        patch("kpi.assessment.models.is_fed", lambda *_: True),
        assess(con, plan or a_plan(), [parse_period("2024-06")]) as assessment,
    ):
        _, types = assessment.fetch(_ENUM)
        _, columns = assessment.fetch(_COLUMNS)
    ours = {_written(labels): str(name) for name, labels in types if labels}
    known = json.loads(KNOWN.with_name("fed_by.json").read_text(encoding="utf-8"))
    found: dict[str, dict[str, str]] = {
        m.name: {} for m in models() if m.name in known.keys() - OF_THE_SQL
    }
    for table, column, kind in columns:
        if table in found:
            found[str(table)][str(column)] = ours.get(str(kind), str(kind))
    return dict(sorted(found.items()))


def _written(labels: object) -> str:
    """An ENUM as DuckDB writes the type of a column."""
    assert isinstance(labels, list)
    texts = ", ".join(f"'{label}'" for label in labels)
    return f"ENUM({texts})"


def main() -> None:
    KNOWN.write_text(json.dumps(found_columns(), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
