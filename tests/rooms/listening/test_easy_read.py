"""Easy Read of this room: written for itself, in short sentences, with every control of the standard page."""

from tests.easy_twins import faults

# The staff's draft and the public report are drawn by one part; the way back to each answer is only in the draft.
ONLY_IN_THE_DRAFT = {"report.easy.html": ["listening:code_read_at", "listening:code_unquote"]}


def test_each_twin_is_written_for_itself_is_short_and_leaves_out_no_control() -> None:
    assert faults("listening", never_there=ONLY_IN_THE_DRAFT) == []
