"""What a person should be told while something runs, and nobody asked: said at once, in the words
of whoever listens. A room that has something to tell knows no screen."""

from __future__ import annotations

from collections.abc import Callable

Listener = Callable[[str, dict[str, object]], None]
_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Has a function called with every notice: its key in `notices.toml`, and its values."""
    if listener not in _listeners:
        _listeners.append(listener)


def notice(key: str, /, **values: object) -> None:
    """Tells something to whoever listens."""
    for listener in _listeners:
        listener(key, values)
