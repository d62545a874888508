"""The words for each purpose that people say yes or no to: a room keeps PURPOSES in its `allowed.py`."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps

# {purpose: (words, name of the address where it is changed)}
Purposes = dict[str, tuple[Any, str]]


def purposes() -> Purposes:
    """Every room's purposes together."""
    names = [f"{app.name}.allowed" for app in apps.get_app_configs() if app.name.startswith("careloom.")]
    found: Purposes = {}
    for name in names:
        if name != __name__ and find_spec(name):
            found |= import_module(name).PURPOSES
    return found
