"""The demo of this room: what came of the made-up answers, updates, and one release of open data."""

from careloom.showing import demo_told, services
from careloom.showing.queries.open_data import newest
from careloom.showing.updates import demo as updates


def is_loaded() -> bool:
    """Was anything published?"""
    return newest() is not None


def load(*, by: str) -> None:
    """Tell the made-up people, then publish every public table as it stands. This room comes last."""
    demo_told.load(by=by)
    updates.load(by=by)
    services.publish_open_data(by=by)
