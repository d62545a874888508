"""Whatever is sent to the API, its answer is one that its description names: no 5xx, nothing undocumented."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.core.failures import FailureGroup
from schemathesis.generation import GenerationMode
from schemathesis.openapi.checks import UndefinedStatusCode
from schemathesis.specs.openapi import checks

from careloom.centre.services import load_defaults
from careloom.projects.models import Project
from careloom.showing import services
from careloom.showing.api import door
from careloom.showing.models import Token
from tests import make
from tests.rooms.evidence.test_gaps import judged
from tests.rooms.showing import cast

EXAMPLES = 12  # of each sort for each address
CHECKS = [schemathesis.checks.not_a_server_error, checks.status_code_conformance, checks.content_type_conformance,
          checks.response_schema_conformance]  # fmt: skip
THERE = {"name": "topics", "row": "p01", "register_id": "p01", "survey": "small"}
SEEDED = settings(max_examples=EXAMPLES, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
                  suppress_health_check=list(HealthCheck))  # fmt: skip


@pytest.fixture
def same_connection() -> Iterator[None]:
    """A request does not end the test's own transaction; Django's test client does the same."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def whole(db: Any, same_connection: None, equality_key: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The API of a small centre, asked in this process, without a limit of how often."""
    monkeypatch.setattr(door, "MOST", dict.fromkeys(door.MOST, 1_000_000))
    cache.clear()
    load_defaults(by="system")
    cast.survey()
    judged()
    Project.objects.create(public_id="project_1", register_id="p01", title="Short breaks")
    services.publish_open_data(by="system")
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


def asked(whole: Any, headers: dict[str, str]) -> dict[str, set[int]]:
    """Send made-up requests to every address; gives the statuses that came back. A bad answer raises."""
    seen: dict[str, set[int]] = {}
    for found in whole.get_all_operations():
        operation = found.ok()
        there = {p.name: THERE[p.name] for p in operation.path_parameters}
        takes = any((operation.path_parameters, operation.query, operation.headers, operation.body))
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE) if takes else (GenerationMode.POSITIVE,):

            @SEEDED
            @given(case=operation.as_strategy(generation_mode=mode, path_parameters=there if mode == "positive" else None))
            def send(case: Any) -> None:
                answer = case.call_and_validate(headers=headers, checks=CHECKS)
                seen.setdefault(case.operation.label, set()).add(answer.status_code)

            send()
    return seen


def test_everybody_gets_only_documented_answers(whole: Any) -> None:
    seen = asked(whole, {})
    assert len(seen) == len(door.READS) + len(door.WRITES)
    assert all(200 in statuses for label, statuses in seen.items() if label.startswith("GET") and "{" not in label)
    assert all(not statuses & {200, 201} for label, statuses in seen.items() if label.startswith("POST"))


def test_a_tool_gets_only_documented_answers(whole: Any) -> None:
    rosa = make.rosa().person
    secret = services.make_token(name="Tablet", scopes=Token.Scope.values, days=30, person=rosa, by=rosa.public_id)[1]
    for methods in whole.raw_schema["paths"].values():
        methods.get("post", {}).pop("security", None)  # else it sends tokens of its own
    again = schemathesis.openapi.from_dict(whole.raw_schema)
    again.app = whole.app
    seen = asked(again, {"Authorization": f"Bearer {secret}"})
    assert all(422 in statuses and not statuses & {401, 403} for label, statuses in seen.items() if label[0] == "P")


def test_an_undocumented_answer_would_be_found(whole: Any) -> None:
    del whole.raw_schema["paths"]["/api/v1/projects/"]["get"]["responses"]["200"]
    changed = schemathesis.openapi.from_dict(whole.raw_schema)
    changed.app = whole.app
    with pytest.raises(FailureGroup) as found:
        asked(changed.include(path="/api/v1/projects/"), {})
    assert isinstance(found.value.exceptions[0], UndefinedStatusCode)
