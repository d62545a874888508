"""Easy Read of this room: written for itself, in short sentences, with every control of the standard page."""

from tests.easy_twins import faults

# What the public reads leads to fewer places in Easy Read, one at a time, and has no filters.
SHORTER = ("api", "everything", "media_consent", "media_item", "one", "open_data", "post", "posts")


def test_each_twin_is_written_for_itself_is_short_and_leaves_out_no_control() -> None:
    found = [one for one in faults("showing") if not one.startswith(tuple(f"{name}.easy.html: leaves out" for name in SHORTER))]
    assert found == []
