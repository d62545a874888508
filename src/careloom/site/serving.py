"""Web pages and background work in one process."""

import os
import socket
import threading
from typing import Any

from gunicorn.app.base import BaseApplication


def port_is_free(host: str, port: int) -> bool:
    """Can we listen here?"""
    with socket.socket() as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind((host, port))
        except OSError:
            return False
    return True


def _start_worker(worker: Any) -> None:
    # After the fork: a thread made before it would not exist in the process that serves.
    if os.environ.get("CARELOOM_WORKER", "1") == "0":
        return
    from careloom.jobs.worker import run

    threading.Thread(target=run, args=(threading.Event(),), name="jobs", daemon=True).start()


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn with threads; one process is enough for one SQLite file."""

    def __init__(self, host: str, port: int, threads: int = 8) -> None:
        self.address, self.threads = f"{host}:{port}", threads
        super().__init__()

    def load_config(self) -> None:
        """Few processes, several threads, quiet."""
        settings = {
            "bind": [self.address], "workers": 1, "threads": self.threads, "worker_class": "gthread", "timeout": 60,
            "loglevel": "warning", "post_worker_init": _start_worker, "limit_request_line": 4094,
            "control_socket_disable": True,
        }  # fmt: skip
        for name, value in settings.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        """The application that answers."""
        from careloom.site.wsgi import application

        return application
