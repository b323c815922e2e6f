"""Steps as Prefect tasks: the same plain functions, watched, named, and retried where it helps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun


async def _is_disk_trouble(_task: Any, _run: TaskRun, state: State[Any]) -> bool:
    """A share that is away or a file that is open elsewhere may be there a moment later."""
    try:
        await state.aresult()
    except OSError:
        return True
    except Exception:  # noqa: BLE001 - anything else would only fail again
        return False
    return False


def as_task(step: Callable[..., Any]) -> Callable[..., Any]:
    """The step as a task. Its inputs live in this process, so nothing is cached or stored."""
    decorate = task(
        name=step.__name__.replace("_", "-"),
        cache_policy=NO_CACHE,
        persist_result=False,
        retries=2,
        retry_delay_seconds=[2, 10],
        retry_condition_fn=_is_disk_trouble,
    )
    made: Callable[..., Any] = decorate(step)
    return made
