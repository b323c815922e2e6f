"""The process that draws the pictures of a large report (see `beside`).

It gets ready, reads one line (where it finds what to draw, and where to), draws, and answers with
the names of the files and what they say; at the end of its input it ends.
"""

from __future__ import annotations

import json
import pickle
import sys
from pathlib import Path

from reports.charts.draw import draw_all
from reports.ready import ready_to_draw


def main() -> None:
    # a library that prints must not speak in our place
    answers, sys.stdout = sys.stdout, sys.stderr
    ready_to_draw()
    if line := sys.stdin.readline():
        given, folder = map(Path, json.loads(line))
        edition, asked = pickle.loads(given.read_bytes())  # noqa: S301 - written by our parent
        drawn = draw_all(edition, asked, folder)
        answers.write(json.dumps([[p.png.name, p.svg.name, p.alt] for p in drawn]) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
