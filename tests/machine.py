"""What the tests need from the machine: a browser, a PostgreSQL server, other Pythons."""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path


def browser() -> str | None:
    """The path of Chromium, if it is here; first the one without windows, which is lighter and made for this."""
    names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
    return next(filter(None, map(shutil.which, names)), None)


def postgres_folder() -> Path | None:
    """Where initdb and pg_ctl are, newest version first."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]), reverse=True)
    on_path = shutil.which("initdb")
    return found[0].parent if found else Path(on_path).parent if on_path else None


def install(*packages: str) -> bool:
    """Install Debian packages where that is possible: on Debian, as root. Says whether they are there now."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
    done = subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
        env=quiet, check=False, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return done.returncode == 0


def other_python() -> str | None:
    """A Python 3.13, if present."""
    places = [shutil.which("python3.13") or "", *map(str, Path.home().glob(".pyenv/versions/3.13*/bin/python"))]
    for python in filter(None, places):
        if subprocess.run([python, "-c", "import venv, ensurepip"], capture_output=True, check=False).returncode == 0:
            return python
    return None


def free_port() -> int:
    """A port on the loopback that nobody uses now."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@contextlib.contextmanager
def postgres(binaries: Path) -> Iterator[str]:
    """A PostgreSQL server of our own on the loopback for the length of a `with`; gives its address."""
    user = "postgres" if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="careloom-postgres-") as name:
        folder = Path(name)
        if user:
            shutil.chown(folder, user)
        port = free_port()

        def run(*command: str) -> None:
            subprocess.run(command, check=True, user=user, cwd=name, stdout=subprocess.DEVNULL)

        data = str(folder / "data")
        run(str(binaries / "initdb"), "-D", data, "-U", "careloom", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={name}"
        run(str(binaries / "pg_ctl"), "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            run(str(binaries / "createdb"), "-h", "127.0.0.1", "-p", str(port), "-U", "careloom", "careloom")
            yield f"postgresql://careloom@127.0.0.1:{port}/careloom"
        finally:
            run(str(binaries / "pg_ctl"), "-D", data, "-m", "immediate", "stop")
