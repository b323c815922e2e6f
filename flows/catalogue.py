"""`kpi catalogue`: what every indicator of the plan means, as a page and a workbook."""

from __future__ import annotations

from flows.console import out
from flows.dates import now_utc, today
from flows.opening import open_file
from flows.plan_check import plan_of
from kpi.files import folder, replacing, write_whole
from kpi.home import Home
from kpi.words import say


def write_catalogue(home: Home, *, to_open: bool = False) -> int:
    """Writes `data/catalogue.html` and `data/catalogue.xlsx` of the plan as it stands today."""
    from reports.catalogue import draw_page, entries_of, write_book
    from reports.catalogue.book import whole_plan
    from reports.edition import Edition

    plan, now = plan_of(home), now_utc()
    edition = Edition(plan, whole_plan(plan), now)
    day = today(plan, now)
    entries, owner = entries_of(plan, day), plan.owner_on(day).name
    folder(home.data)
    page, book = home.data / "catalogue.html", home.data / "catalogue.xlsx"
    write_whole(page, draw_page(plan, entries, owner, edition.notice))
    with replacing(book) as made:
        write_book(made, edition, entries, owner)
    said = {"count": len(entries), "page": page, "book": book}
    out(say("catalogue.written", plan.locale, **said))
    if to_open:
        open_file(page, plan.locale)
    return 0
