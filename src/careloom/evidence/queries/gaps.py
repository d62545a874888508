"""Gaps for everyone and for staff: who asked, how old, where it stands, what comes next."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from careloom.centre.queries import everywhere, nations
from careloom.evidence.models import Gap, Partner
from careloom.evidence.queries.triage import topic_names
from careloom.evidence.services.gaps import NEXT, fits, searches_for
from careloom.listening.models import Theme
from careloom.thread.models import Entry
from careloom_methods.representation import rounded

FEWEST = 10  # fewer people than this are not counted in public
COMES_NEXT = {
    "raised": gettext_lazy("We check whether it is really a gap."),
    "checked": gettext_lazy("We write it down so that others can answer it."),
    "written": gettext_lazy("We send it to a partner who can answer it."),
    "sent": gettext_lazy("We wait for the partner's answer."),
    "answered": gettext_lazy("We make a brief from it, or send it to another partner."),
    "brief": gettext_lazy("A partner decides whether to pay for it."),
    "funded": gettext_lazy("The work is under way. We wait for what it finds."),
    "found": gettext_lazy("We bring the answer to those who can use it."),
    "used": gettext_lazy("The answer is in use."),
}  # fmt: skip
HEARD = {
    "theme.agreed": gettext_lazy("A theme from answers"), "meeting.closed": gettext_lazy("A meeting"),
    "conversation.weighed": gettext_lazy("A conversation"), "finding.made": gettext_lazy("A finding from a project"),
}  # fmt: skip
Row = dict[str, Any]


def gaps(*, state: str = "", kind: str = "", nation: str = "") -> QuerySet[Gap]:
    """Gaps, the oldest open ones first, those whose answer is used last."""
    rows = Gap.objects.select_related("question", "partner")
    given = {"state": state, "kind": kind, "nation": nation}
    rows = rows.filter(**{name: value for name, value in given.items() if value})
    return rows.order_by("raised_at", "pk")


def asked_by(gap: Gap) -> str:
    """How many asked, in words; a small number is not said in public."""
    if not gap.returns:
        return _("The centre saw it when it looked for evidence.")
    if gap.people < FEWEST:
        return _("Fewer than %(n)s people asked for it.") % {"n": FEWEST}
    return _("About %(n)s people asked for it.") % {"n": rounded(gap.people)}


def age(gap: Gap, today: date | None = None) -> str:
    """How long ago it was raised."""
    days = ((today or timezone.localdate()) - gap.raised_at.date()).days
    if days < 60:
        return ngettext("%(n)s day old", "%(n)s days old", days) % {"n": days}
    months = days // 30
    return ngettext("%(n)s month old", "%(n)s months old", months) % {"n": months}


def shaped(rows: list[Gap]) -> list[Row]:
    """Rows for a list: topic, nation and state in words, age, next step. Three more queries, however many."""
    topics, places, all_of_it = topic_names(), dict(nations()), everywhere()
    return [
        {"gap": gap, "topic": topics.get(gap.question.topic, gap.question.topic), "asked": asked_by(gap),
         "nation": places.get(gap.nation, all_of_it), "age": age(gap),
         "next": gap.next_action or COMES_NEXT[gap.state], "late": is_late(gap)}
        for gap in rows
    ]  # fmt: skip


def is_late(gap: Gap) -> bool:
    """Its next step had a day, and that day is over."""
    return bool(gap.next_on and gap.next_on < timezone.localdate())


def late_number() -> int:
    """Gaps whose next step is late."""
    return Gap.objects.filter(next_on__lt=timezone.localdate()).exclude(state="used").count()


def one(public_id: str) -> Gap | None:
    """One gap."""
    return gaps().filter(public_id=public_id).first()


def page(gap: Gap) -> Row:
    """All that everybody may read of a gap."""
    steps = list(gap.steps.order_by("at", "pk"))
    done = {step.state for step in steps}
    ahead = [{"state": s, "name": name} for s, name in Gap.State.choices if s not in done]
    return {**shaped([gap])[0], "steps": steps, "ahead": ahead, "searches": searches_for(gap).order_by("on", "pk"),
            "briefs": gap.briefs.select_related("partner").order_by("at")}  # fmt: skip


def partners_for(gap: Gap) -> list[Partner]:
    """Partners that can bring this kind for this nation."""
    return [p for p in Partner.objects.order_by("name") if fits(p, gap)]


def may_become(gap: Gap) -> tuple[str, ...]:
    """The steps that can come next."""
    return NEXT[gap.state]


def heard() -> list[tuple[str, str]]:
    """(entry, words) of what people said that a gap may rest on: agreed themes first, then meetings and talks."""
    entries = list(Entry.objects.filter(event__in=HEARD).order_by("-pk")[:200])
    named = dict(Theme.objects.filter(public_id__in=[e.subject for e in entries]).values_list("public_id", "name"))
    return [(e.public_id, named.get(e.subject) or f"{HEARD[e.event]}, {date_format(e.at)} ({e.subject})")
            for e in entries]  # fmt: skip
