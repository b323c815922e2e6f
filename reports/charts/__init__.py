"""The drawn charts of a report, one in a file; they are listed in `draw.py`."""
