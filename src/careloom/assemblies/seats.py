"""Sharing seats between role groups, and quotas from seats. Plain values in and out."""

from collections.abc import Mapping, Sequence


def near_equal(seats: int, groups: Sequence[str]) -> dict[str, int]:
    """Seats shared so that no group has more than one seat above another; the first groups get the odd ones."""
    if not groups:
        return {}
    each, odd = divmod(seats, len(groups))
    return {group: each + (number < odd) for number, group in enumerate(groups)}


def open_seats(targets: Mapping[str, int], taken: Mapping[str, int]) -> dict[str, int]:
    """Seats that nobody sits on, by group."""
    return {group: max(0, number - taken.get(group, 0)) for group, number in targets.items()}


def absent(targets: Mapping[str, int], taken: Mapping[str, int]) -> list[str]:
    """Groups that have seats and nobody on them: the alarm."""
    return [group for group, number in targets.items() if number and not taken.get(group)]


def quorate(quorum: int, targets: Mapping[str, int], there: Mapping[str, int]) -> list[str]:
    """Groups that fall short of the quorum; a group with fewer seats than the quorum must be there in full."""
    return [group for group, number in targets.items() if there.get(group, 0) < min(quorum, number)]
