"""The engine's server as a process: `python -m flows.server.process`, started by `child.py`.

It takes all its settings from the environment, says on its first line of output at which port it
listens, and ends when its parent does. One rule: it listens on the loopback alone, behind `Guard`.
"""

from __future__ import annotations

import os
import socket
import sys
import threading
from typing import Any

from flows.server.lifeline import end_with, end_with_input

PORT = "KPI_SERVER_PORT"  # the one to listen at; 0: any that is free
KIND = "KPI_SERVER_KIND"
END_WITHIN = 3  # seconds for requests that are still open at the end


def main() -> None:
    if os.name == "posix":
        os.umask(0o077)
    listening = bound(int(os.environ.get(PORT, "0")))
    port = listening.getsockname()[1]
    print(port, flush=True)  # noqa: T201 - the parent waits for this line
    from flows.server.settings import at_port

    os.environ.update(at_port(port))
    holder: list[Any] = []
    stopping = threading.Event()

    def stop() -> None:
        stopping.set()
        for server in holder:
            server.should_exit = True

    end_with_input(stop)
    end_with(os.getppid())
    holder.append(made(port))
    if not stopping.is_set():
        holder[0].run(sockets=[listening])
    sys.stdout.flush()
    os._exit(0)  # threads that still wait for something are of no use to anybody


def bound(port: int) -> socket.socket:
    """A socket of the loopback at a port, which no other program can take over. Raises OSError."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform == "win32":
        made.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.bind(("127.0.0.1", port))
    return made


def made(port: int) -> Any:
    """The web server around the engine's app; importing it takes seconds."""
    import uvicorn
    from prefect.server.api.server import create_app

    from flows.server.guard import Guard

    app = create_app(ephemeral=os.environ.get(KIND) == "run", final=True)
    config = uvicorn.Config(
        Guard(app, port),
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=END_WITHIN,
    )
    return uvicorn.Server(config)


if __name__ == "__main__":
    main()
