"""What the home knows and does: warehouse, lock, schedule, last run, last check, last backup."""

from __future__ import annotations

from datetime import timedelta

from flows.attention import NOT_ENDED_AFTER, attention, last_run
from flows.doctor.case import Answer, Case
from kpi.words import say

BACKUP_AFTER = timedelta(days=30)
QUIET_FOR = timedelta(days=4)  # a weekend and a holiday


def lock(case: Case) -> Answer:
    """Nobody keeps the home from others for longer than a run takes."""
    if not case.is_locked:
        return Answer("good", "free")
    run = last_run(case.home)
    if run is not None and run.state == "started" and case.now - run.at > NOT_ENDED_AFTER:
        return Answer("bad", "hung", {"at": case.shown(run.at)})
    return Answer("good", "at_work")


def warehouse(case: Case) -> Answer:
    """The warehouse has all that the archive's ledger tells of."""
    from kpi.collect.level import refuse_lost_ledger
    from kpi.warehouse.store import WarehouseProblem

    home = case.home
    try:
        refuse_lost_ledger(home, case.ledger)
        if not case.ledger and not home.warehouse.exists():
            return Answer("good", "nothing_yet")
        if not home.warehouse.exists():
            return Answer("odd", "missing")
        return _level(case)
    except WarehouseProblem as problem:
        return Answer("bad", "refused", {"why": problem.message(case.locale)})


def _level(case: Case) -> Answer:
    from kpi.collect.level import covers
    from kpi.warehouse import published
    from kpi.warehouse.store import open_file

    home = case.home
    copy = published.latest(home)
    at_hand = copy if copy is not None and published.is_latest(home) else home.warehouse
    if at_hand == home.warehouse and case.is_locked:
        return Answer("good", "at_work")
    con = open_file(at_hand, read_only=True)
    try:
        level = covers(con, case.ledger)
    finally:
        con.close()
    runs = {"runs": len(case.ledger.runs())}
    return Answer("good", "level", runs) if level else Answer("odd", "behind", runs)


def entry(case: Case) -> Answer:
    """The month runs by itself: an entry in the computer's own scheduler, or `kpi schedule`."""
    from flows.schedule.alive import schedule_state
    from flows.schedule.install import installed

    where = installed(case.home)
    if where:
        return Answer("good", "installed", {"where": where})
    state = schedule_state(case.home, case.now)
    if state is None:
        return Answer("odd", "none")
    if not state.alive:
        return Answer("bad", "silent", {"at": case.shown(state.heartbeat)})
    if state.last_error:
        trouble = say(f"schedule.trouble.{state.last_error}", case.locale, log=case.home.log)
        return Answer("odd", "trouble", {"why": trouble})
    return Answer("good", "alive", {"at": case.shown(state.heartbeat)})


def runs(case: Case) -> Answer:
    """The last run went well, and is not too long ago where a schedule should have run."""
    from flows.due_note import last_look
    from flows.schedule.install import installed

    run = last_run(case.home)
    needed = attention(case.home, case.now, case.locale)
    if needed:
        return Answer("bad", "attention", {"why": " ".join(a.sentence for a in needed)})
    if run is None:
        return Answer("good", "never")
    latest = max(filter(None, (run.at, last_look(case.home))))
    values = {"at": case.shown(latest)}
    if case.now - latest > QUIET_FOR and installed(case.home):
        return Answer("odd", "quiet", values)
    return Answer("good", "good", values)


def verified(case: Case) -> Answer:
    """The last check of the hashes found nothing wrong."""
    last = case.last("verify")
    if last is None:
        return Answer("good", "never")
    found = last.details.get("findings")
    values = {"at": case.shown(last.at), "count": found}
    return Answer("bad", "found", values) if found else Answer("good", "good", values)


def backup(case: Case) -> Answer:
    """There is a backup, and it is not too old."""
    last = case.last("backup", "restore")
    if last is None:
        return Answer("odd", "never") if case.ledger else Answer("good", "nothing_yet")
    values = {"at": case.shown(last.at), "file": last.details.get("file", "")}
    if case.now - last.at > BACKUP_AFTER:
        return Answer("odd", "old", values)
    return Answer("good", "good", values)
