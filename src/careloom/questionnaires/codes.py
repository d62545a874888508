"""Wrong codes, and what else must not be done without end, are counted by address."""

from django.core.cache import cache
from django.http import HttpRequest

TRIES, WINDOW = 20, 900  # wrong codes from one address in so many seconds


def too_many(request: HttpRequest, name: str, most: int = TRIES) -> bool:
    """Has this address done it too often, for example tried wrong codes?"""
    return int(cache.get(f"{name}:{request.META.get('REMOTE_ADDR')}", 0)) >= most


def wrong_code(request: HttpRequest, name: str) -> None:
    """Count one more wrong code, or one more of what has an end."""
    key = f"{name}:{request.META.get('REMOTE_ADDR')}"
    cache.add(key, 0, WINDOW)
    cache.incr(key)
