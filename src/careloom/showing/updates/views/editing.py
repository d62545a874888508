"""For staff: posts that are being written, checked, published, put right or withdrawn."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from careloom.showing.updates import services
from careloom.showing.updates.forms import EDITIONS, CorrectionForm, PostForm, ReasonForm, flat
from careloom.showing.updates.models import Post
from careloom.showing.updates.queries import posts as queries
from careloom.showing.updates.views.posts import page_of
from careloom.ui.access import allow
from careloom.ui.pages import show


def by(request: HttpRequest) -> str:
    """Who does it."""
    return str(request.user.person.public_id)  # type: ignore[union-attr]  # signed in


def why_not(error: services.NotReady) -> str:
    """What is missing, in words."""
    from django.conf import settings

    words = {
        "credit": _("The author has not said yes to being named like this."),
        "another_person": _("Another person has to check it."),
        "not_checked": _("Another person has to check it first."),
        "consent": _("Somebody who is in it has not said yes."), "transcript": _("The transcript is not there yet."),
        "address": _("There is no link and no file yet."), "pieces": _("There is nothing in it yet."),
        "length": _("Say how long it is."),
    }  # fmt: skip
    said = [words[one] for one in error.missing if isinstance(one, str) and one in words]
    names = dict(settings.LANGUAGES)
    twins = list(dict.fromkeys((one[0], one[1]) for one in error.missing if isinstance(one, tuple)))
    for language, part in twins:
        said.append(_("Still missing: %(language)s, %(part)s.") % {
            "language": names[language], "part": EDITIONS.get(part, _("the note"))})  # fmt: skip
    return " ".join(said) or _("This cannot be done now.")


@allow("centre_staff")
def posts(request: HttpRequest) -> HttpResponse:
    """All posts, those in work first."""
    rows = [queries.row_of(post, "standard") for post in queries.at_work()[:100]]
    return show(request, "updates/desk_posts", {"rows": rows})


@allow("centre_staff")
def write(request: HttpRequest, post_id: str = "") -> HttpResponse:
    """Begin a post, or go on with one."""
    post = get_object_or_404(Post, public_id=post_id, state__in=["draft", "checked"]) if post_id else None
    form = PostForm(request.POST or None, initial=PostForm.initial_of(post) if post else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        row = services.write_post(post=post, words=form.words(), values=form.values(), topics=given["topics"],
                                  projects=given["projects"], news=given["news"], media=given["shown"],
                                  by=by(request))  # fmt: skip
        messages.success(request, _("Kept. Another person can check it when every part is there."))
        return HttpResponseRedirect(reverse("showing:desk_post", args=[row.public_id]))
    return show(request, "updates/write", {"form": form, "post": post}, status=422 if form.errors else 200)


@allow("centre_staff")
def one(request: HttpRequest, post_id: str) -> HttpResponse:
    """Look at every twin, and take the next step."""
    post = get_object_or_404(Post, public_id=post_id)
    steps: dict[str, Any] = {"check": services.check_post, "publish": services.publish_post}
    if request.method == "POST" and (step := steps.get(request.POST.get("go", ""))):
        try:
            step(post=post, by=by(request))
            messages.success(request, _("Done."))
            return HttpResponseRedirect(request.path)
        except services.NotReady as error:
            messages.error(request, why_not(error))
    twins = [{"language": code, "edition": EDITIONS[edition], "said": said}
             for code, editions in post.words.items() for edition, said in editions.items()]  # fmt: skip
    context = {**page_of(post, request), "twins": twins, "missing": services.missing_in_post(post),
               "own": post.written_by == by(request)}  # fmt: skip
    return show(request, "updates/desk_post", context, status=422 if request.method == "POST" else 200)


@allow("centre_staff")
def correct(request: HttpRequest, post_id: str) -> HttpResponse:
    """Put a published post right, in the open."""
    post = get_object_or_404(Post, public_id=post_id, state=Post.State.PUBLISHED)
    form = CorrectionForm(request.POST or None, initial=flat(post.words))
    if request.method == "POST" and form.is_valid():
        try:
            services.correct_post(post=post, words=form.words(), note=form.note("note"), by=by(request))
            messages.success(request, _("Put right. The note stands on the page with today's date."))
            return HttpResponseRedirect(reverse("showing:desk_post", args=[post.public_id]))
        except services.NotReady as error:
            form.add_error(None, why_not(error))
    return show(request, "updates/correct", {"form": form, "post": post}, status=422 if form.errors else 200)


@allow("centre_staff")
def withdraw(request: HttpRequest, post_id: str) -> HttpResponse:
    """Withdraw a post; its address stays and says why."""
    post = get_object_or_404(Post, public_id=post_id, state=Post.State.PUBLISHED)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw_post(post=post, reason=form.note("reason"), by=by(request))
            messages.success(request, _("Withdrawn. The page says why."))
            return HttpResponseRedirect(reverse("showing:desk_post", args=[post.public_id]))
        except services.NotReady as error:
            form.add_error(None, why_not(error))
    return show(request, "updates/withdraw", {"form": form, "post": post}, status=422 if form.errors else 200)
