"""What a contributor hears of this room: signed replies, that they were told, and what else their code is good for."""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy

from careloom.showing import events
from careloom.showing.models import Contribution, Mark, News, Reply
from careloom.thread.meanings import Gave, Meaning, Offer, Said, State
from careloom.thread.models import Entry

OFFERS = [
    Offer("showing:by_code", gettext_lazy("Say whether our answer is good enough")),
    Offer("showing:follow", gettext_lazy("Choose how we tell you")),
    Offer("showing:handout", gettext_lazy("A page to hand to your group"), for_groups=True),
]


def reply(entry: Entry, edition: str) -> Said | None:
    """The words of a signed reply in the language that is on now."""
    found = Reply.objects.filter(public_id=entry.subject).first()
    if found is None:
        return None
    words = found.words.get(get_language() or settings.LANGUAGE_CODE) or found.words[settings.LANGUAGE_CODE]
    return Said(**words[edition], until=found.until.isoformat() if found.until else "")


def replaced(entry: Entry) -> Iterable[str]:
    """The reply before this one about the same thing."""
    found = Reply.objects.filter(public_id=entry.subject).select_related("replaces__entry").first()
    before = found.replaces.entry if found and found.replaces else None
    return [before.public_id] if before else []


def marked(entry: Entry) -> Iterable[Gave]:
    """Who marked our homework has given something."""
    mark = Mark.objects.filter(public_id=entry.subject).first()
    if mark is None:
        return []
    before = Contribution.objects.filter(reader=mark.reader).order_by("pk").first()
    return [Gave(mark.reader, before.role if before else "", before.nation if before else "")]


def KEPT(  # noqa: N802  # a name that thread.meanings reads
    entries: Sequence[Entry], language: str, edition: str
) -> dict[int, tuple[str, Said]]:
    """The words that were told, with the address of the page about them."""
    found = {}
    for news in News.objects.filter(entry__in=[entry.pk for entry in entries]):
        words = news.said.get(language) or news.said[settings.LANGUAGE_CODE]
        address = reverse("showing:one", args=[news.public_id]) if news.public else ""
        found[news.entry_id] = (address, Said(**words[edition]))
    return found


MEANINGS = {
    events.REPLY_GIVEN: Meaning("reply", gettext_lazy("We answered"), reply, replaces=replaced,
                                state=lambda entry: State(entry.values["state"])),
    events.PERSON_TOLD: Meaning("told", gettext_lazy("We told you"), state=State.HEARD),
    events.HOMEWORK_MARKED: Meaning("homework", gettext_lazy("You said whether our answer was good enough"),
                                    state=State.HEARD, gave=marked),
}  # fmt: skip
