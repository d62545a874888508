"""The home page and the desk."""

from django.http import HttpRequest, HttpResponse

from careloom.site import queries
from careloom.ui.access import allow
from careloom.ui.pages import show


@allow("anyone")
def home(request: HttpRequest) -> HttpResponse:
    """What the centre is, in one screen."""
    return show(request, "site/home", {"facts": queries.home(getattr(request, "edition", "standard"))})


@allow("signed_in")
def desk(request: HttpRequest) -> HttpResponse:
    """What needs you today, what is late, what runs."""
    user = request.user
    return show(request, "site/desk", {"tasks": queries.what_needs_doing(user), "pages": queries.pages_for(user)})
