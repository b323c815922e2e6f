"""Drawn pictures on a sheet, as large as their room."""

from __future__ import annotations

from pathlib import Path

from reports.workbook.book import Page


def insert_picture(page: Page, row: int, file: Path, room: tuple[int, int], described: str) -> None:
    """A picture as large as fits into the room (width and height in pixels)."""
    from xlsxwriter.image import Image  # type: ignore[import-untyped]  # no types in it

    image = Image(str(file))
    wide, high = room
    scale = min(wide * image.x_dpi / 96 / image.width, high * image.y_dpi / 96 / image.height)
    place = {
        "x_scale": scale,
        "y_scale": scale,
        "object_position": 3,
        "description": described,
    }
    page.sheet.insert_image(row, 0, image, place)
