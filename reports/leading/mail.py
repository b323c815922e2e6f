"""The message of ten lines: what a leader reads on a phone before any file is opened."""

from __future__ import annotations

from reports.edition import Edition
from reports.leading import wording
from reports.leading.facts import Facts

NAMED = 3  # of each list
LETTERS = 70  # of a name or a quote


def message(edition: Edition, facts: Facts) -> str:
    """Ten lines, each ended."""
    lines = (
        edition.say("leading.mail.title", owner=edition.owner.name, period=edition.title),
        f"{edition.as_of_text}. {edition.notice}.",
        wording.standing(edition, facts),
        wording.standing_before(edition, facts),
        _behind(edition, facts),
        _moved(edition, facts),
        wording.not_sent(edition, facts, NAMED),
        _asked(edition, facts),
        edition.say(
            "leading.mail.complete",
            count=len(facts.incomplete),
            inconclusive=len(facts.inconclusive),
        ),
        edition.say("leading.mail.files"),
    )
    return "".join(f"{' '.join(line.split())}\n" for line in lines)


def _behind(edition: Edition, facts: Facts) -> str:
    if not facts.behind:
        return edition.say("leading.mail.no_behind")
    named = [
        edition.say(
            "leading.behind.line",
            name=wording.beginning(f"{b.row.indicator} {b.row.indicator_name}", LETTERS),
            figures=wording.reached(edition, b.row),
            missing=wording.missing(edition, b.row),
        )
        for b in facts.behind
    ]
    shown = wording.listed(edition, named, NAMED, "more_indicators")
    return edition.say("leading.mail.behind", count=len(named), indicators=shown)


def _moved(edition: Edition, facts: Facts) -> str:
    moves = facts.moves
    if moves is None or moves.is_other_year:
        return wording.moved(edition, facts)[0]
    return edition.say(
        "leading.mail.moved",
        better=len(moves.better),
        worse=len(moves.worse),
        first=len(moves.first),
    )


def _asked(edition: Edition, facts: Facts) -> str:
    if not facts.proposals:
        return edition.say("leading.mail.no_asked")
    said = wording.quotes(edition, facts.proposals, NAMED, LETTERS)
    return edition.say("leading.mail.asked", proposals=said)
