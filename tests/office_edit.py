"""Run by the Python that LibreOffice brings its bridge for: one edit, told on stdin as JSON."""

import json
import os
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def main(pipe: str) -> None:
    order = json.load(sys.stdin)
    desktop = connected(pipe)
    book = desktop.loadComponentFromURL(order["source"], "_blank", 0, (value("Hidden", True),))
    for sheet, address, content in order["changes"]:
        page = book.Sheets.getByName(sheet)
        cell = page.getCellRangeByName(address)
        if page.isProtected() and cell.CellProtection.IsLocked:
            raise PermissionError(f"{sheet}!{address} is protected")
        if content is None:
            cell.String = ""
        elif isinstance(content, str):
            cell.String = content
        else:
            cell.Value = content
    book.storeToURL(order["target"], (value("FilterName", order["filter"]),))
    book.close(True)
    sys.stdout.write("saved")
    sys.stdout.flush()
    desktop.terminate()
    os._exit(0)  # the bridge may crash while the interpreter takes it down beside a closing office


def value(name: str, content: object) -> PropertyValue:
    made = PropertyValue()
    made.Name, made.Value = name, content
    return made


def connected(pipe: str):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    for _ in range(12_000):  # twenty minutes: the machine may be busy
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
        else:
            return context.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", context
            )
    raise TimeoutError("LibreOffice did not answer")


if __name__ == "__main__":
    main(sys.argv[1])
