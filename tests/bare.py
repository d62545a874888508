"""`./careloom test --bare`: both commands in a Debian root that holds nothing but git and Python.

The root is made by debootstrap from the mirror this machine uses. In it a user who is not root runs `./careloom run`,
twice; where the venv module is missing first, that must be one plain sentence. Then root runs `./careloom test` there
(`--quick` is passed on). A machine with its own mirror names what the root must see of it in CARELOOM_BARE_SHARE:
files are copied and folders shared, parted by colons.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from tests import machine

ROOT = Path(__file__).resolve().parent.parent
USER = "grace"
PATIENCE = 600  # seconds for the first start; what it took is printed
MISSING = "apt install python3-venv"


def what_is_missing() -> str:
    """Why a bare root cannot be made here, in one sentence; empty when it can."""
    if os.geteuid() != 0:
        return "A bare Debian root can be made by root only: nothing was run in one."
    if not shutil.which("debootstrap"):
        machine.install("debootstrap")
    return "" if shutil.which("debootstrap") else "debootstrap is missing: install it to try a bare Debian root."


def mirror() -> str:
    """Where this machine gets its Debian packages."""
    asked = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(SITE)", "Created-By: Packages"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return next(line for line in asked.stdout.splitlines() if line.rstrip("/").endswith("debian"))


def release() -> str:
    """This Debian's name."""
    words = dict(line.split("=", 1) for line in Path("/etc/os-release").read_text().splitlines() if "=" in line)
    return words["VERSION_CODENAME"].strip('"')


def home_of(user: str) -> str:
    """The home folder of a user of the root."""
    return "/root" if user == "root" else f"/home/{user}"


def in_root(root: Path, user: str, *command: str) -> tuple[list[str], dict[str, str]]:
    """The whole command that runs this in the root, in the project's folder there, and its surroundings."""
    home = home_of(user)
    kept = {k: v for k, v in os.environ.items() if k.startswith(("PIP_", "UV_", "SSL_")) or k in {"CI", "CARELOOM_REQUIRE_ALL"}}
    env = {**kept, "HOME": home, "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}
    folder = f"{home}/careloom" if (root / home.lstrip("/") / "careloom").exists() else "/"
    return ["chroot", f"--userspec={user}", str(root), "sh", "-c", f'cd {folder} && exec "$@"', "sh", *command], env


def inside(root: Path, *command: str, user: str = "root", check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run a command in the root to its end."""
    whole, env = in_root(root, user, *command)
    return subprocess.run(whole, env=env, text=True, capture_output=True, check=check)


@contextlib.contextmanager
def bare_root() -> Iterator[Path]:
    """A root with git and Python, and the project cloned into two homes; taken away at the end."""
    with tempfile.TemporaryDirectory(prefix="careloom-bare-") as name, contextlib.ExitStack() as stack:
        root = Path(name) / "root"
        command = ["debootstrap", "--variant=minbase", "--include=ca-certificates,git,python3", release(), str(root), mirror()]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        for kind, place in (("proc", "proc"), ("tmpfs", "dev/shm")):
            (root / place).mkdir(parents=True, exist_ok=True)
            subprocess.run(["mount", "-t", kind, kind, str(root / place)], check=True)
            stack.callback(subprocess.run, ["umount", "-l", str(root / place)], check=True)
        for shared in filter(None, ["/etc/resolv.conf", *os.environ.get("CARELOOM_BARE_SHARE", "").split(":")]):
            there = root / shared.lstrip("/")
            if Path(shared).is_dir():
                there.mkdir(parents=True, exist_ok=True)
                subprocess.run(["mount", "--bind", shared, str(there)], check=True)
                stack.callback(subprocess.run, ["umount", "-l", str(there)], check=True)
            else:
                there.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(shared, there)
        inside(root, "useradd", "--create-home", USER)
        for home in (root / "root", root / "home" / USER):
            subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{ROOT}", str(home / "careloom")], check=True)
        inside(root, "chown", "-R", USER, f"/home/{USER}")
        yield root


def start(root: Path) -> float:
    """Run the centre as a user who is not root; seconds until its home page answers. It is stopped again."""
    port = machine.free_port()
    begin = time.monotonic()
    command, env = in_root(root, USER, "./careloom", "run", "--port", str(port))
    process = subprocess.Popen(command, env=env, start_new_session=True)
    try:
        while time.monotonic() - begin < PATIENCE and process.poll() is None:
            with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5):
                return time.monotonic() - begin
            time.sleep(0.1)
        raise RuntimeError("The centre did not open in the bare root.")
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def run(*, quick: bool) -> int:
    """Everything in order; 0 when all was well. What it took is printed and decides nothing."""
    if why := what_is_missing():
        print(f"skipped: {why}\n\n0 passed, 0 failed, 1 skipped")
        return 1
    with bare_root() as root:
        without = inside(root, "./careloom", "run", user=USER, check=False)
        plain = without.returncode == 2 and MISSING in without.stderr and len(without.stderr.splitlines()) == 1
        print(f"Without python3-venv: {without.stderr.strip()}")
        inside(root, "apt-get", "update", "-qq")
        inside(root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", "python3-venv")
        print(f"Ready from nothing in {start(root):.1f} s", flush=True)
        print(f"Ready the second time in {start(root):.1f} s", flush=True)
        tested = inside(root, "./careloom", "test", *(["--quick"] if quick else []), check=False)
        print("\n".join(tested.stdout.splitlines()[-8:]))
    failed = (not plain) + (tested.returncode != 0)
    print(f"\n{4 - failed} passed, {failed} failed, 0 skipped")
    return int(failed > 0)
