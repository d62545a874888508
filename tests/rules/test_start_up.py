"""Nothing heavy is loaded when the web process starts, and methods need no framework."""

import subprocess
import sys

from tests.rules import tree

HEAVY = ("numpy", "scipy", "pandas", "sklearn", "highspy", "duckdb", "typst")


def loaded_after(code: str) -> set[str]:
    """Top-level modules in a fresh process after running `code`."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*{{m.split('.')[0] for m in sys.modules}})"],
        capture_output=True, text=True, check=True, cwd=tree.ROOMS.parent,
    )  # fmt: skip
    return set(done.stdout.split())


def test_web_start_up_loads_no_heavy_library() -> None:
    loaded = loaded_after(
        "import careloom.site.wsgi\nfrom django.urls import get_resolver\nget_resolver().url_patterns"
    )
    assert "django" in loaded
    assert loaded.isdisjoint(HEAVY)


def test_methods_load_no_framework() -> None:
    assert "django" not in loaded_after("import careloom_methods")


def test_a_planted_heavy_import_is_seen() -> None:
    assert "numpy" in loaded_after("import numpy")
