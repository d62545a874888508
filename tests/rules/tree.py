"""Reading the project's own tree, for the rules."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import careloom
import careloom_methods

ROOT = Path(__file__).resolve().parent.parent.parent
ROOMS = Path(careloom.__file__).parent
METHODS = Path(careloom_methods.__file__).parent
WRITES = {"create", "save", "delete", "update", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
# Verbs that are writes only on a manager or a queryset, never on a dict, a set or a hash.
ON_ROWS = re.compile(r"\.objects\b|\bobjects\.|\.filter\(|\.all\(\)|\.exclude\(|_set\b")
HIDING_NAMES = re.compile(r"(^|/)(utils|helpers|common|manager|misc)(\.py|/)")
# Each in two halves, so that the rule holds for this file too.
HALVES = [("pypi", r"\.org"), ("python", "hosted"), ("npm", "js"), ("deb", r"\.debian"), ("registry", r"\.npm"),
          ("/ro", "ot/"), ("/wo", "rk/"), ("/ho", "me/[a-z]+/")]  # fmt: skip
ADDRESSES = re.compile("|".join(first + second for first, second in HALVES))


def tracked() -> list[Path]:
    """Files that git tracks or would track."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    return [ROOT / name for name in listed if (ROOT / name).is_file()]


def source_files() -> list[Path]:
    """The project's Python, without tests and migrations."""
    return [f for base in (ROOMS, METHODS) for f in sorted(base.rglob("*.py")) if "migrations" not in f.parts]


def writes_in(source: str) -> list[int]:
    """Lines that create, change or delete rows."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            owner = ast.unparse(node.func.value)
            if ON_ROWS.search(owner) or (node.func.attr in {"save", "delete"} and not node.args):
                found.append(node.lineno)
    return found


def long_functions(source: str, most: int) -> list[str]:
    """Functions of more than `most` lines."""
    return [
        f"{node.name} ({(node.end_lineno or 0) - node.lineno + 1} lines)"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > most
    ]


def names_pounds(text: str) -> bool:
    """Does it write the sign of pounds, or name them in words that are translated?"""
    spoken = r"""(?:_\(|translate )["'][^"']*\bpounds?\b"""
    return "£" in text or re.search(spoken, text, re.IGNORECASE) is not None


def addresses_in(text: str) -> list[str]:
    """Registry hosts and machine paths."""
    return ADDRESSES.findall(text)


def functions() -> Iterator[tuple[Path, ast.FunctionDef]]:
    """Every function of the product."""
    for file in source_files():
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.FunctionDef):
                yield file, node
