"""What of this room is open data: conversations and their statements, as their results were published."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from careloom.conversations import queries
from careloom.conversations.models import Conversation, Result, Statement
from careloom.thread.publishing import Column, OpenTable, Row

LISTS = ("agree", "disagree", "divides", "slate")
NUMBERS = ("agree", "disagree", "pass", "share", "against", "low", "high", "important",
           "equal_voice", "equal_nations")  # fmt: skip
CONVERSATION = Column("conversation", _("Code of the conversation"))


def _results() -> Iterator[tuple[Conversation, Result | None]]:
    """Each conversation that everybody sees, with its newest result."""
    newest = {o.conversation_id: o for o in Result.objects.order_by("number")}
    for conversation in queries.seen_by_all().order_by("pk"):
        yield conversation, newest.get(conversation.pk)


def conversations() -> Iterable[Row]:
    """Each conversation with its verdict."""
    for one, result in _results():
        data = result.data if result else {}
        yield {
            "conversation": one.slug, "name": one.name, "why": one.why, "state": one.state,
            "closes_on": one.closes_on.isoformat() if one.closes_on else None,
            "result": result.number if result else None, "final": bool(result and result.final),
            "verdict": data.get("verdict", ""), "voices": data.get("people") or None,
            "people": data.get("speaks_for") or None, "votes": data.get("votes") or None,
        }  # fmt: skip


def statements() -> Iterable[Row]:
    """Each statement of a result; nothing that could harm somebody, and no number that was hidden."""
    rows: dict[int, list[Statement]] = {}
    seen = Statement.objects.filter(keep_private=False).exclude(state=Statement.State.WAITING)
    for statement in seen.order_by("number"):
        rows.setdefault(statement.conversation_id, []).append(statement)
    for conversation, result in _results():
        data = result.data if result else {"statements": []}
        found = {row["id"]: row for row in data["statements"]}
        for statement in rows.get(conversation.pk, []):
            row = found.get(statement.public_id, {})
            yield {
                "statement": statement.public_id, "conversation": conversation.slug, "number": statement.number,
                "text": statement.text, "state": statement.state, "reason": statement.reason,
                "sure": row.get("sure", ""), "lists": [n for n in LISTS if statement.public_id in data.get(n, [])],
                **{name: row.get(name) for name in NUMBERS},
            }  # fmt: skip


def voices() -> Iterable[Row]:
    """Who voted, by role group and by nation."""
    for conversation, result in _results():
        for row in result.data["roles"] if result else []:
            yield {"conversation": conversation.slug, "by": "role_group" if row["kind"] == "role" else row["kind"],
                   "group": row["code"], "voices": row.get("people")}  # fmt: skip


def private() -> set[str]:
    """Statements whose words must not be given out any more."""
    return set(Statement.objects.filter(keep_private=True).values_list("public_id", flat=True))


def _number(name: str, says: object) -> Column:
    return Column(name, says, "integer")  # type: ignore[arg-type]  # a lazy text


TABLES = [
    OpenTable(
        "conversations", _("Conversations"), _("Each conversation, how many voted, and whether there are groups."),
        (CONVERSATION, Column("name", _("Name")), Column("why", _("What it is about")),
         Column("state", _("Open or closed")), Column("closes_on", _("Last day"), "date"),
         _number("result", _("Number of the result")), Column("final", _("Counted after the close"), "boolean"),
         Column("verdict", _("Are there groups?")), _number("voices", _("Voices; until the close in fives")),
         _number("people", _("People they speak for")), _number("votes", _("Votes"))),
        conversations, ("state",), named=True,
    ),
    OpenTable(
        "statements", _("Statements"),
        _("Each statement with its votes. Until the close numbers are rounded to fives; an empty number is hidden."),
        (Column("statement", _("Number on the record")), CONVERSATION, _number("number", _("Its place")),
         Column("text", _("Words")), Column("state", _("Shown, refused or taken out")),
         Column("reason", _("Why it was refused or taken out")), Column("sure", _("How sure the numbers are")),
         Column("lists", _("Lists of the result that it is on"), many=True), _number("agree", _("Voices that agree")),
         _number("disagree", _("Voices that disagree")), _number("pass", _("Voices that passed")),
         _number("share", _("Of 100 who voted, how many agree")),
         _number("against", _("Of 100 who voted, how many disagree")),
         _number("low", _("Agree, of 100: at least")), _number("high", _("Agree, of 100: at most")),
         _number("important", _("Voices to whom it is important")),
         _number("equal_voice", _("Of 100, if each role group had equal voice")),
         _number("equal_nations", _("Of 100, if each nation had equal voice"))),
        statements, ("conversation", "state", "lists"), named=True, taken_back=private,
    ),
    OpenTable(
        "conversation-voices", _("Who voted in conversations"),
        _("Voices by role group and by nation. An empty number is hidden to protect people."),
        (CONVERSATION, Column("by", _("Counted by")), Column("group", _("Code of the group")),
         _number("voices", _("Voices"))),
        voices, ("conversation", "by", "group"),
    ),
]  # fmt: skip
