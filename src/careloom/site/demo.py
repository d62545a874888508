"""The demo centre: the real register, and made-up people."""

from pathlib import Path

from careloom.centre.models import RoleGroup
from careloom.centre.services import load_defaults
from careloom.listening import demo as listening
from careloom.people import demo
from careloom.site.register import import_folder

REGISTER = Path(__file__).parent / "data" / "register"


def is_empty() -> bool:
    """Has nothing been put into this centre yet?"""
    return not RoleGroup.objects.exists()


def load() -> None:
    """Fill a centre with the demo; a second call changes nothing."""
    load_defaults(by="system")
    import_folder(REGISTER, by="system")
    demo.load(by="system")
    if not listening.is_loaded():
        listening.load(by="system")
