"""The kinds of places that the plan can name, in one list; a kind's file is imported by whoever
opens one of it.

One rule: whatever a kind needs (a library, a protocol) stands in its own file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from kpi.home import Home
from kpi.plan.model import Plan
from kpi.plan.ways import SourceSettings
from kpi.receiving.sources.credentials import secret_of
from kpi.receiving.sources.remote import Login, Remote, Unreachable


@dataclass(frozen=True, slots=True)
class Place:
    """One source of a plan, and the home that fetches from it."""

    home: Home
    plan: Plan
    settings: SourceSettings
    login: Login


Opened = Callable[[Place], AbstractContextManager[Remote]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of source: the file beside this one whose `opened` opens it. `whole`: what it lists
    is never half sent, or it looks twice itself. `own_time`: it says itself when a thing came, and
    no sender can. `sets_aside`: what the archive holds is put away there. `secret`: it asks for
    one."""

    file: str
    whole: bool = False
    own_time: bool = False
    sets_aside: bool = False
    secret: bool = True


KINDS: Mapping[str, Kind] = {
    "folder": Kind("folder", whole=True, secret=False),
    "share": Kind("folder", whole=True, secret=False),
    "sftp": Kind("sftp"),
    "imap": Kind("imap", whole=True, own_time=True, sets_aside=True),
    "webdav": Kind("webdav"),
    "s3": Kind("s3", whole=True, own_time=True),
}


def opened(home: Home, plan: Plan, settings: SourceSettings) -> AbstractContextManager[Remote]:
    """A connection to a source. Raises OSError: Unreachable where we know why."""
    kind = KINDS[settings.kind]
    secret = secret_of(plan, settings) if kind.secret else ""
    try:
        module = import_module(f"kpi.receiving.sources.{kind.file}")
    except ImportError as error:
        raise Unreachable("no_library", library=error.name or kind.file) from None
    opens = cast("Opened", module.opened)
    return opens(Place(home, plan, settings, Login(settings.user, secret)))
