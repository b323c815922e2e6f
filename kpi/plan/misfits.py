"""What to say of a scalar that is not the number, the day or the yes or no that its key asks for.

One rule: where the text can mean two things both are offered and neither is taken.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date
from typing import Any, get_args

from kpi.plan import scalars
from kpi.plan.context import Context, report
from kpi.plan.findings import Book
from kpi.plan.kinds import unwrapped
from kpi.plan.meanings import truth_meant
from kpi.plan.yaml_tree import Node, Scalar


def report_no_number(node: Scalar, context: Context, book: Book) -> None:
    if (with_dot := _three_decimals(node)) is not None:
        report_thousands(node, with_dot, context, book)
        return
    said: dict[str, object] = {"written": node.text}
    if full := scalars.in_full(node.text):
        short, whole, word = full
        report(book, "number_multiplied", node.place, context, **said, short=short, whole=whole,
               word=word)  # fmt: skip
        return
    if both := scalars.range_of(node.text):
        first, last = both
        report(book, "range_for_number", node.place, context, **said, first=first, last=last)
        return
    meant = scalars.number_meant(node, context.key)
    rule = "quoted_number" if node.quoted and meant == node.text.strip() else "not_a_number"
    if scalars.among_words(node.text):
        rule = "number_among_words"
    report(book, rule, node.place, context, **said, likely=meant)


def _three_decimals(node: Scalar) -> str | None:
    """The number with a dot that may be thousands or decimals: `4.000`, `4,000`, `4.000 hồ sơ`."""
    with_dot = scalars.comma_number(node.text) or (node.text.strip() if node.quoted else None)
    if with_dot is None and (found := _WITH_WORDS.fullmatch(node.text.strip())):
        with_dot = None if scalars.multiplied(node.text) else found["number"].replace(",", ".")
    return with_dot if with_dot and scalars.THOUSANDS.fullmatch(with_dot) else None


_WITH_WORDS = re.compile(r"(?P<number>[1-9]\d{0,2}[.,]\d{3})\s*(?:%|[^\W\d_][^,;:/\d]*)")


def report_thousands(node: Scalar, with_dot: str, context: Context, book: Book) -> None:
    report(
        book, "thousands_or_decimals", node.place, context, written=node.text,
        whole=with_dot.replace(".", ""), decimal=scalars.decimal_meant(with_dot),
    )  # fmt: skip


def report_no_day(node: Scalar, context: Context, book: Book) -> None:
    if both := scalars.two_days(node.text):
        _ask_day(node, both, context, book)
        return
    said: dict[str, object] = {"written": node.text}
    if found := _ISO.fullmatch(node.text.strip()):
        year, month = int(found["year"]), int(found["month"])
        if 1 <= month <= 12 and year:
            last = monthrange(year, month)[1]
            report(book, "no_such_day", node.place, context, **said, month=month, last=last)
            return
    if _IN_PART.fullmatch(node.text.strip()):
        report(book, "date_in_part", node.place, context, **said)
        return
    meant = scalars.date_meant(node)
    report(book, "not_a_date", node.place, context, **said, likely=meant)


_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-\d{2}")
_IN_PART = re.compile(r"\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2})?|(?:tháng\s*)?\d{1,2}[/.-]\d{4}")


def _ask_day(
    node: Scalar, both: tuple[date, date], context: Context, book: Book, form: str = "{}"
) -> None:
    first, second = both
    report(
        book, "ambiguous_date", node.place, context, written=node.text,
        first=form.format(first.isoformat()), first_day=first.day, first_month=first.month,
        second=form.format(second.isoformat()), second_day=second.day, second_month=second.month,
    )  # fmt: skip


def asks_for_days(node: Node, kinds: list[Any], context: Context, book: Book) -> bool:
    """Whether it is a day that can be two, where a list of days is wanted; then it is asked."""
    wanted = any(date in get_args(unwrapped(kind)[0]) for kind in kinds)
    if not wanted or not isinstance(node, Scalar):
        return False
    parts = re.split(r"[,;]", node.text.strip("[] "))
    form = f"{context.key}: [{{}}]" if len(parts) == 1 else "{}"
    for part in parts:
        if both := scalars.two_days(part):
            _ask_day(replace(node, text=part.strip()), both, context, book, form)
            return True
    return False


def report_no_truth(node: Scalar, context: Context, book: Book) -> None:
    report(
        book, "not_true_or_false", node.place, context, written=node.text,
        likely=truth_meant(node.text),
    )  # fmt: skip
