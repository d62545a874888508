"""What staff see of a question: what waits, what was read, what may be read."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from careloom.centre.queries import nations
from careloom.evidence.models import Appraisal, Item, Judgement, Question
from careloom.evidence.queries.library import Filters, found
from careloom.evidence.queries.topic_page import question_rows
from careloom.evidence.queries.triage import place_names, source, topic_names

OFFERED = 20  # items offered to be read


def desk_rows() -> list[dict[str, Any]]:
    """Questions with the number of judgements that wait for a signature, the most first."""
    rows = Question.objects.annotate(
        waits=Count("judgements", filter=Q(judgements__signed_at=None)),
        again=Count("judgements", filter=~Q(judgements__reopened="")),
    )  # fmt: skip
    names = topic_names()
    return [{"question": q, "topic": names.get(q.topic, q.topic), "waits": q.waits, "again": q.again}
            for q in rows.order_by("-again", "-waits", "pk")]  # fmt: skip


def waiting_number() -> int:
    """Questions with a judgement that was opened again because a source is gone."""
    return Judgement.objects.exclude(reopened="").values("question").distinct().count()


def readings(question: Question) -> QuerySet[Appraisal]:
    """What was read for it."""
    rows = Appraisal.objects.filter(question=question).select_related(
        "item__research__study", "item__lived", "item__practice")  # fmt: skip
    return rows.prefetch_related("item__tags").order_by("item__kind", "pk")


def readable(question: Question) -> list[Item]:
    """Items that were read for it and are still in the library."""
    return [a.item for a in readings(question) if a.item.state == Item.State.LISTED]


def question_page(question: Question, *, words: str) -> dict[str, Any]:
    """Everything on a question's page."""
    read = list(readings(question))
    titles = {source(a)["origin"]: a.item.title for a in reversed(read)}
    units = list(Judgement.objects.filter(question=question).order_by("pk"))
    filters = Filters(words=words, staff=True) if words else Filters(topic=question.topic, staff=True)
    places = place_names()
    offered = found(filters).exclude(pk__in=[a.item_id for a in read])[:OFFERED]
    return {
        "question": question, "topic": topic_names().get(question.topic, question.topic), "read": read,
        "row": question_rows(question, units, titles, dict(nations())), "offered": offered,
        "waits": sum(u.signed_at is None for u in units), "again": [u for u in units if u.reopened],
        "searches": [(s, places.get(s.nation, s.nation)) for s in question.searches.order_by("-on", "-pk")],
        "findings": question.findings.order_by("pk"),
        "gaps": question.gaps.order_by("pk"),
    }  # fmt: skip
