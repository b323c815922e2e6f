"""Loaded by every process under a set clock: libfaketime 0.9 refuses the way in which Python 3.11
sleeps (clock_nanosleep until a moment of the clock that is left alone), so it sleeps in another."""

import select
import time


def _sleep(seconds: float) -> None:
    select.select([], [], [], seconds)


time.sleep = _sleep
