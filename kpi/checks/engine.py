"""The one door to Great Expectations: rows in, (rule, row) pairs out.

A suite runs over a whole frame at once on the pandas engine, in memory, without Data Docs and
without telemetry. A check that could not run is an error of the system (CheckFailed), never a
finding about the data.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from kpi.checks.unneeded import put_off

if TYPE_CHECKING:
    import polars as pl

ROW = "row"
FEW = 1_000  # up to so many rows asking first whether, then where, is quicker
WHETHER = {"result_format": "BOOLEAN_ONLY"}
WHERE = {"result_format": "COMPLETE", "return_unexpected_index_query": False}
_ONE_AT_A_TIME = threading.Lock()


class CheckFailed(RuntimeError):
    """An expectation could not be evaluated: a defect of the program."""


@dataclass(frozen=True, slots=True)
class Expect:
    """One expectation: column `a` is true, is present, is at least `b`, equals `b`, lies between
    `low` and `high` (both included; None: open) or is one of `among`.

    Rows with an empty value are passed over (except by `present`).
    """

    kind: Literal["true", "present", "at_least", "equal", "between", "in_set"]
    a: str
    b: str = ""
    low: float | None = None
    high: float | None = None
    among: tuple[object, ...] = ()


def failures(
    name: str, frame: pl.DataFrame, suite: Sequence[tuple[str, Expect]]
) -> list[tuple[str, int]]:
    """Every (rule, row) at which the frame breaks the suite, in the suite's order, then by row.

    The suite is of rules, each beside what it expects. The frame has a column `row` of unique
    integers.
    """
    if frame.is_empty() or not suite:
        return []
    expected = [expect for _, expect in suite]
    concerned = _concerned(frame, expected)
    if frame.height <= FEW:
        concerned = [r.expect for r in _results(name, frame, concerned, WHETHER) if not r.holds]
    found = [(r.expect, row) for r in _results(name, frame, concerned, WHERE) for row in r.rows]
    place = {expect: number for number, expect in enumerate(expected)}
    in_order = sorted((place[expect], row) for expect, row in found)
    return [(suite[number][0], row) for number, row in in_order]


def _concerned(frame: pl.DataFrame, suite: Sequence[Expect]) -> list[Expect]:
    """The expectations that have a value to look at; the others hold."""
    given = {name for name in frame.columns if frame[name].null_count() < frame.height}
    return [e for e in suite if e.kind == "present" or given.issuperset(c for c in (e.a, e.b) if c)]


@dataclass(frozen=True, slots=True)
class _Result:
    """Whether an expectation holds, and the rows at which it does not (if they were asked for)."""

    expect: Expect
    holds: bool
    rows: tuple[int, ...]


def _results(
    name: str, frame: pl.DataFrame, suite: Sequence[Expect], asked: Mapping[str, object]
) -> list[_Result]:
    if not suite:
        return []
    outcomes = _validate(name, frame, tuple(suite), asked)
    if len(outcomes) != len(suite):  # the library drops an expectation that repeats another
        raise CheckFailed(f"{name}: {len(suite)} expectations, {len(outcomes)} results")
    results = []
    for outcome in outcomes:
        expect = suite[outcome.expectation_config.meta["number"]]
        if outcome.exception_info and _raised(outcome.exception_info):
            raise CheckFailed(f"{name}, {expect}: {outcome.exception_info}")
        places = outcome.result.get("unexpected_index_list") or []
        results.append(_Result(expect, bool(outcome.success), tuple(map(int, places))))
    return results


def _validate(
    name: str, frame: pl.DataFrame, suite: tuple[Expect, ...], asked: Mapping[str, object]
) -> list[Any]:
    columns = dict.fromkeys(c for e in suite for c in (e.a, e.b) if c)
    with warnings.catch_warnings():
        # Deprecations inside great_expectations and pandas are theirs to mend, not ours.
        warnings.simplefilter("ignore")
        # the rows' numbers are the index: to look them up by column costs as much as the checks
        rows = frame.select(list(columns)).to_pandas().set_index(frame[ROW].to_numpy())
        batch = _frames().get_batch({"dataframe": rows})
        outcome = batch.validate(_suite(name, suite), result_format=dict(asked))
        if len(rows) > FEW:
            _frames().get_batch({"dataframe": rows.head(0)})  # lets go of the rows
    return list(outcome.results)


@lru_cache(maxsize=1)
def _context() -> Any:
    """The library's context: in memory, without progress bars; one, for it is slow to make."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    with put_off():
        import great_expectations as gx

    # its notes on temporary folders are no news for a clerk; the module sets its own level
    logging.getLogger("great_expectations.data_context.types.base").setLevel(logging.WARNING)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}  # type: ignore[assignment]  # a mapping is what it stores
    return context


def get_ready() -> None:
    """Does beforehand what the first check would have to wait for: seconds of imports."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _frames()


def get_ready_meanwhile() -> None:
    """The same beside what goes on; the first check waits for it."""
    if "great_expectations" not in sys.modules:
        threading.Thread(target=get_ready, name="checks").start()


def _frames() -> Any:
    with _ONE_AT_A_TIME:
        return _made_frames()


@lru_cache(maxsize=1)
def _made_frames() -> Any:
    """Where the frames of all suites go in, one after the other: one, for each is written down as
    YAML three times when it is made."""
    asset = _context().data_sources.add_pandas("kpi").add_dataframe_asset("rows")
    return asset.add_batch_definition_whole_dataframe("rows")


@lru_cache(maxsize=64)
def _suite(name: str, suite: tuple[Expect, ...]) -> Any:
    import great_expectations as gx

    built = gx.ExpectationSuite(name=name)
    for number, expect in enumerate(suite):
        built.add_expectation(_expectation(gx.expectations, expect, number))
    return built


def _expectation(kinds: Any, expect: Expect, number: int) -> Any:
    meta = {"number": number}
    match expect.kind:
        case "true":
            return kinds.ExpectColumnValuesToBeInSet(column=expect.a, value_set=[True], meta=meta)
        case "between":
            return kinds.ExpectColumnValuesToBeBetween(
                column=expect.a, min_value=expect.low, max_value=expect.high, meta=meta
            )
        case "in_set":
            return kinds.ExpectColumnValuesToBeInSet(
                column=expect.a, value_set=list(expect.among), meta=meta
            )
        case "present":
            return kinds.ExpectColumnValuesToNotBeNull(column=expect.a, meta=meta)
        case "at_least":
            return kinds.ExpectColumnPairValuesAToBeGreaterThanB(
                column_A=expect.a,
                column_B=expect.b,
                or_equal=True,
                ignore_row_if="either_value_is_missing",
                meta=meta,
            )
        case "equal":
            return kinds.ExpectColumnPairValuesToBeEqual(
                column_A=expect.a,
                column_B=expect.b,
                ignore_row_if="either_value_is_missing",
                meta=meta,
            )


def _raised(info: dict[str, Any]) -> bool:
    """Whether an expectation raised; the library nests the answer by metric at times."""
    if "raised_exception" in info:
        return bool(info["raised_exception"])
    return any(isinstance(v, dict) and v.get("raised_exception") for v in info.values())
