"""The reader's error law, held in small: what it does not know it asks; `./careloom bench paper` measures it in large."""

import pytest

pytest.importorskip("cv2", reason="the extra 'paper' is not installed: no scan was read")
pytest.importorskip("zxingcpp", reason="the extra 'paper' is not installed: no scan was read")

from benchmarks import paper


@pytest.mark.parametrize(("marks", "copies", "most_silent", "most_asked"),
                         [("ordinary", 4, 0, 1.0), ("odd marks", 4, 0, 8.0), ("hard scans", 3, 1, 15.0)])  # fmt: skip
def test_a_box_is_read_right_or_asked(marks, copies, most_silent, most_asked):
    found = paper.measure(marks, copies)
    assert found["boxes"] >= 120 * (copies - 1)
    assert found["silent"] <= most_silent and found["asked_percent"] <= most_asked
    assert found["wrong_person"] == 0 and found["unreadable"] <= 1
