"""A clock that a test sets: every room of the flows takes its time from here."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

import flows.failures
import flows.month
import flows.report
import flows.status


class Clock:
    """Stands at `now` (UTC without zone) until it is set again."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
        self.now = now
        told: Callable[[], datetime] = lambda: self.now  # noqa: E731 - one answer for all
        for room in (flows.failures, flows.month, flows.report, flows.status):
            monkeypatch.setattr(sys.modules[room.__name__], "now_utc", told)

    @property
    def aware(self) -> datetime:
        return self.now.replace(tzinfo=UTC)
