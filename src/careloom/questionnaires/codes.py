"""Wrong codes are counted by address: guessing one ends after a few tries."""

from django.core.cache import cache
from django.http import HttpRequest

TRIES, WINDOW = 20, 900  # wrong codes from one address in so many seconds


def too_many(request: HttpRequest, name: str, most: int = TRIES) -> bool:
    """Has this address tried too many wrong codes?"""
    return int(cache.get(f"{name}:{request.META.get('REMOTE_ADDR')}", 0)) >= most


def wrong_code(request: HttpRequest, name: str) -> None:
    """Count one wrong code."""
    key = f"{name}:{request.META.get('REMOTE_ADDR')}"
    cache.add(key, 0, WINDOW)
    cache.incr(key)
