"""No table points at a room above it, not even by a string."""

from django.apps import apps

ORDER = [
    "ui", "thread", "jobs", "centre", "people", "questionnaires", "involvement", "listening", "conversations",
    "assemblies", "evidence", "priorities", "calls", "projects", "learning", "showing", "site",
]  # fmt: skip


def upward(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those (from, to) pairs of rooms that point up."""
    return [(a, b) for a, b in pairs if a in ORDER and b in ORDER and ORDER.index(b) > ORDER.index(a)]


def test_no_foreign_key_points_up() -> None:
    pairs = [
        (model._meta.app_label, field.related_model._meta.app_label)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model not in (None, "self")
    ]
    assert len(pairs) > 5
    assert upward(pairs) == []


def test_a_planted_upward_key_is_found() -> None:
    assert upward([("thread", "people"), ("people", "thread")]) == [("thread", "people")]
