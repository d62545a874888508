"""Public ids: short, random, never a name, safe to print and to say aloud."""

import hashlib
import secrets

from django.core import signing

# Crockford's base 32: no letter that reads like a digit.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_id(noun: str) -> str:
    """For example 'person_7k2m9q4txw0hc3vd': 80 random bits."""
    return noun + "_" + "".join(secrets.choice(ALPHABET) for _ in range(16))


def same_id(noun: str, once: str) -> str:
    """The id of what one form makes, however often it is sent: 80 bits of its key's digest."""
    number = int.from_bytes(hashlib.sha256(f"{noun}:{once}".encode()).digest()[:10], "big")
    return noun + "_" + "".join(ALPHABET[(number >> (5 * place)) & 31] for place in range(16))


def _signer(purpose: str) -> signing.Signer:
    return signing.Signer(sep="~", salt=purpose)


def link_of(public_id: str, purpose: str) -> str:
    """What a link in a mail holds: only somebody who reads that mail can know it. The id alone is on the ledger."""
    return _signer(purpose).sign(public_id)


def id_in(link: str, purpose: str) -> str:
    """The id of such a link, or '' for one that we did not make, or made for another purpose."""
    try:
        return _signer(purpose).unsign(link)
    except signing.BadSignature:
        return ""
