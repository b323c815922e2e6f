"""Errors in the plan's own section: years, owners, time zone, cut-offs of the assessment."""

from __future__ import annotations

import re
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from kpi.plan.findings import Book
from kpi.plan.likely import likely, without_marks
from kpi.plan.model import AssessmentSettings
from kpi.plan.records import Located, Record

# one name at one domain: what a mail program takes without asking; nothing that could begin
# another header or another recipient
_ADDRESS = re.compile(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")

VIETNAM = "Asia/Ho_Chi_Minh"
_OF_VIETNAM = re.compile(
    r"(?:(?:gmt|utc)\s*)?\+?\s*0?7(?::?00)?|(?:gio )?(?:viet ?nam|ha noi|ho chi minh|sai gon|vn)"
    r"|(?:asia/)?(?:hanoi|ha_noi|saigon|hochiminh)"
)


def check_head(top: Record, book: Book) -> None:
    if top.has("indicators") and "indicators" in top.entries and not top.items("indicators"):
        book.report("no_indicators", top.key("indicators"))
    head = top.record("plan")
    if head is None:
        return
    _years(head, book)
    _owners(head, book)
    _timezone(head, book)
    _failures_to(head, book)
    _assessment(head, book)
    _days(head, book)


def _years(head: Record, book: Book) -> None:
    found = head.entries.get("years")
    if found is None or not isinstance(found.value, tuple):
        return
    first, last = (item.value for item in found.value if isinstance(item, Located))
    if isinstance(first, int) and isinstance(last, int) and first > last:
        book.report("years_order", found.place, first=first, last=last)


def _owners(head: Record, book: Book) -> None:
    seen: set[date | None] = set()
    for owner in head.records("owner"):
        since = owner.day("from")
        if owner.has("from") and since is None:
            continue
        if since in seen:
            book.report("owner_same_day", owner.key("from"), since=since or "…")
        seen.add(since)


def _timezone(head: Record, book: Book) -> None:
    name = head.text("timezone")
    if name is None:
        return
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        near = VIETNAM if _OF_VIETNAM.fullmatch(without_marks(name)) else _near_zone(name)
        book.report("unknown_timezone", head.at("timezone"), written=name, likely=near)


def _near_zone(name: str) -> str | None:
    """The zone that is spelled like it; hours from Greenwich are no matter of spelling."""
    return None if re.match(r"(?i)gmt|utc|[+\d]", name) else likely(name, available_timezones())


def _failures_to(head: Record, book: Book) -> None:
    one = head.text("failures_to")
    given = list(head.texts("failures_to"))
    if one is not None:
        given.append((one, head.at("failures_to")))
    for written, place in given:
        if not _ADDRESS.fullmatch(written.strip()):
            book.report("no_address", place, written=written)


def _assessment(head: Record, book: Book) -> None:
    settings = head.record("assessment")
    if settings is None:
        return
    default = AssessmentSettings()
    on_track = settings.number("on_track") or default.on_track
    at_risk = settings.number("at_risk") or default.at_risk
    if at_risk > on_track:
        place = settings.at("at_risk" if settings.has("at_risk") else "on_track")
        book.report("cuts_order", place, on_track=on_track, at_risk=at_risk)


def _days(head: Record, book: Book) -> None:
    """No day is off and worked at once."""
    calendar = head.record("calendar")
    if calendar is None:
        return
    off = {item.value: item.place for item in calendar.items("days_off")}
    for item in calendar.items("working_days"):
        if item.value in off:
            first = off[item.value]
            book.report(
                "day_off_and_worked", item.place, day=item.value, line=first.line,
                column=first.column,
            )  # fmt: skip
