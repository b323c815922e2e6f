"""The example reports as Word files and pictures: `python -m tests.official.picture FOLDER`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pdfplumber

from reports.docx import write_docx
from reports.profiles import profile_on
from tests.layout.printed import print_files
from tests.official.example import PARTY, PLAIN, STATE, report

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    paths = []
    for issuer in (PARTY, STATE, PLAIN):
        paths.append(folder / f"{issuer.form}.docx")
        write_docx(paths[-1], report(issuer), profile_on(date(2026, 2, 5), issuer.form))
    print_files(paths, folder)
    for path in paths:
        with pdfplumber.open(path.with_suffix(".pdf")) as file:
            for page in file.pages:
                page.to_image(resolution=80).save(folder / f"{path.stem}-{page.page_number}.png")
