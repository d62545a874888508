"""A wrong option is bad input like any other, for every command: JSON on standard error, and 2."""

import json

import pytest

from careloom_methods.__main__ import COMMANDS, main


@pytest.mark.parametrize("verb", COMMANDS)
def test_a_wrong_option_is_said_in_the_same_form_by_every_command(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([verb, "--no-such-option"]) == 2
    error = json.loads(capsys.readouterr().err)["error"]
    assert error["code"] == "usage" and error["message"] and verb in error["values"]["suggestion"]
