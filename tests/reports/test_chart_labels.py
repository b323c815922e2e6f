"""Numbers on bars can be read whatever lies below them."""

from __future__ import annotations

from reports.book.charts.looks import labelled


def test_a_label_on_a_bar_stands_on_white_and_one_that_is_left_out_stays_out() -> None:
    made = labelled([{"value": "× 62%"}, {"delete": True}], {"size": 8}, position="center")
    white = {"color": "#FFFFFF"}
    assert made["fill"] == white
    assert made["custom"] == [{"value": "× 62%", "fill": white}, {"delete": True}]
    assert made["position"] == "center"
