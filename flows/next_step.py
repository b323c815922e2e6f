"""What to do next: the line on stderr with which a command ends.

One rule: a command that knows more suggests a step of its own, else its name and exit status
decide; one that stopped says in its message what to do, and nothing more.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flows.console import default_locale, note
from kpi.home import Home
from kpi.periods import Period
from kpi.words import say

_SUGGESTED: list[str] = []
_SPOKEN: list[str] = []  # the locale of the plan that the command read


def speak(locale: str) -> None:
    """The language of the plan at hand."""
    _SPOKEN[:] = [locale]


def suggest(key: str, locale: str, **values: object) -> None:
    """A step that fits what the command found; an empty key: none is sensible."""
    _SUGGESTED[:] = [say(f"next.{key}", locale, home="{home}", **values)] if key else [""]


def forget() -> None:
    """Before a command runs: nothing has been suggested, no plan has been read."""
    _SUGGESTED.clear()
    _SPOKEN.clear()


def tell_next(command: str, status: int, params: Mapping[str, Any], home: Path | None) -> None:
    """Says the step after a command; nothing where none is known."""
    if params.get("when_due"):
        return  # nobody reads what the system's scheduler starts
    words = _SUGGESTED[-1] if _SUGGESTED else _usual(command, status, params)
    if words:
        note(words.replace("{home}", home_words(Home.locate(home)) if home else ""))


def _usual(command: str, status: int, params: Mapping[str, Any]) -> str:
    locale = _SPOKEN[-1] if _SPOKEN else default_locale()
    key = f"{command}_{status}".replace("-", "_").replace(" ", "_")
    try:
        return say(f"next.usual.{key}", locale, home="{home}", **_values(params))
    except KeyError:
        return ""


def _values(params: Mapping[str, Any]) -> dict[str, object]:
    """The command's arguments as they would be written."""
    return {
        name: value.label if isinstance(value, Period) else value
        for name, value in params.items()
        if name != "home"
    }


def home_words(home: Home) -> str:
    """`--home FOLDER ` where the home is another folder than the one the clerk stands in."""
    if home == Home.locate():
        return ""
    path = str(home.root)
    return f'--home "{path}" ' if " " in path else f"--home {path} "
