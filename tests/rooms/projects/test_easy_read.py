"""Easy Read of this room: written for itself, in short sentences, with every control of the standard page."""

from tests.easy_twins import faults


def test_each_twin_is_written_for_itself_is_short_and_leaves_out_no_control() -> None:
    assert faults("projects") == []
