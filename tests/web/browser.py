"""A real browser for tests: Debian's Chromium without a screen, driven by Playwright.

The one rule: whatever a page asks of anybody and whatever it complains of is written down.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
PHONE, DESK = (390, 844), (1280, 900)  # pixels


class BrowserMissing(RuntimeError):
    """The tests of pages need Chromium; `make office` installs it where it can."""


def program() -> str:
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        raise BrowserMissing("Chromium is not installed: chromium (`make office` brings it)")
    return found


@dataclass
class Opened:
    """A page with what it asked for and complained of; `page` is Playwright's."""

    page: Any
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@contextmanager
def browser() -> Iterator[Any]:
    """A browser of its own, closed at the end."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=program(), args=["--no-sandbox"])
        try:
            yield started
        finally:
            started.close()


@contextmanager
def opened(
    started: Any, file: Path, size: tuple[int, int] = DESK, **about: Any
) -> Iterator[Opened]:
    """A file in a window of its own; `about` are options of the window (`color_scheme`)."""
    wide, high = size
    context = started.new_context(viewport={"width": wide, "height": high}, **about)
    try:
        made = Opened(context.new_page())
        made.page.on("request", lambda asked: made.asked.append(asked.url))
        made.page.on("console", lambda said: made.complaints.append(said.text))
        made.page.on("pageerror", lambda error: made.complaints.append(str(error)))
        made.page.goto(file.as_uri())
        yield made
    finally:
        context.close()


_CUT = """() => {
  const wide = document.documentElement.clientWidth, found = [];
  const told = (why, one) =>
    found.push(`${why}: <${one.tagName} ${one.className}> ${one.textContent.trim().slice(0, 60)}`);
  if (document.documentElement.scrollWidth > wide) told("page scrolls", document.body);
  for (const one of document.body.querySelectorAll("*")) {
    const box = one.getBoundingClientRect(), style = getComputedStyle(one);
    const held = ["SCRIPT", "OPTION", "SELECT", "INPUT"].includes(one.tagName);
    const unseen = box.right < -wide; // put aside for who hears the page
    if (held || !box.width || !box.height || unseen) continue;
    if (box.right > wide + 1 || box.left < -1) told("beyond the edge", one);
    if (style.overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1) told("cut", one);
  }
  return found.slice(0, 20);
}"""


def cut(page: Any) -> list[str]:
    """What stands beyond the window's edges or is cut, of everything that is shown."""
    found: list[str] = page.evaluate(_CUT)
    return found


def grave_findings(page: Any) -> list[str]:
    """What axe-core finds serious or critical, with the first places."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['help']}: {[n['html'][:120] for n in one['nodes'][:3]]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
