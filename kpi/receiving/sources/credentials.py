"""The secrets of sources and ways of delivery: in the environment, or in the keyring of the
computer's user.

One rule: they are nowhere else, neither in the plan nor in the home, and no message shows one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kpi.plan.model import Plan
from kpi.plan.ways import DeliverySettings, SourceSettings
from kpi.receiving.sources.remote import Unreachable

if TYPE_CHECKING:
    from types import ModuleType

PREFIX = "KPI_SECRET_"
_NONE = frozenset({"no_keyring", "no_library"})  # then the environment is the only place


def variable(source: str) -> str:
    """The name of the environment's variable that a source's secret may stand in."""
    return PREFIX + source.upper().replace("-", "_")


def service(plan: Plan) -> str:
    """What the keyring calls the secrets of one plan; each is kept under its source's id."""
    return f"kpi {plan.id}"


def secret_of(plan: Plan, settings: SourceSettings | DeliverySettings) -> str:
    """The secret of a source or a way of delivery. Raises Unreachable if there is none."""
    if given := os.environ.get(variable(settings.id)):
        return given
    lacking = Unreachable("no_secret", source=settings.id, variable=variable(settings.id))
    try:
        with _keyring() as keyring:
            kept = keyring.get_password(service(plan), settings.id)
    except Unreachable as trouble:
        raise (lacking if trouble.key in _NONE else trouble) from None
    if not kept:
        raise lacking
    return str(kept)


def keep(plan: Plan, source: str, secret: str) -> None:
    """Puts a source's secret into the keyring. Raises Unreachable where there is no keyring."""
    with _keyring() as keyring:
        keyring.set_password(service(plan), source, secret)


def forget(plan: Plan, source: str) -> bool:
    """Takes a source's secret out of the keyring; whether there was one."""
    with _keyring() as keyring:
        if keyring.get_password(service(plan), source) is None:
            return False
        keyring.delete_password(service(plan), source)
        return True


@contextmanager
def _keyring() -> Iterator[ModuleType]:
    """The keyring of whoever runs this. Raises Unreachable where there is none, or it is shut."""
    try:
        import keyring
    except ImportError:
        raise Unreachable("no_library", library="keyring") from None
    from keyring.errors import InitError, KeyringError, NoKeyringError

    try:
        yield keyring
    except NoKeyringError:
        raise Unreachable("no_keyring") from None
    except (KeyringError, InitError) as error:
        raise Unreachable("keyring", reason=type(error).__name__) from None
