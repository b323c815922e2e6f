"""When the second job of the clean machine is due."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / ".ci" / "wheel-is-due"
LOOKED_BACK = 20  # commits
OUTSIDE = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}  # of no other checkout


class Checkout:
    """A checkout with the script and some commits."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / ".ci").mkdir(parents=True)
        shutil.copy2(SCRIPT, root / ".ci")
        self.git("init", "-q")
        self.commit("pyproject.toml")

    def git(self, *words: str) -> None:
        who = ("-c", "user.name=a", "-c", "user.email=a@b")
        subprocess.run(
            ["git", *who, *words], cwd=self.root, check=True, capture_output=True, env=OUTSIDE
        )

    def commit(self, name: str) -> None:
        with (self.root / name).open("a", encoding="utf-8") as file:
            file.write("x\n")
        self.git("add", "-A")
        self.git("commit", "-qm", name)

    def is_due(self) -> bool:
        script = self.root / ".ci" / SCRIPT.name
        return subprocess.run([script], check=False, env=OUTSIDE).returncode == 0


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path / "checkout")


def test_the_wheel_is_due_where_the_history_cannot_tell(checkout: Checkout) -> None:
    assert checkout.is_due()
    shutil.rmtree(checkout.root / ".git")
    assert checkout.is_due()


@pytest.mark.parametrize("name", ["pyproject.toml", "requirements.lock", "requirements-dev.lock"])
def test_the_wheel_is_due_after_a_change_of_what_decides_its_libraries(
    checkout: Checkout, name: str
) -> None:
    for n in range(LOOKED_BACK):
        checkout.commit(f"{n}.py")
    assert not checkout.is_due()
    checkout.commit(name)
    checkout.commit("more.py")
    assert checkout.is_due()


def test_the_job_can_be_started() -> None:
    for name in ("run", "wheel", "wheel-is-due"):
        assert os.access(SCRIPT.with_name(name), os.X_OK)
