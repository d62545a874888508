"""What the pages of a screening read: how far it is, how people agree, how long it takes, and which claims stand."""

from statistics import median
from typing import Any

from django.db.models import Count, Q

from careloom.evidence.models import Criteria, Reading, Screening, ScreenRecord

State = ScreenRecord.State
LONGEST = 600  # seconds; longer means that somebody went away
RULED_OUT = 3  # a gap is said when fewer than three can be in the whole list


def screening_named(public_id: str) -> Screening | None:
    """One screening."""
    return Screening.objects.filter(public_id=public_id).first()


def newest_criteria(screening: Screening) -> Criteria:
    """The version that holds now."""
    return screening.criteria.latest("version")


def answered(screening: Screening) -> int:
    """How many answers were given, of one or two people."""
    return Reading.objects.filter(record__screening=screening).exclude(answer="").count()


def is_due(answers: int, learned: int) -> bool:
    """Is it time that the ranking learns?"""
    from careloom_methods.screening.ranking import due

    return due(answers, learned)


def progress(screening: Screening) -> dict[str, int]:
    """Records by state, and those that were read at all."""
    counts = dict(screening.records.values_list("state").annotate(n=Count("pk")).order_by())
    found = {state.name.lower(): counts.get(state.value, 0) for state in State}
    return found | {"all": sum(counts.values()), "read": sum(counts.values()) - found["unread"]}


def minutes_left(screening: Screening, unread: int) -> int | None:
    """At the pace of the last hundred answers, for one person; None while nobody has answered five."""
    rows = Reading.objects.filter(record__screening=screening).exclude(answer="").order_by("-answered_at")[:100]
    spent = [(row.answered_at - row.handed_at).total_seconds() for row in rows if row.answered_at]
    usual = [seconds for seconds in spent if seconds <= LONGEST]
    return round(median(usual) * unread / 60) if len(usual) >= 5 else None


def agreement(screening: Screening) -> dict[str, Any]:
    """In the sample that two people read: how often they said the same, and kappa (1 full, 0 as by chance)."""
    rows = Reading.objects.filter(record__screening=screening, record__doubled=True, answer__in=("yes", "no"))
    said: dict[int, list[str]] = {}
    for record, answer in rows.order_by("second").values_list("record", "answer"):
        said.setdefault(record, []).append(answer)
    pairs = [pair for pair in said.values() if len(pair) == 2]
    same = sum(one == other for one, other in pairs)
    if not pairs:
        return {"both": 0, "same": 0, "kappa": None}
    ones, others = (sum(pair[place] == "yes" for pair in pairs) / len(pairs) for place in (0, 1))
    by_chance = ones * others + (1 - ones) * (1 - others)
    kappa = (same / len(pairs) - by_chance) / (1 - by_chance) if by_chance < 1 else None
    return {"both": len(pairs), "same": same, "kappa": None if kappa is None else round(kappa, 2)}


def stops(screening: Screening) -> list[dict[str, Any]]:
    """The claims that a stop may rest on, each with its numbers and whether it may be made now."""
    from careloom_methods.screening.stopping import fewer_than, is_enough, may_say_after, to_read

    rows = screening.records.filter(state__in=(State.RELEVANT, State.NOT_RELEVANT))
    said = [state == State.RELEVANT for state in rows.order_by("settled_at", "pk").values_list("state", flat=True)]
    pile, found = screening.records.count(), sum(said)
    open_ = screening.records.exclude(state__in=(State.RELEVANT, State.NOT_RELEVANT))
    first_open = open_.order_by("shuffled").values_list("shuffled", flat=True).first()
    random_read = pile if first_open is None else first_open
    below, must = fewer_than(pile=pile, read=random_read), to_read(pile=pile, rule_out=RULED_OUT) or pile
    values = {"read": len(said), "pile": pile, "found": found}
    after = may_say_after([place for place, yes in enumerate(said, 1) if yes], pile)
    return [
        {"rule": "enough", "now": is_enough(found, screening.wanted),
         "values": {**values, "wanted": screening.wanted}, **values},
        {"rule": "nineteen-in-twenty", "now": bool(found) and len(said) >= after, "values": {**values, "after": after}},
        {"rule": "gap", "now": not found and random_read >= must,
         "values": {**values, "random": random_read, "below": below, "must": must}},
    ]  # fmt: skip


def conflicts(screening: Screening) -> list[ScreenRecord]:
    """Where two people do not agree, with what each said."""
    rows = screening.records.filter(state=State.CONFLICT).select_related("item").prefetch_related("readings__criteria")
    return list(rows.order_by("pk"))


def people(screening: Screening) -> list[dict[str, Any]]:
    """Who reads: answers given and what lies open before them."""
    rows = Reading.objects.filter(record__screening=screening).values_list("person_id").annotate(
        done=Count("pk", filter=~Q(answer="")), open=Count("pk", filter=Q(answer="")))  # fmt: skip
    counts = {person: (done, open_) for person, done, open_ in rows}
    return [{"screener": screener, "done": counts.get(screener.person_id, (0, 0))[0],
             "open": counts.get(screener.person_id, (0, 0))[1]}
            for screener in screening.screeners.order_by("joined_at", "pk")]  # fmt: skip


def found_in(screening: Screening) -> list[ScreenRecord]:
    """The relevant records."""
    return list(screening.records.filter(state=State.RELEVANT).select_related("item").order_by("settled_at", "pk"))
