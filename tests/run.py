"""`./careloom test`: every part in order, on both databases, with a count of what was left out."""

import argparse
import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests import bare, machine

ROOT = Path(__file__).resolve().parent.parent
LONG = "tests/flows/test_whole_thread.py"
# The long ones begin first, so that no core is idle at the end.
WITHOUT_PAGES = ["tests/flows", "tests/rooms", "tests/methods", "tests/oracles", "tests/rules"]
ON_THE_DATABASE = ["tests/flows", "tests/rooms"]
LONG_PAGES = ["test_every_desk_page", "test_every_page", "test_surveys", "test_journeys"]
LONGEST = 40 * 60  # seconds that one part may take
LONGEST_PAGE = 6 * 60  # seconds that one test in a browser may take
TRIES = 3


PYTEST = ["-m", "pytest", "-q", "-p", "no:cacheprovider"]


class Tally:
    """Counts passed, failed and skipped over all parts, from the runners' own reports."""

    def __init__(self) -> None:
        self.passed = self.failed = self.skipped = 0
        self.reasons: list[str] = []

    def skip(self, reason: str) -> None:
        """A whole part that could not run."""
        self.skipped += 1
        self.reasons.append(reason)

    def add(self, part: str, report: Path, code: int) -> None:
        """Read one pytest report (JUnit XML)."""
        if not report.exists():
            self.failed += 1
            return
        cases = ElementTree.parse(report).getroot().iter("testcase")  # noqa: S314  # our own file
        failed = 0
        for case in cases:
            skip = case.find("skipped")
            if skip is not None:
                self.skip(f"{part}: {case.get('name')}: {skip.get('message')}")
            elif case.find("failure") is not None or case.find("error") is not None:
                failed += 1
            else:
                self.passed += 1
        self.failed += failed or int(code not in {0, 5})


def ended(process: subprocess.Popen[bytes]) -> int:
    """The exit code of a part; one that hangs has failed. What a part left running ends with it."""
    try:
        return process.wait(timeout=LONGEST)
    except subprocess.TimeoutExpired:
        print(f"This part was still running after {LONGEST // 60} minutes and was ended.", flush=True)
        return 1
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def run_part(tally: Tally, part: str, folders: list[str], *, python: str = sys.executable, **extra: str) -> None:
    """Run pytest on some folders in its own process, on two cores."""
    print(f"\n== {part}", flush=True)
    with tempfile.TemporaryDirectory(prefix="careloom-test-") as name:
        report = Path(name) / "report.xml"
        settings = {**os.environ, "CARELOOM_FOLDER": str(Path(name) / "centre"), **extra}
        workers = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", "-o", "faulthandler_timeout=1200"]
        command = [python, *PYTEST, f"--junitxml={report}", *workers, *folders]
        code = ended(subprocess.Popen(command, cwd=ROOT, env=settings, start_new_session=True))
        tally.add(part, report, code)


def run_pages(tally: Tally) -> None:
    """Each file of page tests in a process and a browser of its own, two at a time.

    A browser may stop answering for good, which none of its own limits ends. Then the process is ended and that file is
    begun again, which is said; the third time it has failed.
    """
    print("\n== Pages in Chromium", flush=True)
    files = sorted((ROOT / "tests/pages").glob("test_*.py"), key=lambda file: (file.stem not in LONG_PAGES, file.stem))
    limits = ["-o", f"faulthandler_timeout={LONGEST_PAGE}", "-o", "faulthandler_exit_on_timeout=true"]

    def run(file: Path) -> tuple[Path, int]:
        report = folder / f"{file.stem}.xml"
        settings = {**os.environ, "CARELOOM_FOLDER": str(folder / file.stem)}
        with (folder / f"{file.stem}.txt").open("w+b") as said:
            command = [sys.executable, *PYTEST, f"--junitxml={report}", *limits, str(file)]
            code = ended(subprocess.Popen(command, cwd=ROOT, env=settings, stdout=said, stderr=said, start_new_session=True))
            said.seek(0)
            print(f"\n{file.name}\n{said.read().decode(errors='replace')}", flush=True)
        return report, code

    def run_and_again(file: Path) -> tuple[Path, int]:
        report, code = run(file)
        for _ in range(TRIES - 1):
            if report.exists():
                break
            print(f"\n{file.name}: the browser stopped answering; begun again.", flush=True)
            report, code = run(file)
        return report, code

    with tempfile.TemporaryDirectory(prefix="careloom-test-") as name, ThreadPoolExecutor(2) as pool:
        folder = Path(name)
        for report, code in pool.map(run_and_again, files):
            tally.add("Pages in Chromium", report, code)


def on_other_python(tally: Tally, address: dict[str, str]) -> None:
    """The suite without pages on Python 3.13, if this machine has one."""
    python = machine.other_python()
    if not python:
        print("\n== Python 3.13 is not on this machine; the suite ran on one Python only.")
        return
    folder = ROOT / ".venv-3.13"
    lock = (ROOT / "requirements/dev.txt").read_bytes()
    stamp = folder / "dev.lock"
    if not stamp.exists() or stamp.read_bytes() != lock:
        subprocess.run([python, "-m", "venv", str(folder)], check=True)
        uv = Path(sys.executable).parent / "uv"
        subprocess.run(
            [uv, "pip", "install", "-q", "--python", folder / "bin/python", "--require-hashes",
             "-r", ROOT / "requirements/dev.txt"], check=True,
        )  # fmt: skip
        stamp.write_bytes(lock)
    run_part(tally, "Python 3.13", [*WITHOUT_PAGES, f"--ignore={LONG}"], python=str(folder / "bin/python"), **address)


def run_all(tally: Tally, *, quick: bool) -> None:
    """Rules, methods, rooms, flows; the database parts again on PostgreSQL; pages in a browser."""
    if not machine.browser() and not quick:
        machine.install("chromium-headless-shell") or machine.install("chromium")
    if not machine.postgres_folder():
        machine.install("postgresql")
    binaries = machine.postgres_folder()
    with contextlib.ExitStack() as stack:
        address: dict[str, str] = {}
        if binaries:
            address = {"CARELOOM_TEST_POSTGRES": stack.enter_context(machine.postgres(binaries))}
        run_part(tally, "Rules, methods, rooms and flows on SQLite", WITHOUT_PAGES, **address)
        if binaries:
            url = {"CARELOOM_DATABASE_URL": address["CARELOOM_TEST_POSTGRES"]}
            run_part(tally, "Rooms and flows on PostgreSQL", ON_THE_DATABASE, **address, **url)
        else:
            tally.skip("PostgreSQL is missing: the database tests did not run on it. Install postgresql.")
        if quick:
            return
        if machine.browser():
            run_pages(tally)
        else:
            tally.skip("Chromium is missing: no page was opened. Install chromium.")
        on_other_python(tally, address)


def main() -> int:
    """0 when all passed; 1 when a test failed, or was skipped while CARELOOM_REQUIRE_ALL=1."""
    parser = argparse.ArgumentParser(prog="./careloom test", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="without pages and without a second Python")
    parser.add_argument("--bare", action="store_true", help="both commands in a Debian root with only git and Python")
    parser.add_argument("paths", nargs="*", help="only these test files, on SQLite")
    asked = parser.parse_args()
    if asked.bare:
        return bare.run(quick=asked.quick)
    tally = Tally()
    if asked.paths:
        run_part(tally, "Chosen tests", asked.paths)
    else:
        run_all(tally, quick=asked.quick)
    for reason in tally.reasons:
        print(f"skipped: {reason}")
    print(f"\n{tally.passed} passed, {tally.failed} failed, {tally.skipped} skipped", flush=True)
    strict = os.environ.get("CARELOOM_REQUIRE_ALL") == "1"
    return int(tally.failed > 0 or tally.passed == 0 or (strict and tally.skipped > 0))


if __name__ == "__main__":
    sys.exit(main())
