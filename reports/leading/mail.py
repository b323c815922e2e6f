"""The message of ten lines: what a leader reads on a phone before any file is opened."""

from __future__ import annotations

from reports import amounts
from reports.edition import Edition
from reports.kinds import Lists, told
from reports.leading import wording
from reports.leading.facts import Facts
from reports.scope import Kind

NAMED = 3  # of each list
LETTERS = 90  # of a name or a quote
# which sentences of a kind stand in place of the last report's counts
OF_KIND: dict[Kind, tuple[str, ...]] = {
    "month": (),
    "part": ("plan", "improving", "worsening"),
    "year": ("over", "next"),
    "plan": ("judged", "never"),
}


def message(edition: Edition, facts: Facts) -> str:
    """Ten lines, each ended."""
    lines = (
        edition.say("leading.mail.title", owner=edition.owner.name, period=edition.title),
        wording.basis(edition, facts),
        wording.standing(edition, facts),
        _before(edition, facts),
        _behind(edition, facts),
        _moved(edition, facts),
        wording.not_sent(edition, facts, NAMED),
        _asked(edition, facts),
        f"{_complete(edition, facts)} {wording.corrected(edition, facts)}",
        edition.say("leading.mail.files"),
    )
    return "".join(f"{' '.join(line.split())}\n" for line in lines)


def _before(edition: Edition, facts: Facts) -> str:
    """How the last report stood; of a longer period what its kind says."""
    said = told(edition, facts.kind, Lists(NAMED, LETTERS))
    keys = OF_KIND[facts.kind.kind]
    if not keys:
        return wording.standing_before(edition, facts)
    return " ".join(said[key] for key in keys if key in said)


def _behind(edition: Edition, facts: Facts) -> str:
    if not facts.behind:
        return edition.say("leading.mail.no_behind")
    named = [
        edition.say(
            "leading.behind.line",
            name=amounts.beginning(f"{b.row.indicator} {b.row.indicator_name}", LETTERS),
            figures=wording.reached(edition, b.row),
            missing=wording.missing(edition, b.row),
        )
        for b in facts.behind
    ]
    shown = amounts.listed(edition, named, NAMED, "more_indicators")
    key = "failed" if edition.period.month_of_year == 12 else "behind"
    return edition.say(f"leading.mail.{key}", count=len(named), indicators=shown)


def _moved(edition: Edition, facts: Facts) -> str:
    moves = facts.moves
    if facts.kind.kind == "plan":  # it has no report before it
        said = told(edition, facts.kind, Lists(NAMED, LETTERS))
        return said.get("areas") or said["always"]
    if moves is None:
        return edition.say("leading.counts.no_last")
    return wording.moved_counts(edition, moves.moves)


def _complete(edition: Edition, facts: Facts) -> str:
    return edition.say(
        "leading.mail.complete",
        count=len(facts.incomplete),
        inconclusive=len(facts.inconclusive),
    )


def _asked(edition: Edition, facts: Facts) -> str:
    if not facts.proposals:
        return edition.say("leading.mail.no_asked")
    said = wording.quotes(edition, facts.proposals, NAMED, LETTERS)
    return edition.say("leading.mail.asked", proposals=said)
