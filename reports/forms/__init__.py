"""Blank forms for units, and filled ones for the demo and the tests."""

from reports.forms.entries import Entry, Figure
from reports.forms.figures import FormFigures, figures_reader
from reports.forms.form import form_bytes, write_form
from reports.forms.write import form_file_name, safe_unit_name, write_forms

__all__ = [
    "Entry",
    "Figure",
    "FormFigures",
    "figures_reader",
    "form_bytes",
    "form_file_name",
    "safe_unit_name",
    "write_form",
    "write_forms",
]
