"""The passwords of sources and of ways of delivery: asked for, kept, taken away.

One rule: a password is asked for where nobody sees it, and goes to the keyring alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import click

from flows.console import Stop, out
from flows.places import Words
from flows.plan_check import plan_of
from kpi.home import Home
from kpi.plan.model import Plan
from kpi.words import say

# gives the code of the source or way that is named, or stops if it has no password
WithSecret: TypeAlias = Callable[[Plan, str | None], str]


def ask_password(home: Home, named: str | None, with_secret: WithSecret, words: Words) -> int:
    """Asks for the password of the source or way that is named, and keeps it in the keyring."""
    from kpi.receiving.sources.credentials import keep

    plan = plan_of(home)
    asked = with_secret(plan, named)
    prompt = say(f"{words}.ask_secret", plan.locale, code=asked)
    secret = click.prompt(prompt, hide_input=True, err=True)
    try:
        keep(plan, asked, secret)
    except OSError as error:
        raise _not_done(plan, error) from None
    out(say(f"{words}.secret_kept", plan.locale, code=asked))
    return 0


def forget_password(home: Home, named: str | None, with_secret: WithSecret, words: Words) -> int:
    """Takes the password of the source or way that is named out of the keyring."""
    from kpi.receiving.sources.credentials import forget

    plan = plan_of(home)
    asked = with_secret(plan, named)
    try:
        gone = forget(plan, asked)
    except OSError as error:
        raise _not_done(plan, error) from None
    key = "secret_gone" if gone else "secret_none"
    out(say(f"{words}.{key}", plan.locale, code=asked))
    return 0


def _not_done(plan: Plan, error: OSError) -> Stop:
    from kpi.receiving.fetching.why import why

    return Stop(say("sources.secret_failed", plan.locale, why=why(error, plan.locale)))
