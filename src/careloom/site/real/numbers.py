"""The numbers that the centre publishes after the walk, as plain values: the same input gives the same, anywhere."""

import hashlib
import json
from typing import Any

from django.db.models import Count, Sum

from careloom.assemblies.models import Application, Assembly, Draw, Meeting, Membership
from careloom.centre.models import Figure, Topic
from careloom.conversations.models import Conversation, Result, Statement
from careloom.evidence.models import Gap, Screening
from careloom.evidence.queries.triage import the_map
from careloom.involvement.models import Attendance
from careloom.listening.models import Codebook, Release, Theme
from careloom.listening.queries.coding import agreement, counting
from careloom.priorities.models import Candidate, Choice, Programme, Round
from careloom.priorities.models import Count as Counted
from careloom.projects.models import Project
from careloom.showing.models import Closure, Message, News
from careloom.site.real.priorities import SLUG

Row = dict[str, Any]


def published() -> Row:
    """Everything, without ids, dates and names; and without what a lot decided by ids, which are new in each centre."""
    return {
        "register": {"topics": Topic.objects.count(), "projects": Project.objects.count(),
                     "figures": Figure.objects.count()},
        "conversations": {c.slug: _conversation(c) for c in Conversation.objects.order_by("slug")},
        "themes": {book.question: _themes(book) for book in Codebook.objects.order_by("question")},
        "survey": [release.shown for release in Release.objects.order_by("number")],
        "assemblies": {a.slug: _assembly(a) for a in Assembly.objects.order_by("slug")},
        "evidence": _evidence(), "priorities": _priorities(), "told": _told(),
    }  # fmt: skip


def digest(numbers: Any) -> str:
    """SHA-256 of the numbers, or of a part of them, as canonical JSON."""
    return hashlib.sha256(json.dumps(numbers, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _conversation(conversation: Conversation) -> Row:
    data = Result.objects.get(conversation=conversation, final=True).data
    number = dict(Statement.objects.filter(conversation=conversation).values_list("public_id", "number"))
    counts = {number[row["id"]]: [row["agree"], row["disagree"], row["pass"]] for row in data["statements"]
              if not row.get("hidden")}  # fmt: skip
    lists = {name: [number[one] for one in data[name]] for name in ("agree", "disagree", "divides", "slate")}
    return {"people": data["people"], "votes": data["votes"], "verdict": data["verdict"],
            "groups": [group.get("people") for group in data["groups"]], "statements": counts, **lists}  # fmt: skip


def _themes(book: Codebook) -> Row:
    table, found = counting.table(book)["themes"], agreement.agreement(book)
    names = dict(Theme.objects.filter(codebook=book).values_list("pk", "name"))
    return {names[pk]: {**row["all"], "agreement": _rounded(found[pk].alpha)} for pk, row in sorted(table.items())}


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 3)


def _assembly(assembly: Assembly) -> Row:
    seats = Membership.objects.filter(assembly=assembly, state="member").values_list("role_group")
    draw = Draw.objects.get(recruitment__assembly=assembly, state=Draw.State.CONFIRMED)
    meeting = Meeting.objects.get(assemblies=assembly)
    return {"applied": Application.objects.filter(recruitment__assembly=assembly).count(),
            "seats": dict(seats.annotate(n=Count("pk")).order_by("role_group")),
            "smallest_chance": round(min(draw.record["probabilities"].values()), 4), "meeting": meeting.state,
            "came": Attendance.objects.filter(opportunity=meeting.opportunity).count()}  # fmt: skip


def _evidence() -> Row:
    cells = [[row["topic"], c["kind"], c["nation"], c["state"]] for row in the_map() for c in row["cells"]]
    gaps = Gap.objects.order_by("question__topic").values_list("question__topic", "state", "returns", "people")
    return {"screening": Screening.objects.get().claim, "map": cells, "gaps": [list(gap) for gap in gaps]}


def _priorities() -> Row:
    of = Round.objects.get(slug=SLUG)
    data = Counted.objects.get(round=of).data
    number = dict(Candidate.objects.filter(round=of).values_list("public_id", "number"))
    order = [(number[row["id"]], round(row["points"], 3)) for row in data["order"]]
    kinds = Choice.objects.filter(candidate__round=of).order_by("candidate__number")
    return {"ballots": data["ballots"], "people": data["people"], "roles": data["roles"], "nations": data["nations"],
            "order": sorted(order, key=lambda row: (-row[1], row[0])),  # of equal points none is before the other
            "decisions": list(kinds.values_list("kind", flat=True)),
            "programme": Programme.objects.get(round=of).state}  # fmt: skip


def _told() -> Row:
    news = News.objects.values_list("kind").annotate(n=Count("pk"), voices=Sum("voices"), people=Sum("people"))
    told = Message.objects.filter(state=Message.State.TOLD)
    closure = Closure.objects.order_by("-number").first()
    by_code = told.filter(way=Message.Way.RECEIPT).count()
    return {"news": sorted(map(list, news)), "by_code": by_code, "people": told.count() - by_code,
            "closure": closure.shown if closure else None}  # fmt: skip
