"""The plan and the schema that come with the product: in the wheel, else at the checkout's top."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

PLAN_NAME = "indicators.yaml"
SCHEMA_NAME = "indicators.schema.json"


def shipped_plan_text() -> bytes:
    """The bytes of the shipped indicators.yaml."""
    return _shipped(PLAN_NAME)


def shipped_schema_text() -> bytes:
    """The bytes of the shipped indicators.schema.json."""
    return _shipped(SCHEMA_NAME)


def _shipped(name: str) -> bytes:
    installed = files("kpi").joinpath("shipped", name)
    if installed.is_file():
        return installed.read_bytes()
    return (Path(__file__).parents[2] / name).read_bytes()
