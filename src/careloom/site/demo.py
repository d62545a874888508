"""The demo centre: the real register, and made-up people."""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from careloom.centre.models import RoleGroup
from careloom.centre.services import load_defaults
from careloom.people import demo
from careloom.people.models import Person
from careloom.site.register import import_folder

# In the order of the work; each room may have a `demo` module with is_loaded() and load(by=…).
ROOMS = ["jobs", "questionnaires", "listening", "involvement", "assemblies", "conversations", "evidence", "priorities",
         "showing", "centre"]  # fmt: skip  # the last: a body took one of the decisions
REGISTER = Path(__file__).parent / "data" / "register"


def is_empty() -> bool:
    """Has nothing been put into this centre yet?"""
    return not (RoleGroup.objects.exists() or Person.objects.exists())


def load() -> None:
    """Fill a centre with the demo; a second call changes nothing."""
    load_defaults(by="system")
    import_folder(REGISTER, by="system")
    demo.load(by="system")
    for room in ROOMS:
        name = f"careloom.{room}.demo"
        if find_spec(name):
            made_up = import_module(name)
            if not made_up.is_loaded():
                made_up.load(by="system")
