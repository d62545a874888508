"""Seeing what was found: the results, the screen in the room, the paper ballot."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from careloom.centre import queries as centre
from careloom.conversations import drawing, queries
from careloom.conversations.changes import changes
from careloom.conversations.models import Conversation, Statement
from careloom.conversations.views.taking_part import conversation_named
from careloom.conversations.words import conversation_in, statement_in
from careloom.ui.access import allow
from careloom.ui.pages import show


@allow("anyone")
def results(request: HttpRequest, slug: str) -> HttpResponse:
    """What everybody agrees on, what divides us, whether there are groups, and how sure all that is."""
    conversation = conversation_named(slug)
    found = queries.results(conversation)
    context: dict[str, Any] = {**conversation_in(request, conversation), "result": found[0] if found else None}
    if found:
        context |= _shown(request, conversation, found[0].data)
        if len(found) > 1:
            out = {s["statement"].public_id for s in context["words"].values()
                   if s["statement"].state == Statement.State.WITHDRAWN}  # fmt: skip
            facts = changes(found[1].data, found[0].data, out)
            context["changes"] = [(code, values | context["words"].get(values.get("id"), {})) for code, values in facts
                                  if values.get("id") not in context["private"]]  # fmt: skip
    return show(request, "conversations/results", context)


def _shown(request: HttpRequest, conversation: Conversation, data: dict[str, Any]) -> dict[str, Any]:
    statements = list(conversation.statements.order_by("number"))
    words = {s.public_id: statement_in(request, s) for s in statements}
    # What was taken out since the count is on no list, and words that could harm somebody are nowhere.
    away = {s.public_id for s in statements if s.state != Statement.State.SHOWN}
    private = {s.public_id for s in statements if s.keep_private}
    rows = {row["id"]: {"equal_nations": None} | row | words[row["id"]] | {"out": row["id"] in away}
            for row in data["statements"] if row["id"] in words and row["id"] not in private}  # fmt: skip
    names = dict(centre.role_groups()) | dict(centre.nations())

    def of(ids: list[str]) -> list[dict[str, Any]]:
        return [rows[i] for i in ids if i in rows and i not in away]

    heads = set(data["agree"] + data["disagree"] + data["slate"])
    return {
        "data": data, "words": words, "private": private,
        "rows": sorted(rows.values(), key=lambda row: row["statement"].number),
        "agree": drawing.dots(of(data["agree"]), "agree", data["final"]),
        "disagree": drawing.dots(of(data["disagree"]), "disagree", data["final"]),
        "divides": drawing.dots(of(data["divides"]), "agree", data["final"]), "slate": of(data["slate"]),
        "map": drawing.map_of(data["groups"]), "groups": drawing.sentences(data["groups"], rows),
        "letters": [g["letter"] for g in data["groups"]],
        "roles": [row | {"name": names.get(row["code"], row["code"])} for row in data["roles"]],
        "group_voices": queries.groups_that_voted(conversation) if data["final"] else None,
        "out": [words[s.public_id] for s in statements if s.state in {"refused", "withdrawn"}],
        "heard": [row | {"name": names.get(row["role"], "")} for row in queries.writers_heard(conversation, heads)]
        if data["final"] else [],
    }  # fmt: skip


@allow("anyone")
def room(request: HttpRequest, slug: str) -> HttpResponse:
    """The screen in the room; it refreshes itself every second, or every ten without script."""
    return show(request, "conversations/room", _room(request, slug))


@allow("anyone")
def room_now(request: HttpRequest, slug: str) -> HttpResponse:
    """The part of the screen that changes."""
    return show(request, "conversations/_room", _room(request, slug))


def _room(request: HttpRequest, slug: str) -> dict[str, Any]:
    conversation = conversation_named(slug)
    now = queries.room(conversation)
    rows = [row | statement_in(request, row["statement"]) | {"widths": drawing.widths(row)} for row in now["rows"]]
    return {**conversation_in(request, conversation), "people": now["people"], "rows": rows,
            "waiting": now["waiting"]}  # fmt: skip


@allow("anyone")
def ballot(request: HttpRequest, slug: str) -> HttpResponse:
    """The same statements to print, with boxes."""
    conversation = conversation_named(slug)
    rows = [statement_in(request, s) for s in queries.shown(conversation)]
    return show(request, "conversations/ballot", {**conversation_in(request, conversation), "rows": rows})
