"""Disks that are small, fill up, or can only be read.

As root a file system in memory is mounted. Where mounting is not permitted the process may write
no file larger than its share (a full disk), or the folder's rights forbid writing (read-only).
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

LARGE = 256 * 2**20
LARGEST_FILE = 3  # a home's largest file takes about this part of its room


@dataclass
class Disk:
    """A place to put a home on."""

    root: Path
    mounted: bool

    def grow(self) -> None:
        """Room for everything."""
        if self.mounted:
            _mount("-o", f"remount,size={LARGE}", str(self.root))
        else:
            _limit(resource.RLIM_INFINITY)


@contextmanager
def small_disk(root: Path, size: int) -> Iterator[Disk]:
    """A disk with room for so many bytes, for this process and its children."""
    root.mkdir(exist_ok=True)
    mounted = _mounts("-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(root))
    if not mounted:
        _limit(size // LARGEST_FILE)
    try:
        yield Disk(root, mounted)
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(root)], check=True)
        else:
            _limit(resource.RLIM_INFINITY)


@contextmanager
def read_only(folder: Path) -> Iterator[dict[str, str]]:
    """The folder can only be read; gives what a process must be started with to be bound by it."""
    target = str(folder)
    if _mounts("--bind", target, target):
        try:
            _mount("-o", "remount,bind,ro", target)
            yield {}
        finally:
            subprocess.run(["umount", "--lazy", target], check=True)
        return
    with _rights_taken(folder):
        yield {"user": "nobody"} if os.geteuid() == 0 else {}


@contextmanager
def _rights_taken(folder: Path) -> Iterator[None]:
    everything = [folder, *folder.rglob("*")]
    kept = [(p, p.stat().st_mode) for p in everything]
    for path in everything:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        yield
    finally:
        for path, mode in kept:
            path.chmod(mode)


def _mounts(*words: str) -> bool:
    if shutil.which("mount") is None or os.geteuid() != 0:
        return False
    return subprocess.run(["mount", *words], capture_output=True, check=False).returncode == 0


def _mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True)


def _limit(size: int) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
