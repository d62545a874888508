"""`./careloom check`: style, types, room order, templates, licences, addresses. Each line names its tool."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
# Licences that an AGPL-3.0-or-later work may carry along. GPL tools serve development only.
FREE = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|LGPL|Lesser|Unlicense|Public Domain|0BSD|Zlib|HPND"
)
COMMANDS = {
    "style": ["ruff", "check", "."],
    "types": ["mypy", "src/careloom", "src/careloom_methods"],
    "rooms": ["lint-imports", "--no-cache"],
    "templates": ["djlint", "src", "--lint", "--profile", "django", "--quiet",
                  "--ignore", "H006,H015,H017,H021,H023,H029,H030,H031,H033,H035,H037,H043,T001,T003,T028"],
}  # fmt: skip


def refused_licences(rows: list[tuple[str, str]]) -> list[str]:
    """Packages of the base whose licence is not known to be free to carry."""
    return [f"{name}: {licence}" for name, licence in rows if not FREE.search(licence)]


def installed_licences() -> list[tuple[str, str]]:
    """(package, licence) of every package named in the server lock."""
    import importlib.metadata as metadata

    locked = set(re.findall(r"^([\w.-]+)==", (ROOT / "requirements/server.txt").read_text(), re.M))
    rows = []
    for name in sorted(locked):
        try:
            facts = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue  # locked for another system
        classifiers = [c for c in facts.get_all("Classifier", []) if c.startswith("License")]
        rows.append((name, " ".join([facts.get("License-Expression") or facts.get("License") or "", *classifiers])))
    return rows


def main() -> int:
    """0 when every check is clean."""
    failed = []
    path = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"}
    for name, command in COMMANDS.items():
        print(f"== {name}: {' '.join(command[:3])}", flush=True)
        if subprocess.run([str(BIN / command[0]), *command[1:]], cwd=ROOT, env=path, check=False).returncode:
            failed.append(name)
    refused = refused_licences(installed_licences())
    if refused:
        failed.append("licences")
        print("\n".join(refused))
    code = subprocess.run([sys.executable, "-m", "pytest", "-q", "tests/rules/test_tree.py"], cwd=ROOT, check=False)
    if code.returncode:
        failed.append("tree")
    print(f"check: {'not clean: ' + ', '.join(failed) if failed else 'clean'}")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
