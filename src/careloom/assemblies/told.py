"""What a contributor hears of this room: what a meeting came to. Who was there has given something too."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careloom.assemblies import events, queries
from careloom.assemblies.models import Meeting
from careloom.people.models import Person
from careloom.thread.meanings import Gave, Meaning, Said
from careloom.thread.models import Entry


def closed(entry: Entry, edition: str) -> Said | None:
    """The question, and what the meeting decided or recommends."""
    meeting = Meeting.objects.select_related("question").filter(public_id=entry.subject).first()
    if meeting is None:
        return None
    question = meeting.question
    asked = (question.easy or question.words if edition == "easy" else question.words) if question else ""
    came_to = " ".join(outcome.words.strip() for outcome in meeting.outcomes.order_by("pk"))
    considered = _("We met and talked about it.") if edition == "easy" else _("An Assembly met and talked about it.")
    return Said(
        meeting.title, heard=asked, considered=considered, did=came_to,
        address=reverse("assemblies:question", args=[question.public_id]) if question else "",
    )  # fmt: skip


def who_was_there(entry: Entry) -> Iterable[Gave]:
    """Members who came."""
    meeting = Meeting.objects.filter(public_id=entry.subject).first()
    people = Person.objects.filter(pk__in=queries.who_was_there(meeting)) if meeting else Person.objects.none()
    return [Gave(person.public_id, person.role_group, person.nation_code) for person in people.order_by("pk")]


MEANINGS = {
    events.MEETING_CLOSED: Meaning("meeting", gettext_lazy("Talked about in a meeting"), closed, gave=who_was_there),
}
