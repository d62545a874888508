"""A person signs in with a code from an e-mail; a stranger gets no account."""

import re
from pathlib import Path
from typing import Any

import allauth
import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import translation

from careloom.people.models import Account
from tests import make
from tests.words import strings_in_template, translated

pytestmark = pytest.mark.django_db


def test_a_person_signs_in_with_a_code(mailoutbox: list[Any]) -> None:
    tom = make.account("Tom")
    client = Client(headers={"host": "localhost"})
    answer = client.post("/cy/account/login/code/", {"email": tom.email}, follow=True)
    assert answer.status_code == 200 and "Teipiwch y cod" in answer.content.decode()
    assert "Eich cod mewngofnodi" in mailoutbox[0].subject and "Teipiwch y cod hwn" in mailoutbox[0].body
    code = re.search(r"^([A-Z0-9]{4,}(?:-[A-Z0-9]+)*)$", mailoutbox[0].body, re.M)
    assert code, mailoutbox[0].body
    answer = client.post("/account/login/code/confirm/", {"code": code[1]})
    assert answer.status_code == 302, answer.content.decode()
    assert client.get("/me/").status_code == 200


def test_a_stranger_gets_no_account_and_no_hint(mailoutbox: list[Any]) -> None:
    client = Client(headers={"host": "localhost"})
    client.post("/account/signup/", {"email": "new@example.org"})
    assert client.post("/account/login/code/", {"email": "new@example.org"}).status_code == 302
    assert not Account.objects.exists()
    assert "We know no account" in mailoutbox[0].body and "/signup" not in mailoutbox[0].body


def test_the_sign_in_library_speaks_plain_words_and_welsh() -> None:
    """Every string of its pages that people meet; a new version that says something new fails here."""
    pages = Path(allauth.__file__).parent / "templates"
    names = [
        "confirm_login_code.html", "base_confirm_code.html", "request_login_code.html", "logout.html",
        "account_inactive.html", "base_reauthenticate.html", "email/base_message.txt", "email/base_notification.txt",
        "messages/login_code_sent.txt", "messages/logged_in.txt", "messages/logged_out.txt",
    ]  # fmt: skip
    files = [*pages.glob("mfa/**/*.html"), *pages.glob("mfa/**/*.txt"), *(pages / "account" / name for name in names)]
    said = {text for file in files for text in strings_in_template(file.read_text())}
    done = translated()
    assert sorted(said - done["people"] - done["ui"]) == []
    with translation.override("en-gb"):
        assert translation.gettext("Two-Factor Authentication") == "Your second key"


def test_every_page_of_the_second_key_opens() -> None:
    tom = make.account("Tom")
    client = Client(headers={"host": "localhost"})
    client.force_login(tom, backend="django.contrib.auth.backends.ModelBackend")
    for page in ("", "totp/activate/", "webauthn/add/"):
        assert client.get(f"/account/two-factor/{page}", follow=True).status_code == 200, page
    Authenticator.objects.create(user=tom, type=Authenticator.Type.WEBAUTHN, data={"name": "My phone"})
    assert "My phone" in client.get("/account/two-factor/webauthn/").content.decode()
