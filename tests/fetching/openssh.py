"""An OpenSSH server of the test's own: its users are whoever runs the tests, by a key."""

from __future__ import annotations

import getpass
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.fetching.servers import free_port, program, serving

CONFIG = """Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/user.pub
StrictModes no
UsePAM no
PasswordAuthentication no
PidFile none
Subsystem sftp internal-sftp
ForceCommand {serves}
"""


@dataclass(frozen=True)
class Ssh:
    folder: Path
    port: int
    host_key: str
    secret: str

    def source(self, **other: str) -> str:
        told = {
            "id": "o-chung", "kind": "sftp", "host": "127.0.0.1", "port": str(self.port),
            "user": getpass.getuser(), "host_key": f'"{self.host_key}"', "path": str(self.folder),
        }  # fmt: skip
        return "- {" + ", ".join(f"{k}: {v}" for k, v in (told | other).items()) + "}\n"


def prepared(folder: Path, serves: str = "internal-sftp") -> Ssh:
    """Keys and settings of a server, in a folder; `up` lets it run. `serves`: what answers."""
    program("sshd", "openssh-server")
    for name in ("host", "user"):
        make = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
        subprocess.run(make, check=True)
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # where it locks itself in before it knows anybody
    port = free_port()
    (folder / "config").write_text(CONFIG.format(port=port, folder=folder, serves=serves))
    asked = ["ssh-keygen", "-l", "-E", "sha256", "-f", str(folder / "host.pub")]
    told = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    return Ssh(folder, port, told.split()[1], (folder / "user").read_text())


@contextmanager
def up(ssh: Ssh) -> Iterator[None]:
    """The server answers until the block ends."""
    command = [
        program("sshd", "openssh-server"), "-D", "-e", "-f", str(ssh.folder / "config"),
    ]  # fmt: skip
    with serving(command, ssh.port, ssh.folder / "log"):
        yield
