"""Names that others gave, made fit for the inbox of any system.

One rule: a name that leads anywhere but below its source's folder is no name.
"""

from __future__ import annotations

import unicodedata

from kpi.receiving.sources.remote import DEEPEST
from kpi.workbooks.passing_files import SIDECAR, is_passing

LONGEST = 150  # bytes of one part: what every file system of ours takes, with room for a sidecar
_REFUSED = frozenset('<>:"|?*\\')
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10)}
)


def fit(name: str) -> str:
    """A path with slashes as it can stand below a folder; empty if it cannot."""
    parts = unicodedata.normalize("NFC", name).split("/")
    made = [_part(part) for part in parts]
    return "/".join(made) if len(parts) <= DEEPEST and all(made) else ""


def below(source: str, name: str) -> str:
    """Where a source's file can stand in the inbox; empty if nowhere.

    The folders right below the source are its own. What senders call the folders inside theirs
    says nothing of who they are, so no address stands there.
    """
    own, *inner = name.split("/")
    folders = [part.replace("@", "_") for part in inner[:-1]]
    return fit("/".join((source, own, *folders, *inner[-1:])))


def shown(name: str) -> str:
    """A name that others gave as a screen can show it: nothing in it is obeyed or turns the line
    around."""
    return "".join(c if c == " " or c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)


def is_ours(name: str) -> bool:
    """Whether a file is one to be fetched: nothing that programs leave beside others, none that is
    on its way, no sidecar (a sender does not say when his file was received)."""
    own = name.rpartition("/")[2]
    return not is_passing(own) and not own.lower().endswith(SIDECAR)


def _part(part: str) -> str:
    if part.strip() in ("", ".", ".."):
        return ""
    text = "".join("_" if c in _REFUSED or not (c == " " or c.isprintable()) else c for c in part)
    text = _short(text.strip().rstrip(". "))
    return f"_{text}" if text.split(".")[0].casefold() in _DEVICES else text


def _short(text: str) -> str:
    """Cut before its suffix, never within a letter."""
    try:
        over = len(text.encode()) - LONGEST
    except UnicodeEncodeError:  # half of a letter, as broken programs write them
        text = text.encode("utf-8", "replace").decode()
        over = len(text.encode()) - LONGEST
    if over <= 0:
        return text
    stem, dot, suffix = text.rpartition(".")
    if not stem or len(suffix.encode()) > 10:
        stem, dot, suffix = text, "", ""
    kept = stem.encode()[: LONGEST - len((dot + suffix).encode())].decode("utf-8", "ignore")
    return kept.rstrip() + dot + suffix
