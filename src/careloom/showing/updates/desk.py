"""What updates put on the desk."""

from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from careloom.showing.updates import services
from careloom.showing.updates.queries import posts


def tasks(user: Any) -> list[dict[str, str]]:
    """Complete drafts of somebody else, for this reader to check."""
    drafts = posts.drafts_of_others(user.person.public_id)[:50]
    waiting, found = sum(not services.missing_in_post(post) for post in drafts), []
    if waiting:
        words = ngettext("%d post waits for another person's check", "%d posts wait for another person's check",
                         waiting) % waiting  # fmt: skip
        found.append({"address": reverse("showing:desk_posts"), "words": words})
    return found
