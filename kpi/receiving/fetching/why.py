"""Why a source gave no answer, as a sentence that says what to mend.

One rule: only words of ours and names of the plan stand in it; what a server or a library says may
hold anything.
"""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Iterator

from kpi.moments import local
from kpi.plan.model import Plan
from kpi.receiving.fetching.memory import State
from kpi.receiving.sources.remote import Unreachable
from kpi.words import say
from kpi.words.formats import moment

_WORDS: tuple[tuple[type[BaseException], str], ...] = (
    (ssl.SSLCertVerificationError, "certificate"),
    (ssl.SSLError, "tls"),
    (socket.gaierror, "no_host"),
    (ConnectionRefusedError, "closed_port"),
    (TimeoutError, "no_answer"),
    (ConnectionError, "broken_off"),
    (FileNotFoundError, "no_place"),
    (NotADirectoryError, "no_place"),
    (PermissionError, "no_right"),
)
_CODES = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EROFS: "read_only",
    errno.EIO: "disk_broken",
    errno.ENETUNREACH: "no_network",
    errno.EHOSTUNREACH: "no_network",
    errno.ENETDOWN: "no_network",
    errno.EHOSTDOWN: "no_network",
}


def why(error: BaseException, locale: str) -> str:
    """The sentence for what was raised."""
    chain = list(_chain(error))
    for one in chain:
        if isinstance(one, Unreachable):
            return say(f"sources.why.{one.key}", locale, **one.values)
    for kind, word in _WORDS:
        if any(isinstance(one, kind) for one in chain):
            return say(f"sources.why.{word}", locale)
    codes = [one.errno for one in chain if isinstance(one, OSError) and one.errno]
    for code in codes:
        if code in _CODES:
            return say(f"sources.why.{_CODES[code]}", locale)
    reason = errno.errorcode.get(codes[0]) if codes else None
    return say("sources.why.other", locale, reason=reason or type(error).__name__)


def again_at(plan: Plan, state: State) -> str:
    """When a source is asked again by itself."""
    if state.again is None:
        return ""
    at = moment(local(state.again, plan.timezone), plan.locale)
    return say("sources.again", plan.locale, at=at)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """What was raised, and what it was raised from: libraries wrap what the system said."""
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or one.__context__
