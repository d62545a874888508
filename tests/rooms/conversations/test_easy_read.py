"""Easy Read of this room: written for itself, in short sentences, with every control of the standard page."""

from typing import Any

from careloom.conversations import services
from careloom.conversations.models import Conversation
from tests.easy_twins import faults, left_out
from tests.rooms.conversations.test_conversations import at_the_desk, client, conversation, statement

__all__ = ["conversation"]
DESK = "/desk/conversations/"


def test_each_twin_is_written_for_itself_is_short_and_leaves_out_no_control() -> None:
    assert faults("conversations") == []


def test_the_desk_is_the_same_desk_in_easy_read_in_every_state(conversation: Conversation, settings: Any) -> None:
    staff = at_the_desk(settings)
    draft = services.start(slug="later", name="Later", why="Why", by="person_rosa")
    shown, away = statement(conversation), statement(conversation, "Breaks should be long enough.")
    services.withdraw(statement=away, reason="It named somebody.", by="person_rosa")
    voter, _code = services.join(conversation=conversation, once="one-who-votes-01", by="guest", person_id="")
    waits = services.write(voter=voter, text="A week by the sea.", once="one-who-writes-1")
    for change in ("", "Two towns, not four."):
        services.propose(conversation=conversation, text="We try it.", what_changed=change, by="person_rosa")
    here = f"{DESK}{conversation.slug}/"
    pages = [DESK, here, f"{DESK}{draft.slug}/", f"{here}proposal/", f"{here}paper/", f"{here}ballots/", f"{here}{waits.number}/",
             f"{here}{shown.number}/"]  # fmt: skip
    assert left_out(staff, *pages) == []
    said = staff.get(here).content.decode()
    assert "It named somebody." in said and "A week by the sea." in said
    services.close(conversation=conversation, by="person_rosa")
    assert left_out(staff, here) == []
    assert "You cannot open it again" not in staff.get(here).content.decode()


def test_my_votes_can_be_changed_and_taken_back_in_easy_read(conversation: Conversation) -> None:
    kept, away = statement(conversation), statement(conversation, "Breaks should be long enough.")
    voter, code = services.join(conversation=conversation, once="one-who-votes-01", by="guest", person_id="")
    browser = client()
    browser.cookies[f"voice-{conversation.slug}"] = code
    here = f"/conversations/{conversation.slug}/mine/"
    assert left_out(browser, here) == []
    services.cast(voter=voter, statement=kept, value=0, important=True)
    services.cast(voter=voter, statement=away, value=-1)
    services.withdraw(statement=away, reason="r", by="person_rosa")
    written = services.write(voter=voter, text="A week by the sea.", once="one-who-writes-1")
    services.refuse(statement=written, reason="It names a hotel.", keep_private=False, by="person_rosa")
    assert left_out(browser, here) == []
    text = browser.get(here).content.decode()
    for words in (code, "You passed. You said: I do not know.", "This is important to you.", "You said: I disagree.",
                  "We took this sentence out.", "It names a hotel."):  # fmt: skip
        assert words in text
    services.close(conversation=conversation, by="person_rosa")
    assert left_out(browser, here) == [] and "The voting has ended." in browser.get(here).content.decode()
