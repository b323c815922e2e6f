"""Random plans for the tests of the plan's workbook: every key that YAML can hold is drawn."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

from hypothesis import strategies as st

Draw = Any
TRICKY = (
    "=1+1", "007", "1.10", "MAR1", "97,5", "12.000", "true", "Có", 'nói "vậy"', "a; b", "(x", "x)",
    "x: y", "a # b", "# x", "- x", "@a", "2024-01-02", "~", "null", "_x0041_", "dòng một\ndòng hai",
    "“cong”", "'", "%", "100%", "{a}", "[b]", "&c", "*d", "!e", "|", ">", "đầu  giữa  cuối", "yes",
    "một; (hai: ba); \"bốn\"", "https://co-quan.vn/a?b=c&d=e#f",
)  # fmt: skip
LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Z"])
WORDS = st.lists(st.text(LETTERS, min_size=1, max_size=9), min_size=1, max_size=25).map(" ".join)
TEXTS = st.one_of(st.sampled_from(TRICKY), WORDS).map(lambda t: unicodedata.normalize("NFC", t))
NUMBERS = st.one_of(
    st.integers(-(10**9), 10**9).map(float),
    st.floats(-1e12, 1e12, allow_nan=False, allow_subnormal=False),
    st.sampled_from([0.1, 0.30000000000000004, 1.234, 97.5, 1e-7, 12345.678, 0.001]),
)
POSITIVE = st.floats(1e-6, 1e6, allow_subnormal=False)
DAYS = st.dates(date(1890, 1, 1), date(2150, 1, 1))
YEARS = st.integers(2018, 2032)
KINDS = ("huyện", "phòng", "xã")


def some(draw: Draw, entry: dict[str, Any], key: str, values: st.SearchStrategy[Any]) -> None:
    if draw(st.booleans()):
        entry[key] = draw(values)


@st.composite
def documents(draw: Draw) -> dict[str, Any]:
    fields = [{"id": f"L{n}", "name": draw(TEXTS)} for n in range(draw(st.integers(1, 3)))]
    for field in fields:
        some(draw, field, "weight", st.floats(0, 5, allow_subnormal=False))
    units = [draw(a_unit(n)) for n in range(draw(st.integers(1, 4)))]
    indicators = [draw(an_indicator(n, fields, units)) for n in range(draw(st.integers(1, 4)))]
    made = {"plan": draw(a_head()), "fields": fields, "units": units, "indicators": indicators}
    countable = [i["id"] for i in indicators if i["measure"] in {"count", "score"}]
    if len(countable) > 1:
        rule = {"check": f"{countable[0]} <= {countable[1]}"}
        some(draw, rule, "severity", st.sampled_from(["error", "warning"]))
        some(draw, rule, "message", TEXTS)
        some(draw, made, "rules", st.just([rule]))
    return made


@st.composite
def a_head(draw: Draw) -> dict[str, Any]:
    first = draw(YEARS)
    made: dict[str, Any] = {"id": "ke-hoach", "name": draw(TEXTS)}
    owner = st.fixed_dictionaries({"name": TEXTS}, optional={"symbol": TEXTS})
    later = st.fixed_dictionaries({"name": TEXTS, "from": DAYS}, optional={"symbol": TEXTS})
    some(draw, made, "owner", st.one_of(TEXTS, owner, st.tuples(owner, later).map(list)))
    some(draw, made, "reports_to", TEXTS)
    made["years"] = (first, first + draw(st.integers(0, 6)))
    some(draw, made, "approved", st.fixed_dictionaries({"decision": TEXTS, "date": DAYS}))
    for key in ("marking", "scope_note"):
        some(draw, made, key, TEXTS)
    some(draw, made, "ranks", st.sampled_from(["none", "annex", "all"]))
    some(draw, made, "missing_in_score", st.sampled_from(["zero", "exclude"]))
    some(draw, made, "calendar", calendars())
    some(draw, made, "assessment", assessments())
    some(draw, made, "failures_to", st.sampled_from(["a@b.vn", ["a@b.vn", "c@d.vn"]]))
    some(draw, made, "forms", st.sampled_from(["one", "several"]))
    some(draw, made, "form_texts", st.fixed_dictionaries(
        {}, optional={"heading": TEXTS, "superiors": st.lists(TEXTS, min_size=1, max_size=3),
                      "symbol": TEXTS, "title": TEXTS, "receiver": TEXTS}))  # fmt: skip
    return made


def calendars() -> st.SearchStrategy[dict[str, Any]]:
    months = st.dictionaries(
        st.sampled_from(["default", "1", "6", "12"]), st.integers(1, 31), min_size=1
    )
    return st.fixed_dictionaries(
        {},
        optional={
            "closes_on": st.one_of(st.integers(1, 31), months),
            "due_working_days": st.integers(0, 30),
            "days_off": st.lists(DAYS, min_size=1, max_size=4, unique=True),
        },
    )


def assessments() -> st.SearchStrategy[dict[str, Any]]:
    method = st.sampled_from(["linear", "cagr", "projection"])
    return st.fixed_dictionaries(
        {}, optional={"method": method, "on_track": st.just(0.93), "at_risk": st.just(0.7)}
    )


@st.composite
def a_unit(draw: Draw, number: int) -> dict[str, Any]:
    made: dict[str, Any] = {"id": f"U{number}", "name": draw(TEXTS)}
    made["kind"] = draw(st.sampled_from(KINDS))
    some(draw, made, "area", st.sampled_from(["Vùng một", "Vùng hai; xa"]))
    some(draw, made, "was", st.just([f"CU{number}", f"CU-{number}"]))
    some(draw, made, "aliases", st.lists(TEXTS, min_size=1, max_size=4, unique=True))
    some(draw, made, "senders", st.lists(TEXTS, min_size=1, max_size=2, unique=True))
    match draw(st.integers(0, 3)):
        case 1:
            made["to"] = date(2025, 6, 30)
        case 2:
            made["spans"] = [{"from": date(2021, 1, 1), "to": date(2023, 12, 31)},
                             {"from": date(2025, 1, 1)}]  # fmt: skip
        case 3 if number:
            made["from"] = date(2025, 7, 1)
            made["succeeds"] = [{"unit": "U0", "share": draw(st.floats(0.01, 1))}]
    return made


@st.composite
def an_indicator(
    draw: Draw, number: int, fields: list[dict[str, Any]], units: list[dict[str, Any]]
) -> dict[str, Any]:
    measure = draw(st.sampled_from(["count", "ratio", "yes_no", "milestone", "score", "formula"]))
    made: dict[str, Any] = {"id": f"CT{number}", "name": draw(TEXTS)}
    made["field"] = draw(st.sampled_from(fields))["id"]
    made |= {"measure": measure if measure != "formula" or number else "count"}
    measure = made["measure"]
    usual = {"ratio": "%", "yes_no": "có/không", "milestone": "ngày", "score": "điểm"}
    made["unit_of_measure"] = usual.get(measure, "lớp; khóa")
    for key in ("definition", "basis"):
        some(draw, made, key, TEXTS)
    some(draw, made, "was", st.just([f"CU{number}"]))
    some(draw, made, "decimals", st.integers(0, 10))
    if measure == "formula":
        made["formula"] = f"0.5*CT{number - 1} + 1"
    else:
        made["frequency"] = draw(st.sampled_from(["month", "quarter", "half", "year"]))
        names = sorted({u["id"] for u in units} | {u["kind"] for u in units})
        some_names = st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True)
        made["reported_by"] = draw(some_names)
    some(draw, made, "lead", st.just("U0"))
    some(draw, made, "support", st.just([u["id"] for u in units]))
    some(draw, made, "weight", st.floats(0, 9, allow_subnormal=False))
    _measured(draw, made, measure)
    return made


def _measured(draw: Draw, made: dict[str, Any], measure: str) -> None:
    if measure == "milestone":
        made["due"] = draw(st.dates(date(2019, 1, 1), date(2033, 1, 1)))
        some(draw, made, "checks", st.just({"evidence": "required"}))
        return
    if measure == "ratio":
        some(draw, made, "numerator", TEXTS)
        some(draw, made, "denominator", TEXTS)
    way = draw(st.sampled_from(["up", "down", "within", ""]))
    if way == "within":
        low = draw(POSITIVE)
        made["direction"] = {"within": (low, low + draw(POSITIVE))}
        return
    if way:
        made["direction"] = way
    some(draw, made, "baseline", st.fixed_dictionaries({"year": YEARS, "value": NUMBERS}))
    yearly = st.dictionaries(YEARS, NUMBERS, min_size=1, max_size=6)
    some(draw, made, "targets", yearly)
    if "reported_by" in made:
        owned = st.dictionaries(st.sampled_from(made["reported_by"]), yearly, min_size=1)
        some(draw, made, "unit_targets", owned)
    revision = st.fixed_dictionaries({"year": YEARS, "value": NUMBERS, "decided": DAYS},
                                     optional={"decision": TEXTS})  # fmt: skip
    some(draw, made, "target_revisions", st.lists(revision, min_size=1, max_size=2))
    some(draw, made, "method", st.sampled_from(["linear", "cagr", "projection"]))
    some(draw, made, "limit", NUMBERS)
    limits = {
        "min": st.just(-1.5), "max": st.floats(0, 1e9), "max_change": POSITIVE,
        "not_decreasing": st.booleans(), "evidence": st.sampled_from(["optional", "required"]),
    }  # fmt: skip
    some(draw, made, "checks", st.fixed_dictionaries({}, optional=limits))
    if measure == "count":
        shares = st.lists(st.floats(0.1, 9), min_size=12, max_size=12)
        some(draw, made, "profile", st.one_of(st.just("learned"), shares))
        across = st.sampled_from(["sum", "mean", "max", {"weighted_by": made["id"]}])
        some(draw, made, "across_units", across)
