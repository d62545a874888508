"""A person signs in with a code from an e-mail; a stranger gets no account."""

import re
from typing import Any

import pytest
from django.test import Client

from careloom.people.models import Account
from tests import make

pytestmark = pytest.mark.django_db


def test_a_person_signs_in_with_a_code(mailoutbox: list[Any]) -> None:
    tom = make.account("Tom")
    client = Client(headers={"host": "localhost"})
    answer = client.post("/account/login/code/", {"email": tom.email}, follow=True)
    assert answer.status_code == 200
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
