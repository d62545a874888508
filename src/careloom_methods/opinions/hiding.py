"""Small groups are hidden, and so is whatever would give them away."""

from collections.abc import Mapping

SMALLEST = 10


def hidden(sizes: Mapping[str, int], smallest: int = SMALLEST) -> set[str]:
    """Groups that must not be shown: those under `smallest` people, and then the next smallest as well where the
    total would otherwise give a single small group away (secondary suppression)."""
    small = {name for name, size in sizes.items() if 0 < size < smallest}
    rest = sorted((name for name in sizes if name not in small and sizes[name] > 0), key=lambda n: (sizes[n], n))
    while small and rest and (len(small) < 2 or sum(sizes[name] for name in small) < smallest):
        small.add(rest.pop(0))
    return small
