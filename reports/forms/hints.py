"""The messages beside input cells. They help and never refuse: states such as KPS are words.

Excel takes at most 32 characters of title and 255 of message.
"""

from __future__ import annotations

from typing import Any

from kpi.words import say
from reports.forms.rows import Row

LONGEST_TITLE = 32
LONGEST_MESSAGE = 255


def for_value(line: Row, locale: str) -> dict[str, Any]:
    """The validation of a value's cell: a list to choose from, else a message."""
    lists = {
        "yes_no": [say("forms.yes", locale), say("forms.no", locale)],
        "milestone": [say("forms.not_done", locale)],
    }
    choices = lists.get(line.indicator.measure)
    rule: dict[str, Any] = (
        {"validate": "list", "source": choices} if choices else {"validate": "any"}
    )
    return {
        **rule,
        "show_error": False,
        "input_title": shortened(line.code, LONGEST_TITLE),
        "input_message": message(line, locale),
    }


def for_words(key: str, locale: str) -> dict[str, Any]:
    """The message of a whole column of words, `explanation` or `evidence`."""
    return {
        "validate": "any",
        "show_error": False,
        "input_title": say(f"forms.hints.{key}_title", locale),
        "input_message": shortened(say(f"forms.hints.{key}", locale), LONGEST_MESSAGE),
    }


def message(line: Row, locale: str) -> str:
    """What to write, in full, and before it as much of the definition as there is room for."""
    what = what_to_write(line, locale)
    definition = " ".join((line.indicator.definition or "").split())
    room = LONGEST_MESSAGE - len(what) - 1
    return f"{shortened(definition, room)}\n{what}" if definition and room > 20 else what


def what_to_write(line: Row, locale: str) -> str:
    indicator = line.indicator
    values = {"name": shortened(line.name, 90), "unit_of_measure": indicator.unit_of_measure[:40]}
    key = "part" if line.part else indicator.measure
    told = [say(f"forms.hints.{key}", locale, **values)]
    if line.part or indicator.measure == "count":
        if indicator.over_time in ("running_total", "stock"):
            told.append(say(f"forms.hints.{indicator.over_time}", locale))
        if indicator.over_time != "running_total":
            told.append(say("forms.hints.none", locale))
    return " ".join(told)


def shortened(text: str, longest: int) -> str:
    """The text, or as many of its whole words as fit with an ellipsis."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    whole = cut.rsplit(" ", 1)[0] if " " in cut[longest // 2 :] else cut
    return whole.rstrip(" ,;.") + "…"
