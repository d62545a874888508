"""Easy Read of this room: the desk's pages by the one check; the survey's own pages by the words of their twin."""

from careloom.questionnaires import chrome, words
from tests.easy_twins import faults

# One template serves every twin of a survey: its words come from the twin, so its Easy Read is the twin's.
BY_THE_SURVEY = {f"{name}.easy.html" for name in ("answer", "away", "check", "saved", "sent", "start")}


def test_each_twin_is_written_for_itself_is_short_and_leaves_out_no_control() -> None:
    assert faults("questionnaires", told_by_the_survey=BY_THE_SURVEY) == []


def test_what_the_form_says_around_the_questions_is_easy_and_leaves_out_no_warning() -> None:
    said = chrome.words_for(("easy", "en"))
    assert words.easy_read_lints(said) == []
    assert "not sent your answer yet" in said["saved-lead"] and "we delete it" in said["saved-days"]
    assert "still on this page" in said["closed-lead"] and "do not know who you are" in said["sent-lead"]
    assert "take it back until we close" in said["sent-lead"] and "count it once" in said["offline-kept"]
