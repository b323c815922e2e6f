"""What holds for all tests: they pass on any machine, however busy it is.

Which tests are slow, and which need LibreOffice or Chromium, is said here once, by folder or file:
the table is all that `make test-fast` leaves out. Where several processes run them, the tests of a
file stay together, so that what a file makes for all of its tests is made once.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from xdist.scheduler import Scheduling

settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")

HERE = Path(__file__).parent


def pytest_configure(config: pytest.Config) -> None:
    # openpyxl, which the tests read back with, knows nothing of the small lines in a table
    said = "ignore:.*extension is not supported and will be removed:UserWarning"
    config.addinivalue_line("filterwarnings", said)


MARKS: dict[str, tuple[str, ...]] = {
    "slow": (
        "assessment/test_across_units.py",  # a year of reports for every test
        "assessment/test_all_methods.py",  # every method beside the others
        "assessment/test_beside_each_other.py",  # whole reports
        "assessment/test_bounds.py",
        "assessment/test_current_units.py",
        "assessment/test_ended_units.py",
        "assessment/test_formulas.py",
        "assessment/test_learned_profile.py",
        "assessment/test_like_with_like.py",
        "assessment/test_longer_figures.py",
        "assessment/test_methods.py",
        "assessment/test_milestones.py",
        "assessment/test_outlook.py",
        "assessment/test_over_time.py",
        "assessment/test_projection.py",
        "assessment/test_published_series.py",
        "assessment/test_scores.py",
        "assessment/test_silent_units.py",
        "assessment/test_spans.py",
        "assessment/test_states.py",
        "assessment/test_status.py",
        "assessment/test_targets.py",
        "assessment/test_trend.py",
        "backup",  # whole homes, packed and unpacked
        "begin/test_guide_walk.py",  # from an empty folder to a report
        "checks/test_any_batch.py",  # a warehouse with a past for every test
        "checks/test_copies.py",
        "checks/test_history.py",
        "checks/test_longer.py",
        "checks/test_missed.py",
        "checks/test_silence.py",
        "checks/test_unneeded.py",
        "checks/test_whole.py",
        "collect",  # homes filled, killed and taken up again
        "compare",
        "delivery/test_letters.py",  # homes with all there is to tell
        "demo",  # the demonstration's years
        "desk",  # a part of the demonstration, collected
        "examples",  # two published years, from workbook to report
        "explain",
        "feedback/test_nothing_else_changes.py",
        "feedback/test_second_sending.py",  # forms sent, mended and sent again
        "fetching",  # homes filled, from servers
        "flows/test_after_run.py",  # the engine
        "flows/test_backup.py",
        "flows/test_compare.py",
        "flows/test_doctor.py",
        "flows/test_engine.py",
        "flows/test_explain.py",
        "flows/test_explain_words.py",
        "flows/test_export.py",
        "flows/test_failures.py",
        "flows/test_feedback.py",
        "flows/test_guard.py",
        "flows/test_homes.py",
        "flows/test_kinds_read_back.py",  # two years collected and reported for every test
        "flows/test_learned_profile.py",
        "flows/test_odd_homes.py",
        "flows/test_own_server.py",
        "flows/test_plan_check.py",
        "flows/test_published_series.py",
        "flows/test_read.py",
        "flows/test_report_again.py",
        "flows/test_report_parts.py",  # homes collected and reported
        "flows/test_schedule.py",
        "flows/test_verify.py",
        "flows/test_when_due.py",
        "flows/test_when_due_at_work.py",
        "fuzz",
        "layout",  # workbooks printed and judged
        "ooxml",  # whole reports
        "reading/test_hostile.py",  # processes that are stopped
        "reports/test_excerpts.py",  # a page of each unit, tried in many sizes
        "reports/test_frames.py",  # every chart of three reports
        "kills",  # every command, killed at many moments
        "official/test_printed.py",  # papers printed
        "library/test_notebook.py",
        "library/test_library.py",
        "oracle",  # a second computation of random plans
        "planning",  # random plans through workbooks
        "pdf/test_write_pdf.py",
        "reports/test_kinds.py",
        "reports/test_leading_files.py",  # whole reports
        "reports/test_long_rows.py",  # thousands of rows, in two ways
        "reports/test_milestones.py",
        "reports/test_whose.py",  # reports of two bodies
        "reports/test_workbook.py",  # whole workbooks
        "reports/test_workbook_words.py",
        "reports/test_read_back.py",  # whole reports of every kind
        "reports/test_render.py",  # whole reports
        "reports/test_room_for_figures.py",
        "second_reader",
        "sharing",  # homes collected, and packages of them
        "submissions",  # the corpus, each case read and checked
        "trouble",  # full disks, wrong clocks, many readers
        "verify",
        "adding",  # homes filled, and copies of the program run
        "warehouse/test_any_order.py",  # random submissions and acts
        "warehouse/test_former_ids.py",
        "web/test_browser.py",  # pages in a real browser
        "year",  # every call of a scheduler in a year
    ),
    "office": (
        "catalogue/test_browser.py",
        "demo/test_phone_page.py",
        "desk/test_browser.py",
        "feedback/test_nothing_else_changes.py",
        "feedback/test_one_workbook.py",
        "feedback/test_round_trip.py",
        "feedback/test_write_feedback.py",
        "fetching/test_imap.py",  # a server that `make office` installs
        "fetching/test_sftp.py",
        "forms/test_counter.py",
        "forms/test_one_workbook.py",
        "fuzz",
        "planning/test_resaved.py",
        "layout",
        "official/test_printed.py",
        "reading/test_legacy_fonts.py",
        "reading/test_old_kinds.py",
        "reading/test_resaved.py",
        "second_reader",
        "sharing/test_readers.py",
        "submissions",
        "web/test_browser.py",
    ),
}


# Folders whose files share a home that takes longer to make than a test: one process has them all.
TOGETHER = ("demo", "trouble", "verify")

FAST = "not slow and not office"  # as `make test-fast` asks


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Files that the fast tests leave out are not even imported, by none of the workers."""
    left_out = config.getoption("markexpr") == FAST and any(marks_of(collection_path))
    return True if left_out else None


def marks_of(path: Path) -> Iterable[str]:
    """The marks that a test file bears."""
    own = path.relative_to(HERE)
    places = {own.as_posix(), *(parent.as_posix() for parent in own.parents)}
    return (mark for mark, marked in MARKS.items() if not places.isdisjoint(marked))


def group_of(path: Path) -> str:
    """What a test file is run together with: its folder, or itself alone."""
    own = path.relative_to(HERE)
    return own.parts[0] if own.parts[0] in TOGETHER else own.as_posix()


@pytest.hookimpl(tryfirst=True)  # before pytest chooses by marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for mark in marks_of(item.path):
            item.add_marker(mark)


# `optionalhook`: known where pytest-xdist is in use. Its own `--dist loadgroup` sends each test by
# itself under pytest 9.2, whose names of tests no longer take a suffix, and waits for ever once a
# process has crashed.
@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Scheduling:
    from xdist.scheduler import LoadFileScheduling

    class ByGroup(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return group_of(config.rootpath / nodeid.split("::", 1)[0])

    return ByGroup(config, log)
