"""Every change of updates."""

from careloom.showing.updates.services.posting import (
    NotReady,
    check_post,
    correct_post,
    missing_in_post,
    publish_post,
    withdraw_post,
    write_post,
)

__all__ = ["NotReady", "check_post", "correct_post", "missing_in_post", "publish_post", "withdraw_post", "write_post"]
