"""Who must be told that a person is forgotten, and who was: a room keeps `forget(person=, by=)` in its `forget.py`."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.conf import settings

FILE = "erased.txt"  # in the centre's folder, not in the database: a backup must not bring anybody back


def rooms() -> list[Callable[..., None]]:
    """Each room's own way to forget somebody, the roof first."""
    names = [f"{app.name}.forget" for app in apps.get_app_configs() if app.name.startswith("careloom.")]
    return [import_module(name).forget for name in names if find_spec(name)]


def remember(public_id: str) -> None:
    """Keep the number of somebody who was forgotten; a number says nothing about anybody."""
    with (settings.FOLDER / FILE).open("a", encoding="utf-8") as file:
        file.write(public_id + "\n")


def remembered() -> list[str]:
    """The numbers of everybody who was forgotten here."""
    file = settings.FOLDER / FILE
    return file.read_text(encoding="utf-8").split() if file.exists() else []
