"""The trace is walked both ways, and its ledger shows every tampering."""

import random
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from careloom.thread import queries, services, verify_ledger
from careloom.thread.models import Entry

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=5)


def write(event: str = "voice.received", because: tuple[Entry, ...] = (), **values: object) -> Entry:
    return services.record(event=event, subject="voice_1", by="person_1", because=because, values=values)


def slow_walk(links: list[tuple[int, int]], start: int) -> set[int]:
    """An oracle with a plain loop: everything reachable over (from, to)."""
    seen: set[int] = set()
    todo = [start]
    while todo:
        here = todo.pop()
        for a, b in links:
            if a == here and b not in seen:
                seen.add(b)
                todo.append(b)
    return seen


@pytest.mark.parametrize("seed", range(5))
def test_walking_finds_what_a_slow_walk_finds(seed: int) -> None:
    chance = random.Random(seed)
    entries: list[Entry] = []
    links: list[tuple[int, int]] = []
    for _ in range(40):
        causes = tuple(chance.sample(entries, k=min(len(entries), chance.randint(0, 3))))
        entries.append(write(because=causes))
        links += [(entries[-1].pk, c.pk) for c in causes]
    for entry in entries[::7]:
        assert {e.pk for e in queries.because_of(entry)} == slow_walk(links, entry.pk)
        assert {e.pk for e in queries.came_of(entry)} == slow_walk([(b, a) for a, b in links], entry.pk)


def test_one_walk_is_two_queries_however_long_the_thread(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    last = write()
    for _ in range(30):
        last = write(because=(last,))
    with django_assert_num_queries(2):
        assert len(queries.because_of(last)) == 30


def test_voices_behind_a_decision_count_returns_and_people_apart() -> None:
    one = write(role="carer", nation="wales", people=1)
    group = write(role="carer", nation="wales", people=30)
    theme = write("theme.agreed", (one, group))
    decision = write("priority.decided", (theme, one))
    assert queries.voices_behind(decision) == {("carer", "wales"): {"returns": 2, "people": 31}}


def test_an_entry_cites_another_only_once() -> None:
    voice = write()
    with pytest.raises(IntegrityError), transaction.atomic():
        write("theme.agreed", (voice, voice))


def test_a_person_signs_a_decision_once_and_dissent_is_kept() -> None:
    decision = services.decide(question="What next?", outcome="Carers", reasons_for="31 voices", by="person_1")
    services.dissent(decision=decision, words="Not without the night staff.", by="person_2")
    assert decision.dissents.get().words == "Not without the night staff."
    with pytest.raises(IntegrityError), transaction.atomic():
        services.sign(decision=decision, by="person_1")


def sealed(tmp_path: Path, number: int = 6) -> Path:
    last: Entry | None = None
    for step in range(number):
        last = write(because=(last,) if last else ())
        if step % 2:
            services.seal(by="system", now=timezone.now() + LATER)
    file = tmp_path / "ledger.jsonl"
    services.export_ledger(file)
    return file


def test_a_whole_ledger_verifies_without_the_centre(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify_ledger.main([str(sealed(tmp_path))]) == 0
    assert "6 entries in 3 blocks" in capsys.readouterr().out


@pytest.mark.parametrize("way", ["changed", "missing", "added", "moved", "cut", "block gone"])
def test_every_tampering_is_found(tmp_path: Path, way: str) -> None:
    file = sealed(tmp_path)
    lines = file.read_text().splitlines()
    head = queries.last_block().digest  # type: ignore[union-attr]
    if way == "changed":
        lines[0] = lines[0].replace("person_1", "person_2")
    elif way == "missing":
        del lines[1]
    elif way == "added":
        lines.insert(1, lines[1].replace("entry_", "entry_x"))
    elif way == "moved":
        lines[0], lines[1] = lines[1], lines[0]
    elif way == "cut":
        lines = lines[:-3]
    else:
        del lines[2]
    file.write_text("\n".join(lines) + "\n")
    assert verify_ledger.main([str(file), "--head", head]) == 1


def test_a_file_that_is_no_ledger_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"\xff\xfe\x00")
    assert verify_ledger.main([str(tmp_path / "x")]) == 2
    assert verify_ledger.main([]) == 2


def test_fresh_entries_wait_until_they_are_settled() -> None:
    write()
    assert services.seal(by="system") is None
    assert services.seal(by="system", now=timezone.now() + LATER) is not None


@given(st.text(max_size=200))
def test_no_line_of_text_makes_the_verifier_fall(text: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "x"
        file.write_text(text, encoding="utf-8", errors="replace")
        assert verify_ledger.main([str(file)]) in (0, 1, 2)
