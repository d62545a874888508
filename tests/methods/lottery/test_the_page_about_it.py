"""What the public page promises is what the lottery does."""

import re

import pytest

from careloom_methods import lottery
from tests.rules.tree import METHODS, ROOT

NAMES = {"carer": ["Ann", "Ben", "Cal", "Dee"], "care worker": ["Eve", "Fay"]}


def test_the_worked_example_is_true() -> None:
    page = (ROOT / "docs/explanation/lottery.md").read_text()
    shown = {role: int(chance) / 100 for role, chance in re.findall(r"\| each (\S+(?: \S+)?) \| (\d+) in 100 \|", page)}
    people = [{"id": name, "role": role} for role, names in NAMES.items() for name in names]
    quotas = [{"feature": "role", "value": role, "min": "1", "max": "1"} for role in NAMES]
    said = lottery.run(people, quotas, 2)
    for role, names in NAMES.items():
        assert [said["probabilities"][name] for name in names] == pytest.approx([shown[role]] * len(names))


def test_every_error_code_is_in_the_manual() -> None:
    page = (ROOT / "docs/reference/lottery.md").read_text()
    sources = [*METHODS.glob("lottery/*.py"), METHODS / "csv_rows.py"]
    codes = {c for f in sources for c in re.findall(r'MethodError\(\s*"(\w+)"', f.read_text())} - {"seating"}
    assert len(codes) > 15 and {c for c in codes if f"`{c}`" not in page} == set()
