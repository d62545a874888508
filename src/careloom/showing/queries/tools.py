"""What pages show of tokens."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from careloom.people.rules import RULES
from careloom.showing.models import Token


def tokens_of(person_id: str) -> QuerySet[Token]:
    """One person's tokens, the newest first, with how often each wrote something."""
    return Token.objects.filter(person_id=person_id).annotate(times=Count("uses")).order_by("-made_at", "-pk")


def may_end(token: Token, user: Any) -> bool:
    """Its own person, or an administrator."""
    return bool(token.person_id == user.person.public_id or RULES["administrator"](user, {}))


def ending_soon(person_id: str) -> int:
    """How many of somebody's tokens end within two weeks."""
    now = timezone.now()
    rows = Token.objects.filter(person_id=person_id, withdrawn_at=None, ends_at__gt=now)
    return rows.filter(ends_at__lt=now + timedelta(days=14)).count()
