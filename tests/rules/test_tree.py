"""The shape of the house, checked by machine. Each rule is proved able to fail by a planted breach."""

import re
import statistics
import subprocess
import sys
from pathlib import Path

from tests.rules import tree

# The break-glass ways in for data itself: they copy whole databases and belong to no room.
WRITES_ELSEWHERE: set[str] = {"site/archive.py"}


def _writes_outside_services() -> list[str]:
    return [
        f"{file.relative_to(tree.ROOMS)}:{line}"
        for file in tree.source_files()
        if file.is_relative_to(tree.ROOMS) and file.name != "services.py" and "services" not in file.parts
        and str(file.relative_to(tree.ROOMS)) not in WRITES_ELSEWHERE
        for line in tree.writes_in(file.read_text())
    ]  # fmt: skip


def test_only_services_write() -> None:
    assert _writes_outside_services() == []


def test_a_planted_write_is_found() -> None:
    assert tree.writes_in("def view(r):\n    Person.objects.create(name='x')\n    person.save()\n") == [2, 3]
    assert tree.writes_in("digest.update(b'x')\nseen = {}\nseen.update(a=1)\n") == []


def test_files_and_functions_stay_small() -> None:
    lengths = {f: len(f.read_text().splitlines()) for f in tree.source_files()}
    assert [f.name for f, n in lengths.items() if n > 500] == []
    assert statistics.median(n for n in lengths.values() if n > 3) <= 120
    assert [(f.name, name) for f in lengths for name in tree.long_functions(f.read_text(), 60)] == []


def test_a_planted_long_function_is_found() -> None:
    assert tree.long_functions("def f():\n" + "    x = 1\n" * 60, 60) == ["f (61 lines)"]


def test_no_name_hides_what_is_inside() -> None:
    names = [str(f.relative_to(tree.ROOT)) for f in tree.tracked()]
    assert [n for n in names if tree.HIDING_NAMES.search(n)] == []
    assert tree.HIDING_NAMES.search("careloom/people/helpers.py")


def test_the_tree_names_no_registry_and_no_machine_path() -> None:
    breaches = [
        f"{f.relative_to(tree.ROOT)}: {found[0]}"
        for f in tree.tracked()
        if f.suffix not in {".png", ".mo", ".gz"} and (found := tree.addresses_in(f.read_text(errors="replace")))
    ]
    assert breaches == []
    planted = "python" + "hosted"
    assert tree.addresses_in(f"see https://files.{planted}.example/x") == [planted]


def test_no_page_and_no_code_names_the_currency_but_the_one_place_that_says_money() -> None:
    """What UK sources say in pounds stays so: the register, and the table of what other bodies publish."""
    allowed = {"ui/money.py", "involvement/templates/involvement/rates.html"}
    files = [f for kind in ("*.py", "*.html", "*.po", "*.txt", "*.js") for f in tree.ROOMS.rglob(kind)]
    found = {
        str(f.relative_to(tree.ROOMS)) for f in files
        if "migrations" not in f.parts and tree.names_pounds(f.read_text(encoding="utf-8"))
    }  # fmt: skip
    assert sorted(found - allowed) == []
    assert tree.names_pounds("<p>£{{ n }}</p>") and tree.names_pounds('_("How much, in pounds?")')
    assert not tree.names_pounds("# pounds")


def test_every_decision_has_its_own_number_and_is_short() -> None:
    records = sorted((tree.ROOT / "docs/decisions").glob("*.md"))
    numbers = [f.name[:4] for f in records]
    assert records and len(set(numbers)) == len(numbers)
    assert [f.name for f in records if len(f.read_text().splitlines()) > 40] == []


def test_every_room_has_a_short_page_about_itself() -> None:
    rooms = [d for d in sorted(tree.ROOMS.iterdir()) if (d / "apps.py").exists()]
    assert [d.name for d in rooms if not (d / "README.md").exists()] == []


def test_the_base_stays_small_and_each_package_has_a_reason() -> None:
    lines = (tree.ROOT / "requirements/base.in").read_text().splitlines()
    direct = [line for line in lines if line and not line.startswith("#")]
    assert len(direct) <= 24
    assert [line for line in direct if "#" not in line] == []
    locked = re.findall(r"^[\w.-]+==", (tree.ROOT / "requirements/base.txt").read_text(), re.M)
    assert len(locked) <= 45


def test_rooms_import_only_from_rooms_below() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=tree.ROOT, capture_output=True, text=True, check=False,
        env={"PYTHONPATH": str(tree.ROOMS.parent), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]


def test_styles_and_scripts_stay_light() -> None:
    """At most 40 kB of CSS for the whole house; at most 10 kB of script of ours on any one page (the worker apart)."""
    static = [f for f in tree.ROOMS.rglob("static/**/*") if f.is_file()]
    css = sum(f.stat().st_size for f in static if f.suffix == ".css")
    scripts = [f.stat().st_size for f in static if f.suffix == ".js"]
    assert 5_000 < css <= 40_000 and scripts
    assert max(scripts) <= 10_000
