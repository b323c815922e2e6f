"""`datapackage.json`: what every file of the package is, after Frictionless Data Package.

One rule: it is written from the declared rows and the words alone; the same tables give the same
bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kpi.plan.model import Plan
from kpi.records.schema import Column, columns_of
from kpi.sharing.tables import TABLE_BY_NAME, TABLES, Table
from kpi.words import formats, say

Json = dict[str, object]
NAME: Final = "datapackage.json"
CATALOGUE: Final = "catalogue.html"
SDMX: Final = "sdmx/results.csv"
STRUCTURE: Final = "sdmx/structure.xml"
BESIDE: Final = (CATALOGUE, SDMX, STRUCTURE)  # what stands beside the tables
_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean", date: "date"}


@dataclass(frozen=True, slots=True)
class Written:
    """A file of the package: its path inside, its size in bytes and its SHA-256."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class About:
    """What the package is of: the plan, and the last day whose reports are in it."""

    plan: Plan
    day: date


def descriptor(about: About, written: Sequence[Written]) -> str:
    """The text of the descriptor of files that are written."""
    plan, by_path = about.plan, {w.path: w for w in written}
    tables = {path for table in TABLES for path in paths_of(table)}
    whole: Json = {
        "profile": "data-package",
        "name": _slug(plan.id),
        "title": say("package.title", plan.locale, plan=plan.name),
        "description": _description(about),
        "as_of": about.day.isoformat(),
        "plan": {"id": plan.id, "sha256": plan.sha256},
        "sources": [{"title": _source(plan)}],
        "contributors": [{"title": plan.owner_on(about.day).name, "role": "publisher"}],
        "resources": [_resource(t, by_path, plan.locale) for t in TABLES],
        "files": [
            {**_file(w), "title": say(f"package.files.{_slug(w.path)}", plan.locale)}
            for w in written
            if w.path not in tables
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def paths_of(table: Table) -> tuple[str, str]:
    """Where a table lies inside the package, as CSV and as Parquet."""
    return f"csv/{table.name}.csv", f"parquet/{table.name}.parquet"


def _slug(text: str) -> str:
    """Small letters, digits and hyphens of a name."""
    kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in text.lower())
    return "-".join(part for part in kept.split("-") if part) or "kpi"


def _description(about: About) -> str:
    plan = about.plan
    day = formats.day(about.day, plan.locale)
    lines = [say("package.about", plan.locale, day=day), *filter(None, (plan.marking,))]
    return "\n\n".join([*lines, *filter(None, (plan.scope_note,))])


def _source(plan: Plan) -> str:
    """The plan, with the decision that approved it."""
    if plan.approved is None:
        return say("package.proposed", plan.locale, plan=plan.name)
    values = {
        "decision": plan.approved.decision,
        "day": formats.day(plan.approved.date, plan.locale),
    }
    return say("package.approved", plan.locale, plan=plan.name, **values)


def _resource(table: Table, written: dict[str, Written], locale: str) -> Json:
    csv, parquet = (written[path] for path in paths_of(table))
    return {
        "name": table.name,
        "profile": "tabular-data-resource",
        "title": say(f"package.table.{table.name}", locale),
        "description": say(f"package.grain.{table.name}", locale),
        **_file(csv),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": _schema(table, locale),
        "parquet": _file(parquet),
    }


def _file(written: Written) -> Json:
    return {"path": written.path, "bytes": written.size, "hash": f"sha256:{written.sha256}"}


def _schema(table: Table, locale: str) -> Json:
    return {
        "fields": [_field(c, locale) for c in columns_of(table.kind)],
        "missingValues": [""],
        "primaryKey": list(table.key),
        "foreignKeys": list(_foreign(table)),
    }


def _field(column: Column, locale: str) -> Json:
    about: Json = {
        "name": column.name,
        "type": _TYPES[column.type],
        "title": say(f"package.column.{column.name}", locale),
    }
    if told := " ".join(_told(column, locale)):
        about["description"] = told
    if column.of.unit and column.type is not bool:  # yes or no is of no unit
        about["unit"] = say(f"package.unit.{_key(column.of.unit)}", locale)
    if not column.may_be_empty:
        about["constraints"] = {"required": True}
    return about


def _told(column: Column, locale: str) -> Iterator[str]:
    """What a column means, and what it means where it is empty."""
    if told := say(f"package.meaning.{column.name}", locale):
        yield told
    if column.of.empty:
        yield say("package.empty", locale, why=say(f"package.why.{_key(column.of.empty)}", locale))


def _key(text: str) -> str:
    """The key of a unit or of a meaning of emptiness in the words."""
    return _slug(text).replace("-", "_")


def _foreign(table: Table) -> Iterator[Json]:
    for column, dimension in table.refers:
        [key] = TABLE_BY_NAME[dimension].key
        yield {"fields": column, "reference": {"resource": dimension, "fields": key}}
