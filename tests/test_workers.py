"""Tests share what their file or folder makes: one process has all of a group."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.conftest import group_of, pytest_xdist_make_scheduler


def test_the_tests_of_a_file_or_of_a_folder_with_one_home_go_to_one_process(
    request: pytest.FixtureRequest,
) -> None:
    config = SimpleNamespace(rootpath=request.config.rootpath, getvalue=lambda _: ["popen"])
    group = pytest_xdist_make_scheduler(config, None)._split_scope
    assert group(request.node.nodeid) == "test_workers.py"
    assert group("tests/reading/test_x.py::test_y[a::b]") == "reading/test_x.py"
    assert group("tests/demo/test_x.py::test_y") == group("tests/demo/test_z.py::test_y") == "demo"
    for item in request.session.items:
        assert group(item.nodeid) == group_of(Path(item.path))
