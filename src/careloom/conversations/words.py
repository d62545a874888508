"""The words of a conversation in the reader's edition and language. Where a twin is missing, the English stands in."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from careloom.conversations.models import Conversation, Statement


def _welsh() -> bool:
    return (get_language() or "").startswith("cy")


def statement_in(request: HttpRequest, statement: Statement) -> dict[str, Any]:
    """{statement, words, lang}: `lang` is set where the words are not in the page's own language."""
    if _welsh():
        return {"statement": statement, "words": statement.text_cy or statement.text,
                "lang": "" if statement.text_cy else "en"}  # fmt: skip
    easy = getattr(request, "edition", "standard") == "easy"
    return {"statement": statement, "words": (easy and statement.text_easy) or statement.text, "lang": ""}


def conversation_in(request: HttpRequest, conversation: Conversation) -> dict[str, Any]:
    """{conversation, name, why, lang}."""
    if _welsh() and conversation.name_cy:
        return {"conversation": conversation, "name": conversation.name_cy, "why": conversation.why_cy, "lang": ""}
    easy = getattr(request, "edition", "standard") == "easy"
    return {"conversation": conversation, "name": conversation.name,
            "why": (easy and conversation.why_easy) or conversation.why, "lang": "en" if _welsh() else ""}  # fmt: skip


def proposals_in(request: HttpRequest, conversation: Conversation) -> list[dict[str, Any]]:
    """Every version of the proposal, the newest first: {proposal, words, lang}."""
    easy = getattr(request, "edition", "standard") == "easy"
    return [{"proposal": p, "words": (_welsh() and p.text_cy) or (easy and p.text_easy) or p.text,
             "lang": "en" if _welsh() and not p.text_cy else ""}
            for p in conversation.proposals.order_by("-number")]  # fmt: skip
