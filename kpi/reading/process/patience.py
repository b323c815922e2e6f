"""How long a reading process may work on one file: by the processor time that it takes.

The clock on the wall says nothing about a file: the PC may have slept, or others may have worked.
It only ends a process that neither computes nor ends (a network drive that is gone), and there it
counts in small steps, so that a night in which the PC slept is one step.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

STEP_AT_MOST = 1.0  # seconds that count between two looks, however long they were


@dataclass(slots=True)
class Patience:
    """With one file. `computing` and `idle` are seconds; moments are those of a steady clock."""

    computing: float
    idle: float
    _at: float | None = None
    _spent_at_first: float = 0.0
    _spent: float = 0.0
    _idled: float = 0.0

    def is_over(self, at: float, spent: float) -> bool:
        """Told the moment and the processor time that the process has taken in all, whether it is
        to be ended. The first look is where counting begins."""
        if self._at is None:
            self._at, self._spent_at_first, self._spent = at, spent, spent
            return False
        step, self._at = min(at - self._at, STEP_AT_MOST), at
        self._idled = 0.0 if spent > self._spent else self._idled + step
        self._spent = spent
        return spent - self._spent_at_first > self.computing or self._idled > self.idle


def processor_seconds(pid: int) -> float | None:
    """The processor time that a process has taken, user's and system's; None if it is gone."""
    import psutil

    try:
        process = psutil.Process(pid)
        # in a virtual environment of Windows python.exe only starts the one that works
        all_of_it = [process, *process.children()] if os.name == "nt" else [process]
        times = [p.cpu_times() for p in all_of_it]
    except psutil.Error:
        return None
    return sum(t.user + t.system for t in times)
