"""Words in the midst of a cell of an .ods that are no part of what it shows."""

from __future__ import annotations

import pytest
from lxml import etree

from kpi.workbooks.ods.text import OFFICE, TEXT, Looks


@pytest.mark.parametrize("tag", [f"{OFFICE}annotation", f"{TEXT}note", f"{TEXT}ruby-text"])
def test_a_note_within_a_figure_is_no_digit_of_it(tag: str) -> None:
    cell = etree.Element("cell")
    paragraph = etree.SubElement(cell, f"{TEXT}p")
    paragraph.text = "2"
    note = etree.SubElement(paragraph, tag)
    etree.SubElement(note, f"{TEXT}p").text = "9"
    note.tail = "0"
    assert Looks([]).text_of(cell) == "20"
