"""The facts in the field's words: pieces that the Word file, the PDF page and the message share.

The one rule: a list names as many as it is told and says how many it leaves out; nobody's words
are changed, a long quote ends with an ellipsis where there is no room.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from kpi.compare.moves import APART, COMPARED, NAMED, Move, Turn
from kpi.records.status import shown_status
from kpi.words import formats
from reports import decided, milestones
from reports.amounts import beginning, difference, figure, listed, titled
from reports.edition import Edition
from reports.figures.shared.named import Judged
from reports.leading.alike import Alike
from reports.leading.facts import Behind, BehindRow, Facts, Incomplete

UNITS_NAMED = 3  # of those who say the same
BRIEF = 80  # letters of a quote behind which several units are counted, not named
MANY = 10_000
SILENT = ("no_data", "inconclusive")
JUDGED = ("exceeded", "met", "met_so_far", "on_track", "at_risk", "behind", "not_met")
FEW = 6  # names of what has its mark where it stands


def missing(edition: Edition, row: BehindRow, *, under_head: bool = False) -> str:
    """How much is missing in the unit of measure; of a milestone since when. `under_head`: in a
    column that is called so."""
    if row.measure == "milestone" and row.due:
        day = formats.day(row.due, edition.locale)
        return edition.say("leading.behind.overdue", day=day)
    if row.missing is None:
        return edition.say("leading.behind.unknown")
    if not row.missing:
        return edition.say("leading.behind.level")
    amount = difference(edition, row, row.missing)
    if under_head and not row.is_too_much:
        return amount
    key = "too_much" if row.is_too_much else "missing"
    return edition.say(f"leading.behind.{key}", amount=amount)


def reached(edition: Edition, row: BehindRow) -> str:
    """`362/575`: what there is of what there should be; of a milestone its state."""
    if milestones.is_milestone(row):
        return milestones.state(edition, row)
    return f"{figure(edition, row, row.assessed)}/{figure(edition, row, row.required)}"


def outlook(edition: Edition, row: BehindRow) -> str:
    """`428/700: Khó đạt nếu giữ tốc độ hiện nay`: what the year is likely to bring."""
    if edition.period.month_of_year == 12:
        return edition.say("leading.behind.ended")
    if row.projection is None:
        return edition.say("leading.behind.no_outlook")
    shown = figure(edition, row, row.projection)
    if row.target is None:
        return edition.say("leading.behind.outlook_only", figure=shown)
    of = {"figure": shown, "target": figure(edition, row, row.target)}
    if row.likelihood is None:
        return edition.say("leading.behind.outlook_untold", **of)
    word = edition.say(f"status.likelihood.{row.likelihood}")
    return edition.say("leading.behind.outlook", likelihood=word, **of)


def beside_head(edition: Edition, facts: Facts) -> str:
    """What stands beside a figure that is behind: what is to come, or how a plan's years went."""
    head = {"year": "next_target", "plan": "years"}.get(facts.kind.kind, "outlook")
    return edition.say(f"leading.page.{head}", next=edition.period.year + 1)


def beside(edition: Edition, row: BehindRow, facts: Facts) -> str:
    kind = facts.kind
    if kind.kind == "year":
        targets = {r.indicator: r.next_target for r in kind.year}
        return figure(edition, row, targets.get(row.indicator))
    if kind.kind == "plan":
        (of,) = (r for r in kind.plan if r.indicator == row.indicator)
        return edition.say("kinds.page.years_met", met=of.years_met, judged=of.years_judged)
    return outlook(edition, row)


def none_behind(
    edition: Edition, counts: Iterable[tuple[str, int]], key: str = "leading.behind"
) -> str:
    """That nothing is behind, of what could be judged: silence is no good news. `key` holds the
    words, `none`, `none_of_judged` and `none_judged`."""
    found = dict(counts)
    silent = sum(found.get(status, 0) for status in SILENT)
    if not silent:
        return edition.say(f"{key}.none")
    judged = any(found.get(status, 0) for status in JUDGED)
    return edition.say(f"{key}.{'none_of_judged' if judged else 'none_judged'}", count=silent)


def more_behind(edition: Edition, left: Sequence[Behind], letters: int) -> str:
    """How many more are behind, and which."""
    named = [titled(b.row.indicator, b.row.indicator_name, letters) for b in left]
    key = "more_end" if edition.period.month_of_year == 12 else "more"
    return edition.say(f"leading.behind.{key}", left=len(left), codes="; ".join(named))


def lead(edition: Edition, row: BehindRow) -> str:
    return row.lead or edition.say("leading.behind.lead_unknown")


def quotes(
    edition: Edition,
    said: Sequence[Alike],
    most: int = MANY,
    letters: int = MANY,
    *,
    names: bool = True,
) -> str:
    """`“...” (Đơn vị A); “...” (3 đơn vị: A, B, C)`; `chưa nêu` where nobody said anything."""
    if not said:
        return edition.say("leading.behind.unsaid")
    return listed(edition, [quote(edition, a, letters, names=names) for a in said], most, "more")


def quote(edition: Edition, said: Alike, letters: int = MANY, *, names: bool = True) -> str:
    """One text with those who said it, by name as long as they are few and there is room; where
    several are not to have `names`, their number."""
    units = ", ".join(said.units[:UNITS_NAMED])
    if said.count > UNITS_NAMED:
        units = f"{units}, …"
    if said.count > 1 and (letters <= BRIEF or not names):
        units = edition.say("leading.behind.units_only", count=said.count)
    elif said.count > 1:
        units = edition.say("leading.behind.units_count", count=said.count, units=units)
    return edition.say("leading.behind.quote", text=beginning(said.text, letters), units=units)


def counted(edition: Edition, counts: Iterable[tuple[str, int]]) -> str:
    """`3 vượt chỉ tiêu, 7 đúng tiến độ`: what there is."""
    return ", ".join(
        edition.say("leading.counts.one", count=n, status=edition.say(f"leading.status.{status}"))
        for status, n in counts
        if n
    )


def standing(edition: Edition, facts: Facts) -> str:
    """How many indicators stand where; they sum up to all."""
    if not facts.total:
        return edition.say("leading.counts.nothing")
    counts = counted(edition, [(c.status, c.indicators) for c in facts.counts])
    return edition.say("leading.counts.all", total=facts.total, counts=counts)


def standing_before(edition: Edition, facts: Facts) -> str:
    """The same of the last report, and of the same indicators now."""
    moves = facts.moves
    if moves is None:
        return edition.say("leading.counts.no_last")
    if not moves.compared:
        return _nothing_beside(edition, moves.moves)
    return edition.say(
        "leading.counts.before",
        total=len(moves.compared),
        periods=", ".join(edition.period_within(p) for p in moves.periods),
        before=counted(edition, moves.before.items()),
        now=counted(edition, moves.now.items()),
    )


def moved(edition: Edition, facts: Facts, most: int = MANY, letters: int = MANY) -> list[str]:
    """How many stand how beside the last report, and each that moved by name."""
    if facts.moves is None:
        return [edition.say("leading.counts.no_last")]
    return moved_of(edition, facts.moves.moves, most, letters)


def moved_of(
    edition: Edition, moves: Sequence[Move], most: int = MANY, letters: int = MANY
) -> list[str]:
    """The same of some of the plan's indicators: the counts of the first sentence add up."""
    said = [moved_counts(edition, moves)]
    for turn in NAMED:
        found = [m for m in moves if m.turn == turn]
        if found:
            steps = [_step(edition, m, letters) for m in found]
            named = listed(edition, steps, most, "more_indicators")
            said.append(edition.say(f"leading.moved.{turn}", count=len(found), indicators=named))
    return [line.replace("….", "…") for line in said]


def moved_counts(edition: Edition, moves: Sequence[Move]) -> str:
    """`Trong 40 chỉ tiêu so sánh được: tốt hơn 3, giữ nguyên 37`, and what is not compared."""
    turns = Counter(m.turn for m in moves)

    def told(names: Sequence[Turn]) -> str:
        return ", ".join(
            edition.say(f"leading.moved.count_{n}", count=turns[n]) for n in names if turns[n]
        )

    compared = sum(turns[n] for n in COMPARED)
    said = [_nothing_beside(edition, moves)]
    if compared:
        counts = told(COMPARED)
        said = [edition.say("leading.moved.counts", total=compared, counts=counts)]
    if apart := told(APART):
        count = sum(turns[n] for n in APART)
        said.append(edition.say("leading.moved.apart", count=count, counts=apart))
    return " ".join(said)


def _nothing_beside(edition: Edition, moves: Sequence[Move]) -> str:
    """Why no indicator stands beside a last report: theirs was another year's, or there is none."""
    if any(m.turn == "other_year" for m in moves):
        return edition.say("leading.moved.other_year")
    return edition.say("leading.counts.no_last")


def _step(edition: Edition, move: Move, letters: int) -> str:
    name = titled(move.indicator, move.indicator_name, letters)
    if move.turn in {"first", "lost"}:
        return name
    after = shown_status(move.after, ends_year=edition.period.month_of_year == 12)
    before, now = (edition.say(f"leading.status.{s}") for s in (move.before, after))
    return edition.say("leading.moved.step", indicator=name, before=before, after=now)


def sent(edition: Edition, facts: Facts, most: int = MANY) -> list[str]:
    """How many forms came how, who has not sent, who sent late."""
    total = facts.deliveries[0].total if facts.deliveries else 0
    if not total:
        return [edition.say("leading.sent.no_forms")]
    ways = ", ".join(
        edition.say(
            "leading.sent.way",
            name=edition.say(f"status.delivery.{c.delivery}").lower(),
            forms=c.forms,
        )
        for c in facts.deliveries
        if c.forms
    )
    said = [
        edition.say("leading.sent.owed", total=total, ways=ways),
        not_sent(edition, facts, most),
    ]
    if facts.late:
        units = [_unit(edition, "unit", u.unit_name, u.periods) for u in facts.late]
        named = listed(edition, units, most, "more_units")
        said.append(edition.say("leading.sent.late", count=len(units), units=named))
    return said


def not_sent(edition: Edition, facts: Facts, most: int = MANY) -> str:
    """How many have not sent, how many forms that are, and who, those first who owe most."""
    if not facts.not_sent:
        return edition.say("leading.sent.nobody")
    units = [
        _unit(edition, "not_taken" if u.sent_but_not_taken else "unit", u.unit_name, u.periods)
        for u in facts.not_sent
    ]
    named = listed(edition, units, most, "more_units")
    forms = sum(len(u.periods) for u in facts.not_sent)
    key = "not_sent_forms" if forms > len(units) else "not_sent"
    return edition.say(f"leading.sent.{key}", count=len(units), forms=forms, units=named)


def _unit(edition: Edition, key: str, name: str, periods: Sequence[str]) -> str:
    within = edition.periods_within(periods)
    return edition.say(f"leading.sent.{key}", unit=name, periods=within)


def proposals(edition: Edition, facts: Facts, most: int = MANY, letters: int = MANY) -> str:
    """What units ask to be decided, alike ones as one."""
    if not facts.proposals:
        return edition.say("leading.asked.none")
    return quotes(edition, facts.proposals, most, letters) + "."


def completeness(
    edition: Edition, facts: Facts, most: int = MANY, letters: int = MANY
) -> list[str]:
    """How many figures are not complete; inconclusive ones apart, each with the units behind it.
    Of the others a few are named: a page of names is nothing to decide on, and each has its mark
    where it stands."""
    if not facts.incomplete:
        return [edition.say("leading.complete.all")]
    apart = {i.indicator for i in facts.inconclusive}
    others = [i for i in facts.incomplete if i.indicator not in apart]
    said = [edition.say("leading.complete.some", count=len(facts.incomplete))]
    if apart:
        said.append(_named(edition, "inconclusive", facts.inconclusive, most, letters))
    if others:
        key = "others" if apart else "these"
        said.append(_named(edition, key, others, min(most, FEW), letters))
    return said


def _named(edition: Edition, key: str, found: Sequence[Incomplete], most: int, letters: int) -> str:
    """Each by its code and name, with the mark right behind it."""
    marked = [
        edition.say(
            "leading.complete.one",
            indicator=titled(i.indicator, i.indicator_name, letters),
            mark=mark(edition, i),
        )
        for i in found
    ]
    named = listed(edition, marked, most, "more_indicators")
    return edition.say(f"leading.complete.{key}", count=len(found), indicators=named)


def basis(edition: Edition, facts: Facts) -> str:
    """How far the data goes, whether targets are approved, and who closed the period."""
    said = f"{edition.as_of_text}. {edition.notice}."
    closed = decided.closed_text(edition.plan, facts.closing, edition.period)
    return f"{said} {edition.say('decided.closed_line', closed=closed)}." if closed else said


def corrected(edition: Edition, facts: Facts) -> str:
    """How many figures people withdrew or entered, and whom they excused; empty for none. That a
    period was closed stands beside the data's day."""
    told = [d for d in facts.decisions if d.kind != "close"]
    return decided.counted(edition.locale, told)


def mark(edition: Edition, row: Judged | Incomplete) -> str:
    """`◐ 9/11 đơn vị`: beside a figure that is not complete."""
    reported, expected = row.units_reported, row.units_expected
    if reported is None or expected is None or reported >= expected:
        said = edition.say("leading.complete.estimates")
    else:
        said = edition.say("leading.complete.units", reported=reported, expected=expected)
    return said.replace(" ", "\u00a0")  # a mark stays in one piece
