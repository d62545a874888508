"""The same files and the same seed give the same bytes on another machine."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from careloom_methods import lottery
from careloom_methods.lottery.command import main
from careloom_methods.programme import on_grid
from tests.rules.tree import ROOT

# Other machines, as far as one machine can play them: threads, hash seeds, and processors that add in another order.
PLAIN = {"OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "1"}
OTHER = {
    "OMP_NUM_THREADS": "2", "PYTHONHASHSEED": "77", "OPENBLAS_CORETYPE": "Prescott", "OPENBLAS_NUM_THREADS": "2",
    "NPY_DISABLE_CPU_FEATURES": "AVX2 FMA3 AVX512F AVX512CD AVX512_SKX",
}  # fmt: skip
SHARES = {"role": "aaabbbccd", "age": "uvvwwx", "nation": "eeesw", "area": "ppq"}


def made(people: int, seats: int) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    dice = lottery.Dice("a pool")
    rows = [{"id": f"p{n}", **{f: v[dice.below(len(v))] for f, v in SHARES.items()}} for n in range(people)]
    quotas = []
    for feature, values in SHARES.items():
        for value in sorted(set(values)):
            have = sum(row[feature] == value for row in rows[:seats])
            quotas.append({"feature": feature, "value": value, "min": str(max(0, have - 1)), "max": str(have + 1)})
    return rows, quotas


def write(folder: Path, name: str, rows: list[dict[str, str]]) -> str:
    text = "\n".join([",".join(rows[0]), *(",".join(row.values()) for row in rows)])
    (folder / name).write_text(text)
    return str(folder / name)


@pytest.mark.parametrize("rule", ["leximin", "nash", "goldilocks", "legacy"])
def test_another_machine_finds_the_same_bytes(tmp_path: Path, rule: str) -> None:
    rows, quotas = made(70, 12)
    asked = ["--people", write(tmp_path, "p.csv", rows), "--quotas", write(tmp_path, "q.csv", quotas), "--number", "12",
             "--rule", rule, "--seed", "rain", "--panels", "60", "--json"]  # fmt: skip
    said = [
        subprocess.run([sys.executable, "-W", "ignore", "-m", "careloom_methods", "lottery", *asked], text=True,
                       capture_output=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **machine})
        for machine in (PLAIN, OTHER)
    ]  # fmt: skip
    assert said[0].stdout == said[1].stdout
    record = json.loads(said[0].stdout)["record"]
    assert record["same_everywhere"] and set(record["made_with"]) == {"highspy", "numpy"}


def test_a_draw_that_a_clock_ended_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows, quotas = made(70, 12)
    asked = ["--people", write(tmp_path, "p.csv", rows), "--quotas", write(tmp_path, "q.csv", quotas), "--number", "12",
             "--json"]  # fmt: skip
    assert main([*asked, "--seconds", "0"]) == 0
    assert json.loads(capsys.readouterr().out)["record"]["same_everywhere"] is False


def test_work_is_counted_and_its_end_is_said_with_what_is_proved() -> None:
    rows, quotas = made(70, 12)
    said = lottery.run(rows, quotas, 12, most=0.0)
    assert said["record"]["same_everywhere"] and said["gap"] >= 0
    assert said["status"] == "optimal" or said["gap"] > 0 or said["notes"]


def test_numbers_on_a_grid_add_up_alike_in_any_order() -> None:
    values = on_grid(np.array([1 / 3, 0.1, 2 / 7, 1e-3, 0.9]))
    assert np.abs(values - [1 / 3, 0.1, 2 / 7, 1e-3, 0.9]).max() < 1e-10
    assert len({float(sum(values[list(order)])) for order in ([0, 1, 2, 3, 4], [4, 2, 0, 1, 3], [3, 1, 4, 0, 2])}) == 1


def test_the_numbers_of_chance_are_spelt_out_and_never_change() -> None:
    """These are the numbers that records of the past were made with."""
    dice = lottery.Dice("rain")
    assert [dice.below(420), dice.below(6)] == [NUMBERS[0], NUMBERS[1]]
    assert [int(x * 2**32) for x in dice.fractions(2)] == NUMBERS[2:]


NUMBERS = [48, 4, 792495512, 3580457981]
