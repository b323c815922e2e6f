"""The walls: one direction between the rooms, one door for each heavy dependency."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

FORBIDDEN = {
    "kpi": {"flows", "reports", "demo"},
    "reports": {"flows", "demo"},
    "demo": {"flows"},
}

DOORS = {
    "prefect": ("flows/",),
    "duckdb": ("kpi/database/", "kpi/warehouse/"),
    "great_expectations": ("kpi/checks/",),
    "pandas": ("kpi/checks/",),
    "yaml": ("kpi/plan/",),
    "ruamel": ("kpi/planning/",),
    "pydantic": ("kpi/plan/",),
    "lxml": ("kpi/workbooks/", "reports/feedback/"),
    "xlrd": ("kpi/workbooks/",),
    "openpyxl": (),  # tests and benchmarks alone read with it
    "xlsxwriter": (
        "reports/forms/",
        "reports/feedback/",
        "reports/listing/",
        "reports/plan_book/",
        "reports/workbook/",
        "reports/tables.py",
    ),
    "matplotlib": ("reports/charts/",),
    "fontTools": ("reports/measure/",),
    "fpdf": ("reports/pdf/",),
    "docx": ("reports/docx/",),
    "pdfplumber": (),  # tests alone read what was printed
    "scipy": (),  # the checks bring it; only tests compare with it
    "keyring": ("kpi/receiving/sources/",),
    "paramiko": ("kpi/receiving/sources/",),
    "httpx": ("kpi/receiving/sources/",),
    "click": ("flows/",),
    "rich": ("flows/",),
}

# Inside `kpi`: a room uses those before it. docs/architecture.md lists them in the same order.
ORDER = (
    "files", "environment", "home", "periods", "moments", "notices", "journal", "standing",
    "rounding", "words",
    "workbooks", "records",
    "plan", "begin", "planning", "database", "reading", "receiving", "checks",
    "warehouse", "collect", "assessment", "forecasts", "explain", "compare", "sharing", "desk",
    "delivery", "verify",
    "backup",
)  # fmt: skip


def sources() -> list[Path]:
    return sorted(
        p for room in ("kpi", "reports", "demo", "flows") for p in (ROOT / room).rglob("*.py")
    )


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


def named_rooms(path: Path) -> Iterator[str]:
    """The rooms of `kpi` that a file names, also where only types are named."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "kpi":
            yield from (name.name for name in node.names if name.name in ORDER)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kpi."):
            yield str(node.module).split(".")[1]
        elif isinstance(node, ast.Import):
            yield from (n.name.split(".")[1] for n in node.names if n.name.startswith("kpi."))


def room_of(path: Path) -> str:
    return path.relative_to(ROOT / "kpi").parts[0].removesuffix(".py")


def test_inside_the_library_a_room_uses_only_rooms_before_it() -> None:
    upward = {
        f"{path.relative_to(ROOT).as_posix()} names kpi.{room}"
        for path in sorted((ROOT / "kpi").rglob("*.py"))
        if room_of(path) in ORDER
        for room in named_rooms(path)
        if ORDER.index(room) > ORDER.index(room_of(path))
    }
    assert not upward


def test_every_room_of_the_library_has_its_place_in_the_order() -> None:
    rooms = {room_of(p) for p in (ROOT / "kpi").rglob("*.py")} - {"__init__", "__main__", "library"}
    assert rooms == set(ORDER)


def test_reading_of_bytes_knows_nothing_else_of_the_library() -> None:
    named = {r for p in (ROOT / "kpi" / "workbooks").rglob("*.py") for r in named_rooms(p)}
    assert named == {"workbooks"}


def modules() -> dict[str, Path]:
    """Every module of the project by its dotted name."""
    found = {}
    for path in sources():
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def modules_named(path: Path, every: dict[str, Path]) -> set[str]:
    """The modules that a file names, also inside functions and where only types are named."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for name in node.names:
                whole = f"{node.module}.{name.name}"
                found.add(whole if whole in every else node.module)
        elif isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
    return found & set(every)


def test_no_modules_name_each_other_in_a_circle() -> None:
    every = modules()
    waiting = {name: modules_named(path, every) - {name} for name, path in every.items()}
    while free := [name for name, needs in waiting.items() if not needs & waiting.keys()]:
        for name in free:
            del waiting[name]
    assert sorted(waiting) == []


def test_the_page_on_the_architecture_lists_the_rooms_in_their_order() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `kpi/(\w+)(?:/|\.py)` \|", page, re.MULTILINE)
    assert listed == list(ORDER)
