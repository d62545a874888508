"""Every sum is said by one function, in the money of the centre; what people type is understood with its sign."""

import subprocess
import sys
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from careloom.ui.money import Amount, in_money, money, whole_money
from tests.rules.tree import ROOT

SUMS = (0, 5, 1250, 100_000, 125_000_050)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("GBP", ["£0", "£0.05", "£12.50", "£1,000", "£1,250,000.50"]),
        ("CAD", ["CA$0", "CA$0.05", "CA$12.50", "CA$1,000", "CA$1,250,000.50"]),
        ("CHF", ["CHF 0", "CHF 0.05", "CHF 12.50", "CHF 1,000", "CHF 1,250,000.50"]),
    ],
)
def test_a_sum_is_said_and_read_back_in_the_money_of_the_centre(settings: Any, code: str, said: list[str]) -> None:
    settings.CURRENCY = code
    assert [money(sum).replace("\N{NO-BREAK SPACE}", " ") for sum in SUMS] == said
    assert [Amount(max_digits=14).clean(text) for text in (money(sum) for sum in SUMS)] == list(SUMS)
    assert whole_money(1000) == money(100_000)
    with pytest.raises(ValidationError):
        Amount().clean("twelve")


def test_its_name_is_said_in_the_language_of_the_reader(settings: Any) -> None:
    label = in_money("Cost, in {money}")
    assert label == "Cost, in pounds"
    settings.CURRENCY = "CAD"
    assert label == "Cost, in Canadian dollars"
    with override("cy"):
        assert label == "Cost, in doleri Canada"
    settings.CURRENCY = "CHF"
    assert label == "Cost, in CHF"


@pytest.mark.parametrize(("typed", "kept"), [(" cad ", "CAD"), ("dollars", "We need three letters, such as GBP")])
def test_a_currency_that_is_none_is_refused_at_the_start_in_words(typed: str, kept: str, tmp_path: Any) -> None:
    import os

    ask = [sys.executable, "-c", "from careloom.site import settings; print(settings.CURRENCY)"]
    given = {**os.environ, "CARELOOM_CURRENCY": typed, "CARELOOM_FOLDER": str(tmp_path),
             "PYTHONPATH": f"{ROOT / 'src'}"}  # fmt: skip
    run = subprocess.run(ask, env=given, capture_output=True, text=True, check=False)
    assert kept in run.stdout + run.stderr
