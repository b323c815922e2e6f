"""The walls: one direction between the rooms, one door for each heavy dependency."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

FORBIDDEN = {"kpi": {"flows", "reports"}, "reports": {"flows"}}

DOORS = {
    "prefect": ("flows/",),
    "duckdb": ("kpi/warehouse/",),
    "great_expectations": ("kpi/checks/",),
    "pandas": ("kpi/checks/",),
    "yaml": ("kpi/plan/",),
    "pydantic": ("kpi/plan/",),
    "lxml": ("kpi/intake/", "reports/feedback/"),
    "xlrd": ("kpi/intake/",),
    "openpyxl": (),  # tests and benchmarks alone read with it
    "xlsxwriter": ("reports/forms/", "reports/feedback/", "reports/workbook/", "reports/tables.py"),
    "matplotlib": ("reports/charts/",),
    "scipy": (),  # the checks bring it; only tests compare with it
    "click": ("flows/",),
    "rich": ("flows/",),
}


def sources() -> list[Path]:
    return sorted(p for room in ("kpi", "reports", "flows") for p in (ROOT / room).rglob("*.py"))


def names_only_types(node: ast.AST) -> bool:
    """Whether a block is `if TYPE_CHECKING`: it names types and imports nothing when run."""
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def running(node: ast.AST) -> Iterator[ast.AST]:
    """Every node that runs."""
    for child in ast.iter_child_nodes(node):
        if not names_only_types(child):
            yield child
            yield from running(child)


def imports(path: Path) -> Iterator[str]:
    for node in running(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("room", sorted(FORBIDDEN))
def test_no_room_imports_one_that_builds_on_it(room: str) -> None:
    found = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in (ROOT / room).rglob("*.py")
        for name in imports(path)
        if name in FORBIDDEN[room]
    }
    assert not found


def test_every_heavy_dependency_has_one_door() -> None:
    found = {
        f"{path.relative_to(ROOT).as_posix()} imports {name}"
        for path in sources()
        for name in imports(path)
        if name in DOORS and not path.relative_to(ROOT).as_posix().startswith(DOORS[name])
    }
    assert not found


def test_the_wall_test_sees_the_rooms() -> None:
    assert len(sources()) > 10
