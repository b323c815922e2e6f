"""What leadership receives as text: the official report, page one as a PDF, a message.

The one rule: one set of facts (`facts.py`), three ways of writing; none of them computes.
"""

from reports.leading.facts import Facts, ask
from reports.leading.write import write_texts

__all__ = ["Facts", "ask", "write_texts"]
