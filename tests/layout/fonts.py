"""LibreOffice with the fonts that text was measured with, whatever the machine has.

Offices have Times New Roman and Arial; test machines do not, and would print in wider fonts. A
font configuration of its own names the shipped ones, which have the same widths.
"""

from __future__ import annotations

from pathlib import Path

from reports.measure.faces import FOLDER

CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <match target="pattern">
    <test name="family"><string>Times New Roman</string></test>
    <edit name="family" mode="assign" binding="same"><string>Liberation Serif</string></edit>
  </match>
  <match target="pattern">
    <test name="family"><string>Arial</string></test>
    <edit name="family" mode="assign" binding="same"><string>Liberation Sans</string></edit>
  </match>
</fontconfig>
"""


def environment(folder: Path) -> dict[str, str]:
    """What LibreOffice is started with; the configuration and its cache lie in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "fonts.conf"
    path.write_text(CONFIGURATION.format(fonts=FOLDER, cache=folder / "cache"), encoding="utf-8")
    return {"FONTCONFIG_FILE": str(path)}
