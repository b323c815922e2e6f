"""The passwords of sources and of ways of delivery: asked for, kept, taken away.

One rule: a password is asked for where nobody sees it, and goes to the keyring alone.
"""

from __future__ import annotations

from typing import Literal

import click

from flows.console import Stop, out
from kpi.plan.model import Plan
from kpi.words import say

Words = Literal["sources", "delivery"]


def ask_password(plan: Plan, asked: str, words: Words) -> int:
    """Asks for the password of a source or way, by its code, and keeps it in the keyring."""
    from kpi.receiving.sources.credentials import keep

    prompt = say(f"{words}.ask_secret", plan.locale, code=asked)
    secret = click.prompt(prompt, hide_input=True, err=True)
    try:
        keep(plan, asked, secret)
    except OSError as error:
        raise _not_done(plan, error) from None
    out(say(f"{words}.secret_kept", plan.locale, code=asked))
    return 0


def forget_password(plan: Plan, asked: str, words: Words) -> int:
    """Takes the password of a source or way, by its code, out of the keyring."""
    from kpi.receiving.sources.credentials import forget

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
