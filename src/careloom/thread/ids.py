"""Public ids: short, random, never a name, safe to print and to say aloud."""

import secrets

# Crockford's base 32: no letter that reads like a digit.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_id(noun: str) -> str:
    """For example 'person_7k2m9q4txw0hc3vd': 80 random bits."""
    return noun + "_" + "".join(secrets.choice(ALPHABET) for _ in range(16))
