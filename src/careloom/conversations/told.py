"""What a contributor hears of this room: what was found when the conversation closed."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from careloom.conversations import events
from careloom.conversations.models import Conversation, Result, Voter
from careloom.questionnaires.receipts import hashed
from careloom.thread.meanings import Meaning, Said, Voice
from careloom.thread.models import Entry


def weighed(entry: Entry, edition: str) -> Said | None:
    """The final result; those on the way are not news."""
    of = Conversation.objects.filter(public_id=entry.subject).first()
    if of is None or not Result.objects.filter(entry_id=entry.public_id, final=True).exists():
        return None
    name = of.name_cy or of.name if get_language() == "cy" else of.name
    if edition == "easy":
        return Said(name, heard=_("You said what you think of short sentences."),
                    considered=_("We counted what everybody said. Nobody sees how you voted."),
                    address=reverse("conversations:results", args=[of.slug]))  # fmt: skip
    return Said(name, heard=_("You and others said what you think of short statements."),
                considered=_("The conversation has closed. We counted every vote, looked for groups of opinion and for "
                             "common ground, and published what was found, agreement and disagreement alike."),
                address=reverse("conversations:results", args=[of.slug]))  # fmt: skip


def VOICES(public_ids: Sequence[str]) -> dict[str, Voice]:  # noqa: N802
    """What a message needs to know of each voter. A voter cannot be taken back, only their votes."""
    rows = Voter.objects.filter(public_id__in=public_ids)
    found = rows.values_list("public_id", "person_id", "group_name", "conversation__name")
    return {public_id: Voice(person_id=person, group=group, about=about) for public_id, person, group, about in found}


def BY_CODE(code: str) -> str | None:  # noqa: N802
    """The voter of a private code."""
    return Voter.objects.filter(code_hash=hashed(code)).values_list("public_id", flat=True).first()


MEANINGS = {
    events.CONVERSATION_WEIGHED: Meaning("conversation", gettext_lazy("Counted with all the others"), weighed),
}
