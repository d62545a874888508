"""Studies that a funder pays for, and what they mean for our topics."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from careloom.evidence.models import FundedStudy, Gap, Partner, Question, StudyMatch
from careloom.evidence.models.triage import EVERYWHERE
from careloom.evidence.queries.triage import topic_names
from careloom_methods.triage.matching import suggest


def being_studied(questions: Sequence[Question]) -> list[dict[str, Any]]:
    """For the method: each question's studies that a person confirmed for its topic."""
    topics = {q.topic for q in questions}
    rows = StudyMatch.objects.filter(topic__in=topics, state="yes").select_related("study").order_by("study__ref")
    by_topic: dict[str, list[StudyMatch]] = {}
    for match in rows:
        by_topic.setdefault(match.topic, []).append(match)
    return [
        {"question": q.public_id, "project": m.study.ref, "nation": m.study.nation or EVERYWHERE,
         "ends": m.study.ends.isoformat() if m.study.ends else ""}
        for q in questions for m in by_topic.get(q.topic, [])
    ]  # fmt: skip


def studies_of(*names: str) -> list[StudyMatch]:
    """Studies whose findings a project puts to work, by a name of the project as it stands with the match."""
    rows = StudyMatch.objects.filter(state="yes", project__in=names).select_related("study__partner")
    return list(rows.order_by("findings_due", "pk"))


def study_led_number(partner: Partner, *, but: str = "") -> int:
    """How many topics are in the programme because of this partner's studies."""
    rows = StudyMatch.objects.filter(study__partner=partner, study_led=True).exclude(topic=but)
    return rows.values("topic").distinct().count()


def study_led_topics() -> set[str]:
    """Codes of topics that are in the programme because of a funder's study (R06)."""
    return set(StudyMatch.objects.filter(study_led=True).values_list("topic", flat=True))


def projects_named() -> list[str]:
    """Each project that a confirmed study names, as it was written, once for each study."""
    return list(StudyMatch.objects.filter(state="yes").exclude(project="").values_list("project", flat=True))


def topics_asked() -> dict[str, str]:
    """{topic: its words and those of its questions and their groups}, for topics with a question."""
    names, words = topic_names(), dict[str, str]()
    for q in Question.objects.order_by("pk"):
        words[q.topic] = " ".join([words.get(q.topic, names.get(q.topic, q.topic)), q.words, q.plain, *q.affected])
    return words


def suggestions(partner: Partner, topic: str) -> list[dict[str, Any]]:
    """The partner's studies that nobody has answered for this topic, the likeliest first, at most 20."""
    answered = StudyMatch.objects.filter(topic=topic).values("study")
    rows = {s.public_id: s for s in FundedStudy.objects.filter(partner=partner).exclude(pk__in=answered).order_by("pk")}
    asked = topics_asked().get(topic) or topic_names().get(topic, topic)
    plain = [{"id": s.public_id, "title": s.title, "text": f"{s.plain} {s.abstract}", "nation": s.nation}
             for s in rows.values()]  # fmt: skip
    return [{"study": rows[i], "shared": shared} for i, _like, shared in suggest(asked, plain)]


def quarter_after(today: date, quarters: int) -> date:
    """The day before the quarter that begins after so many whole quarters: the end of the one before."""
    number = (today.year * 12 + today.month - 1) // 3 + quarters + 1
    return date(number // 4, number % 4 * 3 + 1, 1) - timedelta(days=1)


def pack(partner: Partner, today: date) -> dict[str, Any]:
    """The quarterly pack: new gaps, gaps to answer, matches to confirm, studies that end by the next two quarters."""
    from careloom.evidence.services.gaps import fits

    begins, ends = quarter_after(today, -1) + timedelta(days=1), quarter_after(today, 2)
    mine = [g for g in Gap.objects.select_related("question").exclude(state__in=["found", "used"]).order_by("raised_at")
            if fits(partner, g)]  # fmt: skip
    studies = FundedStudy.objects.filter(partner=partner)
    names, words = topic_names(), topics_asked()
    return {
        "partner": partner, "today": today, "begins": begins, "until": ends,
        "fresh": [g for g in mine if g.raised_at.date() >= begins],
        "open": [g for g in mine if g.partner_id == partner.pk],
        "ending": studies.filter(ends__gte=today, ends__lte=ends).order_by("ends", "ref"),
        "to_match": [{"topic": code, "name": names.get(code, code), "rows": suggestions(partner, code)[:3]}
                     for code in list(words)[:12]],
        "due": StudyMatch.objects.filter(study__partner=partner, state="yes", findings_due__lte=ends)
               .select_related("study").order_by("findings_due"),
        "actions": partner.actions.filter(done_at=None).order_by("due"),
        "study_led": study_led_number(partner), "unchecked": studies.filter(
            same_evidence=None, matches__state="yes").distinct().order_by("ref"),
    }  # fmt: skip
