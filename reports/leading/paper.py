"""The official report: sections I to V from the facts and units' own words, and the annex.

The one rule: what only a person can write is a mark to fill, never a sentence made up here.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from reports.decided import sentence
from reports.docx import OfficialReport, Paragraph, Section, Table, issuer_of
from reports.edition import Edition
from reports.kinds import lines_of, title_of
from reports.leading import wording
from reports.leading.alike import Alike
from reports.leading.annex import Align
from reports.leading.facts import Behind, Facts
from reports.leading.kind_annex import annex_by_kind

QUOTED = 5  # of the units' words under one heading; all stand in the annex workbook
REASONS = 4  # quoted for one indicator
MANY_BEHIND = 10  # more of them, and each is quoted in short: five pages of causes nobody reads
REASONS_OF_MANY = 2
DECISIONS = 10  # told one by one
UNITS = 15  # named of those who have not sent or sent late; a page of names is nothing to decide
MOST = 30  # indicators named in a sentence; all stand in the annex
GOOD = ("exceeded", "met", "met_so_far")
Parts = tuple[Paragraph | Table, ...]


def paper_of(edition: Edition, facts: Facts) -> OfficialReport:
    """The whole paper; number and day are left to a person."""
    last_day = edition.plan.calendar.last_day(edition.period)
    opening = edition.say("leading.paper.opening", basis=wording.basis(edition, facts))
    return OfficialReport(
        issuer=issuer_of(edition.plan, last_day),
        subject=edition.say("leading.subject", period=edition.title),
        sections=(
            _section(edition, "guidance", _fill(edition, "fill_guidance")),
            _results(edition, facts),
            _assessment(edition, facts),
            _section(edition, "tasks", _quoted(edition, "tasks", facts.tasks)),
            _section(edition, "proposals", _quoted(edition, "proposals", facts.proposals)),
        ),
        year=edition.local(edition.as_of).year,
        made=edition.as_of,
        opening=(Paragraph(opening),),
        marking=edition.plan.marking or "",
        locale=edition.locale,
        annex=annex_by_kind(edition, facts),
    )


def _section(edition: Edition, key: str, parts: Parts) -> Section:
    return Section(edition.say(f"leading.paper.{key}"), parts)


def _fill(edition: Edition, key: str, **values: object) -> Parts:
    return (Paragraph(edition.say(f"leading.paper.{key}", **values), to_fill=True),)


def _texts(lines: Sequence[str]) -> Parts:
    return tuple(Paragraph(line) for line in lines)


def _results(edition: Edition, facts: Facts) -> Section:
    parts = (
        _section(edition, "overall", (*_texts([wording.standing(edition, facts)]),
                                      _counts(edition, facts))),
        _section(edition, "by_field", _texts(_fields(edition, facts))),
        *_of_kind(edition, facts),
        _section(edition, "sending", _texts(wording.sent(edition, facts, UNITS))),
        _section(edition, "completeness", _texts(wording.completeness(edition, facts))),
        *_corrected(edition, facts),
    )  # fmt: skip
    return Section(edition.say("leading.paper.results"), (), parts)


def _corrected(edition: Edition, facts: Facts) -> tuple[Section, ...]:
    """What people decided about figures, the latest first; no section where nobody did."""
    found = facts.decisions[::-1]
    if not found:
        return ()
    lines = [f"- {sentence(edition.plan, d)}" for d in found[:DECISIONS]]
    if len(found) > DECISIONS:
        lines.append(edition.say("decided.more", left=len(found) - DECISIONS))
    return (Section(edition.say("decided.title"), _texts(lines)),)


def _of_kind(edition: Edition, facts: Facts) -> tuple[Section, ...]:
    """What moved since the last report, and what the report's kind says; a plan has none before."""
    said = lines_of(edition, facts.kind, MOST)
    own = (Section(title_of(edition, facts.kind), _texts(said)),) if said else ()
    if facts.kind.kind == "plan":
        return own
    return (*own, _section(edition, "since", _texts(wording.moved(edition, facts))))


def _counts(edition: Edition, facts: Facts) -> Table:
    """How many stand where; beside it those that stood in the last report, then and now."""
    told = facts.standing
    heads = ("status", "count", "compared_now", "compared_before")
    shown = len(heads) if facts.moves and facts.moves.compared else 2
    rows = [
        (edition.status(c.status), str(c.now), str(c.compared_now), str(c.compared_before))
        for c in told
    ]
    total = sum(c.now for c in told)
    now, before = facts.compared_total
    rows.append((edition.say("report.summary.total"), str(total), str(now), str(before)))
    aligns: tuple[Align, ...] = ("left", "center", "center", "center")
    return Table(
        heads=tuple(edition.say(f"leading.paper.{head}") for head in heads[:shown]),
        rows=tuple(row[:shown] for row in rows),
        aligns=aligns[:shown],
    )


def _fields(edition: Edition, facts: Facts) -> list[str]:
    """A sentence for each field."""
    said = []
    for name, group in groupby(facts.fields, key=lambda f: f.field_name):
        counts = [(f.status, f.indicators) for f in group]
        said.append(
            edition.say(
                "leading.paper.field",
                field=name,
                total=sum(n for _, n in counts),
                counts=wording.counted(edition, counts),
            )
        )
    return said


def _assessment(edition: Edition, facts: Facts) -> Section:
    achieved = (
        *_fill(edition, "fill_achieved"),
        *_texts(_good(edition, facts)),
        *_quoted(edition, "results", facts.results),
    )
    shortcomings = (
        *_fill(edition, "fill_shortcomings"),
        *_behind(edition, facts),
        *_quoted(edition, "shortcomings", facts.shortcomings),
    )
    return Section(
        edition.say("leading.paper.assessment"),
        (),
        (
            _section(edition, "achieved", achieved),
            _section(edition, "shortcomings", shortcomings),
            _section(edition, "causes", _causes(edition, facts)),
        ),
    )


def _good(edition: Edition, facts: Facts) -> list[str]:
    """What is reached or beyond, by name."""
    said = []
    for status in GOOD:
        names = [f"{r.indicator} {r.indicator_name}" for r in facts.annex if r.status == status]
        if names:
            said.append(
                edition.say(
                    "leading.paper.good",
                    status=edition.status(status),
                    count=len(names),
                    indicators="; ".join(names),
                )
            )
    return said


def _behind(edition: Edition, facts: Facts) -> Parts:
    if not facts.behind:
        standing = [(c.status, c.indicators) for c in facts.counts]
        return _texts([wording.none_behind(edition, standing)])
    key = "behind_end" if edition.period.month_of_year == 12 else "behind"
    first = edition.say(f"leading.paper.{key}", count=len(facts.behind))
    lines = [f"- {_sentence(edition, b)}" for b in facts.behind]
    return (Paragraph(first, announces=True), *_texts(lines))


def _sentence(edition: Edition, behind: Behind) -> str:
    row = behind.row
    ended = edition.period.month_of_year == 12
    figures = wording.reached(edition, row)
    if row.provisional:
        figures = f"{figures} ({wording.mark(edition, row)})"
    return edition.say(
        f"leading.behind.{'sentence_ended' if ended else 'sentence'}",
        name=f"{row.indicator} {row.indicator_name}",
        figures=figures,
        missing=wording.missing(edition, row),
        lead=wording.lead(edition, row),
        **({} if ended else {"outlook": wording.outlook(edition, row)}),
    )


def _causes(edition: Edition, facts: Facts) -> Parts:
    """What units say of each; a mark to fill names those of which nobody does."""
    many = len(facts.behind) > MANY_BEHIND
    said = [_cause(edition, b, many=many) for b in facts.behind if b.reasons]
    silent = ", ".join(b.row.indicator for b in facts.behind if not b.reasons)
    unsaid = _fill(edition, "fill_cause", indicators=silent) if silent else ()
    return (*_texts(said), *unsaid, *_fill(edition, "fill_causes"))


def _cause(edition: Edition, behind: Behind, *, many: bool) -> str:
    most = REASONS_OF_MANY if many else REASONS
    return edition.say(
        "leading.behind.reason",
        indicator=f"{behind.row.indicator} {behind.row.indicator_name}",
        quotes=wording.quotes(edition, behind.reasons, most, names=not many),
    )


def _quoted(edition: Edition, key: str, said: tuple[Alike, ...]) -> Parts:
    """Units' words with who said them, most said first, and what a person adds."""
    parts: list[Paragraph | Table] = []
    if said:
        announced = edition.say(f"leading.paper.quoted_{key}")
        parts.append(Paragraph(announced, announces=True))
        parts += [Paragraph(f"- {wording.quote(edition, a)}", quoted=True) for a in said[:QUOTED]]
    if len(said) > QUOTED:
        left = len(said) - QUOTED
        parts.append(Paragraph(edition.say("leading.paper.quoted_more", left=left)))
    if key in {"tasks", "proposals"}:
        parts += _fill(edition, f"fill_{key}")
    return tuple(parts)
