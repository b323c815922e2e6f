"""A Dovecot of the test's own, run as nobody where the tests are run by the superuser."""

from __future__ import annotations

import getpass
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.fetching.certificates import certificates
from tests.fetching.servers import free_port, program, wait_for

WORD = "mật khẩu {thử} #1"
ACCOUNTS = tuple(f"kpi-{number}" for number in range(60))  # the server reads them once
CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{cert}
ssl_key = <{key}
disable_plaintext_auth = yes
mail_location = maildir:{folder}/mail/%u
mail_max_userip_connections = 50
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = {uid}
passdb {{
  driver = passwd-file
  args = {folder}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
"""


@dataclass(frozen=True)
class Dovecot:
    folder: Path
    port: int
    root: Path

    def account(self, name: str) -> Path:
        """The maildir of one of ACCOUNTS."""
        maildir = self.folder / "mail" / name
        for part in ("new", "cur", "tmp"):
            (maildir / part).mkdir(parents=True)
        own(maildir)
        return maildir


def own(folder: Path) -> None:
    """Gives a folder and all in it to whom the server runs as."""
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        for path in (folder, *folder.rglob("*")):
            os.chown(path, nobody.pw_uid, nobody.pw_gid)


@contextmanager
def dovecot() -> Iterator[Dovecot]:
    """The server until the block ends, which takes all of it away."""
    binary = program("dovecot", "dovecot-imapd")
    folder = Path(tempfile.mkdtemp(prefix="kpi-dovecot-"))
    try:
        root, cert, key = certificates(folder)
        port = free_port()
        user = pwd.getpwnam("nobody" if os.geteuid() == 0 else getpass.getuser())
        group = subprocess.run(
            ["id", "-gn", user.pw_name], capture_output=True, text=True, check=True
        ).stdout.strip()
        lines = (f"{name}:{{PLAIN}}{WORD}::::::\n" for name in ACCOUNTS)
        (folder / "users").write_text("".join(lines), encoding="utf-8")
        (folder / "mail").mkdir()
        (folder / "home").mkdir()
        config = folder / "dovecot.conf"
        config.write_text(
            CONFIG.format(
                folder=folder, cert=cert, key=key, port=port, user=user.pw_name, group=group,
                uid=user.pw_uid, gid=user.pw_gid,
            )
        )  # fmt: skip
        own(folder)
        command = [binary, "-F", "-c", str(config)]
        ids = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        who = ids if os.geteuid() == 0 else {}
        with (folder / "said").open("wb") as said:
            server = subprocess.Popen(command, stdout=said, stderr=said, **who)
        try:
            wait_for(server, port, folder / "said")
            yield Dovecot(folder, port, root)
        finally:
            server.terminate()
            server.wait(20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
