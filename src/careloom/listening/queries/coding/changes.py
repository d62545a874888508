"""How many answers came and went between two reports: two reports side by side must not tell what a few people said."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from careloom.listening import events
from careloom.listening.models import Codebook, Reading, Text
from careloom.listening.queries.coding.reading import live
from careloom.questionnaires.events import VOICE_WITHDRAWN
from careloom.questionnaires.models import AnswerSet
from careloom.thread.models import Entry

LEAST = 10  # as everywhere: fewer people than this are never told of


@dataclass(frozen=True)
class Moved:
    """Answers that were read for the first time, and answers that do not count any more."""

    came: int
    went: int

    @property
    def total(self) -> int:
        """Both."""
        return self.came + self.went

    @property
    def safe(self) -> bool:
        """Nobody, so that a difference comes from people who read anew; or enough to hide among."""
        return self.total == 0 or self.total >= LEAST


def moved(codebook: Codebook, *, since: datetime, until: datetime | None = None) -> Moved:
    """What came and went after `since`, up to `until`."""
    when = Q(at__gt=since) & (Q(at__lte=until) if until else Q())
    before = Reading.objects.filter(text=OuterRef("pk"), at__lte=since)
    fresh = Reading.objects.filter(when, text=OuterRef("pk"))
    came = live(codebook).filter(Exists(fresh), ~Exists(before)).count()
    said = Entry.objects.filter(when, event__in=[events.CODING_FORGOTTEN, events.TEXTS_GATHERED])
    went = sum(1 if entry.event == events.CODING_FORGOTTEN else int(entry.values.get("changed", 0))
               for entry in said if codebook.public_id in (entry.subject, entry.values.get("codebook")))  # fmt: skip
    # Taken back, and not forgotten by the background yet.
    taken = Entry.objects.filter(when, event=VOICE_WITHDRAWN).values("subject")
    still = Text.objects.filter(codebook=codebook, answer_set__state=AnswerSet.State.WITHDRAWN,
                                answer_set__public_id__in=taken)  # fmt: skip
    return Moved(came, went + still.count())
