"""Every address a browser test must open."""

from importlib import import_module
from pathlib import Path
from types import ModuleType

from django.urls import URLPattern, URLResolver, get_resolver

ROOMS = Path(__file__).resolve().parent.parent / "rooms"


def addresses() -> list[ModuleType]:
    """Each room's `addresses`: RULES {pattern: rule}, FILLED {part: text}, ONLY_SENT_TO, OF_NATION, PAGES, STAFF_PAGES."""
    return [import_module(f"tests.rooms.{f.parent.name}.addresses") for f in sorted(ROOMS.glob("*/addresses.py"))]


def listed(name: str) -> list[str]:
    """What all rooms put on one list (PAGES, STAFF_PAGES, ONLY_SENT_TO)."""
    return [item for room in addresses() for item in getattr(room, name, [])]


# Not pages for a reader: downloads, and addresses that only take a form.
NOT_PAGES = (".csv", ".json", ".jsonl", ".xml", ".ics", ".js", ".py", "/file/", "edition/", "demo/sign-in/", "api/v1/")


def named_patterns(patterns: list[URLPattern | URLResolver], prefix: str = "") -> list[tuple[str, URLPattern]]:
    """(address pattern, route) for everything the resolver knows."""
    found = []
    for item in patterns:
        if isinstance(item, URLResolver):
            found += named_patterns(item.url_patterns, prefix + str(item.pattern))
        else:
            found.append((prefix + str(item.pattern), item))
    return found


def plain_pages() -> list[tuple[str, str]]:
    """(address, access rule) of every route without parameters that answers a GET with a page of ours."""
    pages = []
    for address, route in named_patterns(get_resolver().url_patterns):
        rule = getattr(route.callback, "access_rule", None)
        skip = any(part in address for part in NOT_PAGES) or "<" in address or "(?P" in address
        if rule and not skip:
            pages.append(("/" + address.lstrip("/"), rule))
    return sorted(set(pages))
