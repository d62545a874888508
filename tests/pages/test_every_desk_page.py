"""Every page of those who are signed in, as the public ones: both editions, both widths, nothing wrong with any."""

import pytest
from playwright.sync_api import Browser

from careloom.people.rules import WITHOUT_ACCOUNT
from tests.pages.routes import listed, plain_pages
from tests.pages.test_every_page import WIDTHS, complaints_of, signed_in_context


@pytest.mark.pages
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("edition", ["standard", "easy"])
@pytest.mark.parametrize("width", WIDTHS)
def test_staff_pages_serve_everyone(browser: Browser, centre: str, edition: str, width: int) -> None:
    addresses = [address for address, rule in plain_pages() if rule not in WITHOUT_ACCOUNT]
    assert "/desk/people/" in addresses  # a page that only an administrator opens
    context = signed_in_context(browser, centre, width, edition, "ada")
    assert complaints_of(context, [centre + address for address in [*addresses, *listed("STAFF_PAGES")]], staff=True) == {}
