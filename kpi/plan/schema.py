"""The JSON Schema of indicators.yaml for editors, made from the document's model.

`python -m kpi.plan.schema` writes the committed file; its descriptions are those of the words
section `plan.keys`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kpi.plan.document import DocumentW
from kpi.words import say

FILE = Path(__file__).parents[2] / "indicators.schema.json"

_FORMULA = {"properties": {"measure": {"const": "formula"}}, "required": ["measure"]}
_MILESTONE = {"properties": {"measure": {"const": "milestone"}}, "required": ["measure"]}
_CONDITIONS = [
    {
        "if": _FORMULA,
        "then": {"required": ["formula"]},
        "else": {"required": ["frequency", "reported_by"]},
    },
    {"if": _MILESTONE, "then": {"required": ["due"]}},
]


def plan_schema(locale: str = "vi") -> dict[str, Any]:
    """Draft 7, which editors' YAML modes know; keys as they are written."""
    made = DocumentW.model_json_schema(by_alias=True)
    definitions = made.pop("$defs")
    definitions["IndicatorW"]["allOf"] = _CONDITIONS
    definitions["DocumentW"] = made
    for model, body in definitions.items():
        _describe(body, model, locale)
    cleaned: dict[str, Any] = _without_null(definitions)
    root = cleaned.pop("DocumentW")
    return {"$schema": "http://json-schema.org/draft-07/schema#", **root, "$defs": cleaned}


def _describe(body: dict[str, Any], model: str, locale: str) -> None:
    """Meanings from the catalogue in place of pydantic's titles and docstrings."""
    body.pop("title", None)
    body.pop("description", None)
    body["properties"] = {
        key: {**_without_title(value), "description": say(f"plan.keys.{model}.{key}", locale)}
        for key, value in body["properties"].items()
    }


def _without_title(value: dict[str, Any]) -> dict[str, Any]:
    kept = {k: v for k, v in value.items() if k != "title"}
    # beside "$ref" draft 7 ignores everything, so a lone reference goes one level down
    return {"allOf": [{"$ref": kept.pop("$ref")}], **kept} if "$ref" in kept else kept


def _without_null(value: Any) -> Any:
    """The schema without `or null` and `default: null`: a key is left out, not emptied."""
    if isinstance(value, list):
        return [_without_null(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {k: _without_null(v) for k, v in value.items() if not (k == "default" and v is None)}
    choices = kept.get("anyOf")
    if not isinstance(choices, list):
        return kept
    rest = [c for c in choices if c != {"type": "null"}]
    if len(rest) > 1:
        return {**kept, "anyOf": rest}
    del kept["anyOf"]
    return {"allOf": rest, **kept} if "$ref" in rest[0] else {**rest[0], **kept}


def schema_text() -> str:
    """The committed file's text. A key without a meaning in the catalogue is a KeyError."""
    return json.dumps(plan_schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    FILE.write_text(schema_text(), encoding="utf-8", newline="\n")
