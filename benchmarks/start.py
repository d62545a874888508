"""CPU of one web start-up, beside a bare Django project of the same release in the same run."""

import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROUNDS = 7
LOAD = "import django; django.setup()"
READY = "import {project}.wsgi; from django.urls import get_resolver; get_resolver().url_patterns"
LIMIT = 2.0


def cpu_ms(code: str, project: str, folder: Path, places: str) -> float:
    """Least CPU milliseconds of several new processes that run this code in this project."""
    known = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": f"{project}.settings",
        "PYTHONPATH": places,
        "CARELOOM_FOLDER": str(folder),
    }
    spent = []
    for _ in range(ROUNDS + 1):  # the first one writes byte code and is not counted
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", code.format(project=project)], env=known, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append((after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime) * 1000)
    return round(min(spent[1:]), 1)


def main() -> None:
    """Make a bare project with Django's own command, start both, print."""
    folder = Path(tempfile.mkdtemp(prefix="careloom-bench-"))
    subprocess.run([sys.executable, "-m", "django", "startproject", "bare", str(folder)], check=True)
    src = str(Path(__file__).parent.parent / "src")
    rows = []
    for what, code in (("settings and models loaded", LOAD), ("ready for the first request", READY)):
        bare, ours = cpu_ms(code, "bare", folder, str(folder)), cpu_ms(code, "careloom.site", folder, src)
        rows.append({"what": what, "bare_ms": bare, "careloom_ms": ours, "ratio": round(ours / bare, 2)})
    if "--json" in sys.argv:
        print(json.dumps({"at_most": LIMIT, "rows": rows}))
        return
    for row in rows:
        print(f"{row['what']:28} bare Django {row['bare_ms']:7.1f} ms CPU, Careloom {row['careloom_ms']:7.1f} ms CPU:"
              f" {row['ratio']:.2f} times (at most {LIMIT:.0f})")  # fmt: skip


if __name__ == "__main__":
    main()
