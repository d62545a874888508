"""The code by which somebody without an account follows the thread. Only its hash is kept."""

import hashlib
import hmac
import secrets

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTVWXYZ"  # without letters that look or sound alike; 31 signs
LENGTH = 12  # 31**12 is about 7.9e17: guessing is hopeless, and tries are limited


def new_code() -> str:
    """A code in three groups of four, to read out on the phone."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(signs[i : i + 4] for i in range(0, LENGTH, 4))


def hashed(code: str) -> str:
    """The form we keep: 64 hex digits; spaces, hyphens and small letters do not matter."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return hashlib.sha256(f"careloom receipt {plain}".encode()).hexdigest()


def code_for(once_key: str) -> str:
    """The receipt code of a return. A second click with the same key gets the same code, and we need not keep it."""
    from django.conf import settings

    digest = hmac.new(settings.SECRET_KEY.encode(), f"receipt {once_key}".encode(), hashlib.sha256).digest()
    number = int.from_bytes(digest, "big")
    signs = ""
    for _ in range(LENGTH):
        number, sign = divmod(number, len(ALPHABET))
        signs += ALPHABET[sign]
    return "-".join(signs[i : i + 4] for i in range(0, LENGTH, 4))


def once_hash(once_key: str) -> str:
    """What we keep of an idempotency key: enough to see it again, too little to make the receipt code from."""
    return hashlib.sha256(f"careloom once {once_key}".encode()).hexdigest()
