"""The real LibreOffice for tests: re-saves workbooks and corrects cells as a person would.

Every start has a profile folder of its own, so that tests run beside each other and beside an
open office.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

SECONDS = 1800.0  # on a machine that is busy with other things
CSV = "Text - txt - csv (StarCalc)"
FILTERS = {
    "xlsx": "Calc MS Excel 2007 XML",
    "xlsm": "Calc MS Excel 2007 VBA XML",
    "xls": "MS Excel 97",
    "ods": "calc8",
    "csv": CSV,
    "pdf": "calc_pdf_Export",
    "docx": "writer_pdf_Export",  # from it, into a pdf
}

Place = tuple[str, str]
"""The name of a sheet and the address of a cell."""


class OfficeMissing(RuntimeError):
    """The tests of re-saved files need LibreOffice; `make test` installs it where it can."""


def program() -> str:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        raise OfficeMissing("LibreOffice (soffice) is not installed: libreoffice-calc-nogui")
    return found


def convert(
    paths: Sequence[Path],
    to: str,
    folder: Path,
    options: str = "",
    *,
    reading: str = "",
    environment: Mapping[str, str] | None = None,
) -> list[Path]:
    """Saves workbooks as `to` (xlsx, xls, ods, csv, pdf) in one start of the program, documents
    as pdf; `environment` is what the program is told beside its own, `reading` what a person
    chooses when a csv is opened, as `options`.

    `options` are those of the filter: for csv separator, quote and character set, such as
    `59,34,76` for semicolon, quotation mark, UTF-8. File stems must differ.
    """
    if len({p.stem for p in paths}) != len(paths):
        raise ValueError("two files would be saved under one name")
    folder.mkdir(parents=True, exist_ok=True)
    kind = "docx" if paths[0].suffix == ".docx" else to
    wanted = f"{to}:{FILTERS[kind]}" + (f":{options}" if options else "")
    chosen = [f"--infilter={CSV}:{reading}"] if reading else []
    _run([*chosen, "--convert-to", wanted, "--outdir", str(folder), *map(str, paths)], environment)
    saved = [folder / f"{p.stem}.{to}" for p in paths]
    missing = [p.name for p in saved if not p.exists()]
    if missing:
        raise RuntimeError(f"LibreOffice did not save {missing}")
    return saved


def edit(path: Path, changes: Mapping[Place, str | float | None], target: Path) -> Path:
    """Opens a workbook, types into cells (None empties one), saves it under `target`.

    Only what can be typed by hand is done: a protected cell raises.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    order = {
        "source": path.resolve().as_uri(),
        "target": target.resolve().as_uri(),
        "filter": FILTERS[target.suffix.lstrip(".")],
        "changes": [[sheet, address, value] for (sheet, address), value in changes.items()],
    }
    pipe = f"kpi{os.getpid()}x{time.monotonic_ns()}"
    with _office(f"--accept=pipe,name={pipe};urp;") as office:
        done = subprocess.run(
            [_python_with_uno(), str(Path(__file__).with_name("office_edit.py")), pipe],
            input=json.dumps(order).encode(),
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
        if done.stdout.strip() != b"saved":
            office.kill()
            said = done.stderr.decode("utf-8", "replace")[-2000:]
            raise RuntimeError(f"the bridge ended with {done.returncode}: {said}")
        if done.returncode == 0:  # else the office may not have heard that it shall end
            office.wait(SECONDS)
    if not target.exists():
        raise RuntimeError(f"LibreOffice did not save {target.name}")
    return target


@lru_cache(maxsize=1)
def _python_with_uno() -> str:
    """The interpreter that LibreOffice brings its bridge for: its own, or the system's."""
    beside = Path(program()).resolve().parent
    for python in (beside / "python", beside / "python.exe", Path("/usr/bin/python3")):
        if python.exists():
            asked = subprocess.run(
                [str(python), "-c", "import uno"], capture_output=True, check=False
            )
            if asked.returncode == 0:
                return str(python)
    raise OfficeMissing("LibreOffice's bridge to Python is not installed: python3-uno")


@contextmanager
def _office(
    *arguments: str, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    with tempfile.TemporaryDirectory(prefix="kpi-office-", ignore_cleanup_errors=True) as name:
        command = [
            program(),
            f"-env:UserInstallation={Path(name).as_uri()}",
            "--headless", "--norestore", "--nolockcheck", "--nodefault", *arguments,
        ]  # fmt: skip
        office = subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"SAL_USE_VCLPLUGIN": "svp"} | dict(environment or {}),
        )
        try:
            yield office
        finally:
            if office.poll() is None:
                office.terminate()
                office.wait(SECONDS)


def _run(arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
    with _office(*arguments, environment=environment) as office:
        if office.wait(SECONDS):
            raise RuntimeError(f"LibreOffice ended with {office.returncode}")
