"""Open data of the demo centre: one release of all that is there."""

from careloom.showing import services
from careloom.showing.queries.open_data import newest


def is_loaded() -> bool:
    """Was anything published?"""
    return newest() is not None


def load(*, by: str) -> None:
    """Publish every public table as it stands now. It comes last, after what other rooms made up."""
    services.publish_open_data(by=by)
