"""All checks in their order, each on a line of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flows.console import out
from flows.dates import now_utc
from flows.doctor import computer, place, sources, work
from flows.doctor.case import Answer, Case
from kpi.home import Home
from kpi.words import say

SIGNS = {"good": "✓", "odd": "!", "bad": "×"}


@dataclass(frozen=True, slots=True)
class Check:
    """A check by its name in the catalogue."""

    name: str
    ask: Callable[[Case], Answer]


CHECKS = (
    Check("python", computer.python),
    Check("libraries", computer.libraries),
    Check("fonts", computer.fonts),
    Check("time_zones", computer.time_zones),
    Check("disk", computer.disk),
    Check("path", place.path),
    Check("plan", place.plan),
    Check("plan_names", place.plan_names),
    Check("writable", place.writable),
    Check("rights", place.rights),
    Check("clock", computer.clock),
    Check("lock", work.lock),
    Check("warehouse", work.warehouse),
    Check("leftovers", place.leftovers),
    Check("outputs", place.outputs),
    Check("sources", sources.sources),
    Check("entry", work.entry),
    Check("runs", work.runs),
    Check("verified", work.verified),
    Check("backup", work.backup),
)


def doctor_now(home: Home) -> int:
    """Says how the set-up stands; 1 if something must be mended."""
    case = Case(home, now_utc())
    states = []
    for check, answer in examine(case):
        states.append(answer.state)
        out(line(check.name, answer, case.locale))
    counts = {"bad": states.count("bad"), "odd": states.count("odd")}
    key = "mend" if counts["bad"] else "look" if counts["odd"] else "sound"
    out(say(f"doctor.{key}", case.locale, **counts))
    return 1 if counts["bad"] else 0


def examine(case: Case) -> Iterator[tuple[Check, Answer]]:
    """Every check with its answer; one that fails is an answer too."""
    for check in CHECKS:
        try:
            answer = check.ask(case)
        except Exception as error:  # noqa: BLE001 - whatever is broken, the other checks are made
            answer = Answer("bad", "failed", {"reason": type(error).__name__})
        yield check, answer


def line(name: str, answer: Answer, locale: str) -> str:
    """`✓ đạt     ...`: sign, word and sentence."""
    key = "doctor.failed" if answer.key == "failed" else f"doctor.{name}.{answer.key}"
    return say(
        "doctor.line",
        locale,
        sign=SIGNS[answer.state],
        word=say(f"doctor.state.{answer.state}", locale),
        name=say(f"doctor.{name}.name", locale),
        what=say(key, locale, **answer.values),
    )
