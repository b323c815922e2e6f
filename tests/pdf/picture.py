"""The example page as a PDF and a picture: `python -m tests.pdf.picture FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

import pdfplumber

from reports.pdf import write_pdf
from tests.pdf.example import ABOUT, MARGINS, PAGE

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    path = folder / "tom-tat.pdf"
    write_pdf(path, ABOUT, MARGINS, PAGE)
    with pdfplumber.open(path) as file:
        for page in file.pages:
            page.to_image(resolution=110).save(folder / f"tom-tat-{page.page_number}.png")
