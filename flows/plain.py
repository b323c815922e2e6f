"""How the steps of a flow are taken where no engine watches them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Step = TypeVar("Step", bound=Callable[..., Any])


def plainly(step: Step) -> Step:
    """A step as it is; in the engine `flows.tasks.as_task` stands in its place."""
    return step
