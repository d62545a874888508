"""What a contributor hears of this room: their answer became part of a theme."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careloom.listening import events
from careloom.listening.models import Theme, ThemeReport
from careloom.thread.meanings import Meaning, Offer, Said
from careloom.thread.models import Entry


def theme(entry: Entry, edition: str) -> Said | None:
    """A theme that two people agreed on."""
    found = Theme.objects.select_related("codebook__questionnaire").filter(public_id=entry.subject).first()
    if found is None:
        return None
    easy = edition == "easy"
    name = found.easy_name or found.name if easy else found.name
    book = found.codebook
    address = reverse("listening:themes_report", args=[book.questionnaire.slug, book.question])
    if easy:
        return Said(name, heard=_("People said: %(theme)s.") % {"theme": name},
                    considered=_("Two people read the answers. They agree that this matters to people."),
                    address=address if _published(found) else "")  # fmt: skip
    return Said(
        name, heard=found.definition or _("People said something about this: %(theme)s.") % {"theme": name},
        considered=_("People read the answers, and two of them agreed that this is a theme. It can now be weighed "
                     "beside other evidence."),
        address=address if _published(found) else "",
    )  # fmt: skip


def _published(found: Theme) -> bool:
    return ThemeReport.objects.filter(codebook=found.codebook_id).exclude(published_at=None).exists()


def not_public(entry: Entry) -> bool:
    """A theme stands on public pages when its report is published."""
    found = Theme.objects.filter(public_id=entry.subject).first()
    return found is None or not _published(found)


OFFERS = [Offer("listening:themes_mine", gettext_lazy("Who read it, and which themes it is part of"))]
MEANINGS = {
    events.THEME_AGREED: Meaning("theme", gettext_lazy("Read by people, and part of a theme"), theme,
                                 private=not_public),
}  # fmt: skip
