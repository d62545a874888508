"""Posts: written, checked by another person, published when every twin is there; put right or withdrawn in the open."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from careloom.centre.models import Topic
from careloom.projects.models import Project
from careloom.showing.models import News
from careloom.showing.updates import events, twins
from careloom.showing.updates.models import Correction, MediaItem, Post
from careloom.showing.updates.services.checking import NotReady, as_draft, check, let_out, must_be_open
from careloom.thread.ids import new_id
from careloom.thread.services import record

PARTS = ("title", "summary", "body")
State = Post.State
PLAIN = ("kind", "nation", "lived", "author_id")


@transaction.atomic
def write_post(
    *, words: Mapping[str, Any], values: Mapping[str, Any], by: str, post: Post | None = None,
    topics: Sequence[Topic] = (), projects: Sequence[Project] = (), news: Sequence[News] = (),
    media: Sequence[MediaItem] = (),
) -> Post:  # fmt: skip
    """Begin a post, or change one that nobody sees yet: whoever changes it has written it, so it is checked again.

    `values`: kind, nation, lived, author_id, credit {language: words}, credit_agreed, tags. Raises NotReady.
    """
    if post:
        must_be_open(post)
    tidy = twins.tidy(words, PARTS)
    row = post or Post(public_id=new_id("post"), slug=_slug(tidy[twins.LANGUAGES[0]]["standard"]["title"]))
    row.words = tidy
    as_draft(row, by)
    for name in PLAIN:
        setattr(row, name, values.get(name) or getattr(row, name))
    row.nation, row.lived = values.get("nation", ""), bool(values.get("lived"))
    row.credit = twins.tidy_note(values.get("credit", {}))
    row.credit_agreed = bool(values.get("credit_agreed"))
    row.tags = list(dict.fromkeys(tag for tag in values.get("tags", ()) if tag))
    row.save()
    row.topics.set(topics)
    row.projects.set(projects)
    row.news.set(news)
    row.media.set(media)
    record(event=events.POST_WRITTEN, subject=row.public_id, by=by, values={"kind": row.kind})
    return row


def _slug(title: str) -> str:
    """An address of its own, for good: the title, and a number where another post has it already."""
    base = slugify(title)[:70] or "post"
    taken = set(Post.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    found, number = base, 1
    while found in taken:
        number += 1
        found = f"{base}-{number}"
    return found


def missing_in_post(post: Post) -> list[Any]:
    """What a post still needs before it can be checked: every twin, and the author's yes to being named."""
    found: list[Any] = list(twins.missing(post.words, PARTS))
    if any(post.credit.values()) and not post.credit_agreed:
        found.append("credit")
    return found


def check_post(*, post: Post, by: str) -> None:
    """Another person read every twin and says that it may be seen. Raises NotReady."""
    check(row=post, missing=missing_in_post, event=events.POST_CHECKED, by=by)


@transaction.atomic
def publish_post(*, post: Post, by: str) -> None:
    """From now on everybody can read it at its own address. It rests on what it writes about. Raises NotReady."""
    causes = [news.entry for news in post.news.select_related("entry").order_by("entry_id")]
    let_out(row=post, missing=missing_in_post, state=State.PUBLISHED, day="published_at",
            event=events.POST_PUBLISHED, by=by, because=causes)  # fmt: skip


@transaction.atomic
def correct_post(*, post: Post, words: Mapping[str, Any], note: Mapping[str, str], by: str) -> Correction:
    """Put a published post right, with a dated note in each language. What it said before is kept. Raises NotReady."""
    row = Post.objects.select_for_update().get(pk=post.pk)
    tidy, said = twins.tidy(words, PARTS), twins.tidy_note(note)
    left: list[Any] = list(twins.missing(tidy, PARTS)) + [(code, "note") for code, text in said.items() if not text]
    if row.state != State.PUBLISHED:
        left.append("not_published")
    if left:
        raise NotReady(left)
    made = Correction.objects.create(post=row, note=said, before=row.words, by=by, at=timezone.now())
    row.words = tidy
    row.save(update_fields=["words"])
    record(event=events.POST_CORRECTED, subject=row.public_id, by=by)
    return made


@transaction.atomic
def withdraw_post(*, post: Post, reason: Mapping[str, str], by: str) -> None:
    """Nobody can read it any more; its address stays and says when and why. Raises NotReady."""
    row, said = Post.objects.select_for_update().get(pk=post.pk), twins.tidy_note(reason)
    if row.state != State.PUBLISHED or not all(said.values()):
        raise NotReady([(code, "reason") for code, text in said.items() if not text] or ["not_published"])
    row.state, row.withdrawn_at, row.reason = State.WITHDRAWN, timezone.now(), said
    row.save(update_fields=["state", "withdrawn_at", "reason"])
    record(event=events.POST_WITHDRAWN, subject=row.public_id, by=by)
