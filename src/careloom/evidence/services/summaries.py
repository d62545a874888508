"""From a question that somebody asks to a one-page answer that stands only as long as its sources do."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from careloom.evidence import events
from careloom.evidence.models import Enquiry, Item, Question, Summary, SummarySentence
from careloom.evidence.services.uses import end_use, use
from careloom.evidence.tongues import tongue_of
from careloom.thread.ids import new_id
from careloom.thread.models import Entry
from careloom.thread.services import record

About = SummarySentence.About
RESTS = (About.RESEARCH, About.LIVED, About.PRACTICE, About.DISAGREE)  # a sentence of these names its items


class SummaryRefused(ValueError):
    """What cannot be written or published; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def take_enquiry(*, words: str, nation: str, once: str, by: str, made_up: bool = False, public_id: str = "") -> Enquiry:
    """Somebody asks; sent twice it is one."""
    made, fresh = Enquiry.objects.get_or_create(once=once, defaults={
        "public_id": public_id or new_id("enquiry"), "words": words, "language": tongue_of(words), "nation": nation,
        "made_up": made_up,
        "at": timezone.now()})  # fmt: skip
    if fresh:
        record(event=events.ENQUIRED, subject=made.public_id, by=by, values={"nation": nation})
    return made


@transaction.atomic
def start_summary(
    *, question: Question, title: str, easy_title: str, review_on: date, once: str, by: str,
    enquiry: Enquiry | None = None, public_id: str = "",
) -> Summary:  # fmt: skip
    """An empty summary over a question of ours, because of who asked."""
    made, fresh = Summary.objects.get_or_create(once=once, defaults={
        "public_id": public_id or new_id("summary"), "question": question, "title": title, "easy_title": easy_title,
        "language": tongue_of(title),
        "review_on": review_on, "enquiry": enquiry, "made_up": question.made_up, "at": timezone.now()})  # fmt: skip
    if fresh:
        asked = Entry.objects.filter(event=events.ENQUIRED, subject=enquiry.public_id) if enquiry else ()
        record(event=events.SUMMARY_STARTED, subject=made.public_id, by=by, because=list(asked))
    return made


@transaction.atomic
def write_sentence(
    *, summary: Summary, about: str, words: str, easy: str, items: Sequence[Item], by: str
) -> SummarySentence:
    """One sentence with the items it rests on. What a kind says must name items of that very kind.

    A summary that was published goes back to a draft: somebody reads it again.
    """
    if about in RESTS and not items:
        raise SummaryRefused("no_items")
    if about in Item.Kind.values and any(item.kind != about for item in items):
        raise SummaryRefused("wrong_kind")
    made = SummarySentence.objects.create(
        summary=summary, about=about, words=words, easy=easy, order=summary.sentences.count())  # fmt: skip
    made.items.set(items)
    summary.language = tongue_of(summary.title, words)
    for item in items:
        use(item=item, what="summary", subject=summary.public_id, by=by)
    _draft(summary, by)
    return made


@transaction.atomic
def drop_sentence(*, sentence: SummarySentence, by: str) -> None:
    """Take a sentence out; items that no other sentence names are not used there any more."""
    summary, items = sentence.summary, list(sentence.items.all())
    sentence.delete()
    kept = set(Item.objects.filter(sentences__summary=summary))
    for item in items:
        if item not in kept:
            end_use(item=item, what="summary", subject=summary.public_id, by=by)
    _draft(summary, by)


def _draft(summary: Summary, by: str) -> None:
    summary.published_at, summary.published_by = None, ""
    summary.save(update_fields=["published_at", "published_by", "language"])
    record(event=events.SUMMARY_CHANGED, subject=summary.public_id, by=by)


@transaction.atomic
def publish_summary(*, summary: Summary, by: str) -> None:
    """A person stands for it. Refused where no kind speaks, nothing is said to be missing, or a source is gone."""
    said = set(summary.sentences.values_list("about", flat=True))
    if not (said & set(Item.Kind.values)) or About.MISSING not in said:
        raise SummaryRefused("not_whole")
    used = Item.objects.filter(sentences__summary=summary)
    if used.filter(Q(state=Item.State.WITHDRAWN) | Q(research__retracted=True)).exists():
        raise SummaryRefused("source_gone")
    summary.published_at, summary.published_by, summary.reopened = timezone.now(), by, ""
    summary.save(update_fields=["published_at", "published_by", "reopened"])
    because = Entry.objects.filter(event=events.SUMMARY_STARTED, subject=summary.public_id)
    record(event=events.SUMMARY_PUBLISHED, subject=summary.public_id, by=by, because=list(because))
