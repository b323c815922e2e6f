"""When a model can have rows at all, found from DuckDB's own reading of its SQL.

A sum of products: it can have rows if of one of the sets no table is empty. Whatever is not
understood counts as rows. `python -m tests.assessment.fed_by` writes what is found into the file
that the models are run by.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb

import kpi.assessment.fed_by
from kpi.assessment.models import macro_texts, model_texts

KNOWN = Path(kpi.assessment.fed_by.__file__).with_suffix(".json")

Ways = frozenset[frozenset[str]]
ALWAYS: Ways = frozenset({frozenset()})
OF_BOTH = {"INNER", "SEMI"}  # with no join's condition true of nothing
AGGREGATES = (
    "SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_type = 'aggregate'"
)


class FedBy:
    """`texts` are the bodies of table macros by name, with the names of their parameters."""

    def __init__(self, macros: Mapping[str, tuple[tuple[str, ...], str]]) -> None:
        self.con = duckdb.connect()
        self.macros = macros
        self.aggregates = {name for (name,) in self.con.execute(AGGREGATES).fetchall()}
        self.aggregates |= {name for name, body in SCALAR.findall(all_macros()) if self._adds(body)}

    def _adds(self, body: str) -> bool:
        """Whether a macro of one value calls an aggregate."""
        return not self.aggregates.isdisjoint(re.findall(r"(\w+)\(", body))

    def ways(self, select: str, given: Mapping[str, str] | None = None) -> Ways:
        """Of one SELECT; `given` names the tables that a macro's parameters stand for."""
        found = self.con.execute("SELECT json_serialize_sql(?)", [select]).fetchall()[0][0]
        said = json.loads(found)
        assert not said["error"], said
        return self._node(said["statements"][0]["node"], {}, given or {})

    def _node(self, node: Any, known: Mapping[str, Ways], given: Mapping[str, str]) -> Ways:
        known = dict(known)
        for entry in node.get("cte_map", {}).get("map", ()):
            known[entry["key"]] = self._node(entry["value"]["query"]["node"], known, given)
        match node["type"]:
            case "SELECT_NODE":
                return self._select(node, known, given)
            case "SET_OPERATION_NODE":
                parts = node.get("children") or [node["left"], node["right"]]
                if node["setop_type"] == "EXCEPT":
                    parts = parts[:1]
                return any_of(self._node(part, known, given) for part in parts)
            case "RECURSIVE_CTE_NODE":
                return self._node(node["left"], known, given)
        return ALWAYS

    def _select(self, node: Any, known: Mapping[str, Ways], given: Mapping[str, str]) -> Ways:
        columns = node["select_list"]
        if node["aggregate_handling"] == "FORCE_AGGREGATES":  # GROUP BY ALL
            grouped = not all(self._aggregates(column) for column in columns)
        else:
            grouped = bool(node.get("group_expressions"))
        if not grouped and self._aggregates(columns):
            return ALWAYS
        return self._table(node["from_table"], known, given)

    def _aggregates(self, part: Any) -> bool:
        """Whether a name of an aggregate is called anywhere, but over a window."""
        if isinstance(part, dict):
            named = part.get("function_name") in self.aggregates
            called = named and part["class"] != "WINDOW"
            return called or any(self._aggregates(value) for value in part.values())
        return isinstance(part, list) and any(self._aggregates(value) for value in part)

    def _table(self, table: Any, known: Mapping[str, Ways], given: Mapping[str, str]) -> Ways:
        match table["type"]:
            case "BASE_TABLE":
                return self._named(table["table_name"], known, given)
            case "SUBQUERY":
                return self._node(table["subquery"]["node"], known, given)
            case "TABLE_FUNCTION":
                return self._called(table["function"], known, given)
            case "JOIN":
                left = self._table(table["left"], known, given)
                kind = table["join_type"]
                if kind not in OF_BOTH:
                    right = table["right"] if kind in {"OUTER", "FULL", "RIGHT"} else None
                    return any_of([left, self._table(right, known, given)]) if right else left
                return all_of([left, self._table(table["right"], known, given)])
        return ALWAYS

    def _named(self, name: str, known: Mapping[str, Ways], given: Mapping[str, str]) -> Ways:
        return known.get(name, frozenset({frozenset({given.get(name, name)})}))

    def _called(self, call: Any, known: Mapping[str, Ways], given: Mapping[str, str]) -> Ways:
        name = call["function_name"]
        if name == "query_table":
            (argument,) = call["children"]
            column = argument.get("column_names", [""])[0]
            return self._named(given.get(column, column), known, {})
        if name not in self.macros:
            return ALWAYS
        parameters, body = self.macros[name]
        names = (child for child in call["children"] if child["class"] == "CONSTANT")
        tables = [name["value"]["value"] for name in names]  # what else is given is no table
        inside = self.ways(body, dict(zip(parameters, tables, strict=False)))
        return any_of(all_of(self._named(t, known, {}) for t in way) for way in inside)


def all_macros() -> str:
    return re.sub(r"--[^\n]*", "", "\n".join(macro_texts().values()))


def any_of(parts: Iterable[Ways]) -> Ways:
    return shortest({way for part in parts for way in part})


def all_of(parts: Iterable[Ways]) -> Ways:
    found = set(ALWAYS)
    for part in parts:
        found = {one | other for one in found for other in part}
        found = set(shortest(found))
    return frozenset(found)


def shortest(ways: set[frozenset[str]]) -> Ways:
    """Without those that need more than another one."""
    return frozenset(way for way in ways if not any(other < way for other in ways))


SCALAR = re.compile(r"MACRO (\w+)\([^)]*\) AS(?! TABLE)([^;]*);")
MADE = re.compile(
    r"CREATE OR REPLACE TEMP (?:TABLE|VIEW|MACRO) (\w+)(?:\(([^)]*)\))? AS(?: TABLE)?\n"
)


def bodies(text: str) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Name, parameters and SELECT of every table, view or table macro that a file makes."""
    for one in re.sub(r"--[^\n]*", "", text).split(";"):
        if found := MADE.search(one):
            names = tuple(p.split(":=")[0].strip() for p in (found[2] or "").split(",") if p)
            body = one[found.end() :].strip()
            if body.upper().startswith(("SELECT", "WITH", "FROM")):
                yield found[1], names, body


def found_ways() -> dict[str, Ways]:
    """Of every model that one statement makes."""
    macros = {n: (names, body) for t in macro_texts().values() for n, names, body in bodies(t)}
    reader, texts = FedBy(macros), model_texts()
    return {
        name: reader.ways(body)
        for file, text in texts.items()
        if f"{file}.step" not in texts and not file.endswith(".step")
        for name, _, body in bodies(text)
    }


def main() -> None:
    """Writes what is found to where the models look it up."""
    said = {
        name: sorted(" ".join(sorted(way)) for way in ways)
        for name, ways in sorted(found_ways().items())
        if frozenset() not in ways
    }
    KNOWN.write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
