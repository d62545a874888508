"""What a contributor hears of this room: that a lottery drew, what a meeting came to. Who was there has given too."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careloom.assemblies import events, queries
from careloom.assemblies.models import Draw, Meeting
from careloom.people.models import Person
from careloom.thread.meanings import Gave, Meaning, Said
from careloom.thread.models import Entry


def drawn(entry: Entry, edition: str) -> Said | None:
    """A confirmed draw for whoever asked for a seat. Their own answer is in their letter, never here."""
    draw = Draw.objects.select_related("recruitment__assembly").filter(public_id=entry.subject).first()
    if draw is None or draw.replacement:
        return None
    name = draw.recruitment.assembly.name
    if edition == "easy":
        return Said(_("The Assembly of %(name)s") % {"name": name}, heard=_("People asked for a seat."),
                    considered=_("We drew names by a fair lottery."), did=_("Everybody got an answer."),
                    address=reverse("assemblies:lottery"))  # fmt: skip
    return Said(
        _("The lottery for the Assembly of %(name)s") % {"name": name},
        heard=_("You and others asked for a seat."),
        considered=_("A lottery drew by published rules, so that every role group has its seats and chances are as"
                     " equal as they can be. A named person confirmed it."),
        did=_("Everybody who asked has an answer in their own letter."), address=reverse("assemblies:lottery"),
    )  # fmt: skip


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
    events.DRAW_CONFIRMED: Meaning("lottery", gettext_lazy("In the lottery for a seat"), drawn),
    events.MEETING_CLOSED: Meaning("meeting", gettext_lazy("Talked about in a meeting"), closed, gave=who_was_there),
}
