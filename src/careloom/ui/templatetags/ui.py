"""Components as tags."""

from django import template

register = template.Library()

HOW_SURE = {
    "read": "We read this ourselves",
    "derived": "We worked this out from what we read",
    "recalled": "From memory; not checked yet",
    "assumed": "Our judgement",
}


@register.inclusion_tag("ui/_source.html")
def source(words: str, sure: str = "") -> dict[str, str]:
    """Where a fact came from, and how sure we are."""
    return {"words": words, "sure": sure}
