"""Tokens for staff tools: made, used, withdrawn; and writing through the API once only."""

import hashlib
import secrets
from collections.abc import Callable, Collection
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from careloom.people.models import Account, Person
from careloom.people.rules import RULES
from careloom.questionnaires import receipts
from careloom.showing import events
from careloom.showing.models import Token, TokenUse
from careloom.thread.ids import new_id
from careloom.thread.models import Entry
from careloom.thread.services import record

MOST_DAYS = 366
SIGN = "careloom_"


class KeyUsed(Exception):
    """The idempotency key was used for something else."""

    code = "key_used"


def hashed(secret: str) -> str:
    """What we keep of a token. It is long and random, so one round of SHA-256 is enough."""
    return hashlib.sha256(f"careloom token {secret}".encode()).hexdigest()


@transaction.atomic
def make_token(*, name: str, scopes: Collection[str], days: int, person: Person, by: str) -> tuple[Token, str]:
    """A token in a person's name; the secret is given back once and not kept."""
    secret, now = SIGN + secrets.token_urlsafe(32), timezone.now()
    token = Token.objects.create(
        public_id=new_id("token"), hashed=hashed(secret), name=name, scopes=sorted(scopes),
        person_id=person.public_id, made_at=now, ends_at=now + timedelta(days=min(days, MOST_DAYS)),
    )  # fmt: skip
    record(event=events.ACCESS_GIVEN, subject=token.public_id, by=by, values={"scopes": sorted(scopes), "days": days})
    return token, secret


@transaction.atomic
def withdraw_token(*, token: Token, by: str) -> bool:
    """It opens nothing from now on; says whether it did before."""
    ended = Token.objects.filter(pk=token.pk, withdrawn_at=None).update(withdrawn_at=timezone.now())
    if ended:
        record(event=events.ACCESS_ENDED, subject=token.public_id, by=by)
    return bool(ended)


def withdraw_tokens_of(*, person_id: str, by: str) -> None:
    """Somebody leaves: nothing is written in their name any more."""
    for token in Token.objects.filter(person_id=person_id, withdrawn_at=None):
        withdraw_token(token=token, by=by)


def token_of(secret: str) -> Token | None:
    """The token, while it holds: not ended, not withdrawn, and its person is still on the staff."""
    token = Token.objects.filter(hashed=hashed(secret), withdrawn_at=None, ends_at__gt=timezone.now()).first()
    if token is None:
        return None
    account = Account.objects.filter(person__public_id=token.person_id).first()
    return token if account and RULES["centre_staff"](account, {}) else None


def own_key(token: Token, key: str) -> str:
    """The key of one thing that one tool does. We keep its hash: the receipt code comes from it."""
    return f"{token.public_id} {key}"


def write_once(
    *, token: Token, scope: str, key: str, asked: str, work: Callable[[str, str], tuple[str, str]]
) -> tuple[str, bool]:
    """(id of what was made, whether it was made now). `work(actor, key)` gives (id, its entry on the trace).

    Everything in one transaction: what is refused leaves the key free. Raises KeyUsed.
    """
    once = receipts.once_hash(own_key(token, key))
    try:
        with transaction.atomic():
            use = TokenUse.objects.create(token=token, key=once, asked=asked, answer=None, at=timezone.now())
            made, entry = work(token.person_id, own_key(token, key))
            use.answer = {"id": made}
            use.save(update_fields=["answer"])
            Token.objects.filter(pk=token.pk).update(used_at=use.at)
            record(event=events.ACCESS_USED, subject=token.public_id, by=token.person_id, values={"scope": scope},
                   because=list(Entry.objects.filter(public_id=entry)))  # fmt: skip
            return made, True
    except IntegrityError:
        known = TokenUse.objects.filter(token=token, key=once).first()
        if known is None:
            raise
    if known.asked != asked:
        raise KeyUsed
    return str((known.answer or {})["id"]), False
