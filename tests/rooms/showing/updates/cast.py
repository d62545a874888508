"""Words in every twin, and posts to publish."""

from typing import Any

from careloom.showing.updates import services
from careloom.showing.updates.models import Post

ROSA, MEGAN = "person_rosa", "person_megan"


def words(title: str = "Visits are longer", **more: str) -> dict[str, Any]:
    part = {"title": title, "summary": "Three councils agreed.", "body": "First line.\n\nSecond line.", **more}
    welsh = {name: f"{text} (cy)" for name, text in part.items()}
    return {"en-gb": {"standard": part, "easy": {**part, "title": f"{title} (easy)"}}, "cy": {"standard": welsh, "easy": welsh}}


def note(text: str = "The day was wrong.") -> dict[str, str]:
    return {"en-gb": text, "cy": f"{text} (cy)"}


def draft(title: str = "Visits are longer", **more: Any) -> Post:
    links = {name: more.pop(name) for name in ("topics", "projects", "news", "media") if name in more}
    return services.write_post(words=words(title), values=more, by=ROSA, **links)


def published(title: str = "Visits are longer", **more: Any) -> Post:
    post = draft(title, **more)
    services.check_post(post=post, by=MEGAN)
    services.publish_post(post=post, by=ROSA)
    post.refresh_from_db()
    return post
