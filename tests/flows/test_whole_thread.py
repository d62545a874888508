"""The whole thread on real input: from the register and five public conversations to everybody told, and checked.

What is real and what is made up, each step says itself (`careloom.site.real`). Here nothing is trusted: totals are counted
again from the files with plain Python, pages are walked by their links, the ledger and the export are checked from outside.
"""

import csv
import gzip
import hashlib
import io
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from careloom.conversations.models import Conversation, Result, Statement
from careloom.conversations.services.bringing_in import code_of
from careloom.listening import demo
from careloom.people.models import Account
from careloom.priorities.models import Round
from careloom.priorities.queries.coverage import coverage
from careloom.questionnaires.receipts import code_for
from careloom.showing.models import Contribution, News, Telling
from careloom.showing.queries import closure
from careloom.site import archive, real
from careloom.site.real import folder, numbers, statements, survey
from careloom.thread import services as thread
from careloom.thread.models import Entry
from careloom.thread.verify_ledger import problems
from tests.rules.tree import ROOT

DATA = ROOT.parent / "shared" / "data"
pytestmark = pytest.mark.skipif(not (DATA / "opinion").exists(), reason="the real input is not here: ../shared/data")


def rows(name: str) -> list[dict[str, str]]:
    file = DATA / name
    text = (gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))

# What every run publishes, on SQLite and on PostgreSQL, by hand or here: the beginning of each part's SHA-256. When a part
# changes for a good reason, `./careloom demo --real` prints the new ones.
KEPT = {
    "register": "49bd47f54bb0dfc6", "conversations": "d935809e4dac8ab5", "themes": "98ef80e487ccd355",
    "survey": "c00bb075b4b78203", "assemblies": "ecd9234f37f93b0b", "evidence": "9297cd17a2ec2b8f",
    "priorities": "7580470a22662bc9", "told": "b566504bfcf2a533",
}  # fmt: skip


@pytest.mark.django_db
def test_the_whole_thread(tmp_path: Path, equality_key: Any, settings: Any) -> None:
    settings.DEMO = True
    said: list[str] = []
    walked = real.run(folder.find(DATA), say=said.append)
    print("\n".join(said))
    assert len(said) == len(walked.seconds) + 1

    found = numbers.published()
    assert {part: numbers.digest(shown)[:16] for part, shown in found.items()} == KEPT
    register_is_whole(found["register"])
    votes_are_those_of_the_files(found["conversations"])
    themes_are_those_of_the_rules(found["themes"])
    everybody_was_told(found)
    nothing_is_orphaned()
    two_clicks_are_enough()
    the_ledger_verifies(tmp_path / "ledger.jsonl")
    export_of_the_import_is_the_same(tmp_path, numbers.digest(found))


def register_is_whole(found: dict[str, int]) -> None:
    assert found == {"projects": len(rows("register/projects.csv")), "figures": len(rows("register/people.csv")),
                     "topics": len(rows("register/priorities.csv"))}  # fmt: skip


def votes_are_those_of_the_files(found: dict[str, Any]) -> None:
    """Each statement's agree, disagree and pass, and each conversation's totals."""
    for of in folder.CONVERSATIONS:
        shown = found[f"public-{of.assembly}"]
        texts = {row["comment-id"]: row for row in rows(f"opinion/{of.folder}/comments.csv.gz") if row["comment-body"].strip()}
        counts: dict[str, Counter[str]] = {key: Counter() for key in texts}
        people = 0
        for row in rows(f"opinion/{of.folder}/participants-votes.csv.gz"):
            mine = {key: value for key, value in row.items() if key in texts and value}
            people += bool(mine)
            for key, value in mine.items():
                counts[key][value] += 1
        votes = sum(sum(one.values()) for one in counts.values())
        assert (shown["people"], shown["votes"]) == (people, votes)
        here = {s.number: key for s, key in zip(
            Statement.objects.filter(conversation__slug=f"public-{of.assembly}").order_by("number"),
            sorted(texts, key=int), strict=True)}  # fmt: skip
        for number, counted in shown["statements"].items():
            assert counted == [counts[here[number]][value] for value in ("1", "-1", "0")]
        out = {key for key, row in texts.items() if row["moderated"] == "-1"}
        data = Result.objects.get(conversation__slug=f"public-{of.assembly}", final=True).data
        assert sum(row["out"] for row in data["statements"]) == len(out)
        # Hidden, and only hidden, is what fewer than ten people voted on.
        assert len(shown["statements"]) == sum(sum(one.values()) >= 10 for one in counts.values())


def themes_are_those_of_the_rules(found: dict[str, Any]) -> None:
    words = [row["comment-body"].strip() for of in folder.CONVERSATIONS
             for row in rows(f"opinion/{of.folder}/comments.csv.gz") if row["comment-body"].strip()]  # fmt: skip
    given = [(values["what-matters"], int(said.group["size"]) if said.group else 1) for _, values, said in demo.returns()]
    for shown, answers, rules in ((found["views"], [(w, 1) for w in words], statements.RULES),
                                  (found["what-matters"], given, survey.RULES)):  # fmt: skip
        had = [({n for n, two in rules.items() if any(re.search(r, text, re.IGNORECASE) for r in two)}, people)
               for text, people in answers]  # fmt: skip
        for theme, row in shown.items():
            mine = [people for themes, people in had if theme in themes or (theme == statements.REST and not themes)]
            assert (row["returns"], row["people"]) == (len(mine), sum(mine)), theme
            assert row["agreement"] > 0.5


def everybody_was_told(found: dict[str, Any]) -> None:
    """Closure 100%: nobody who gave something is left, and nobody was counted twice."""
    totals = closure.totals()
    voters = sum(len(rows(f"opinion/{of.folder}/participants-votes.csv.gz")) for of in folder.CONVERSATIONS)
    wrote = sum(bool(row["comment-body"].strip()) for of in folder.CONVERSATIONS
                for row in rows(f"opinion/{of.folder}/comments.csv.gz"))  # fmt: skip
    met = [row for row in found["assemblies"].values()]
    gave = voters + wrote + demo.known_totals()["returns"] + sum(row["applied"] + row["came"] for row in met)
    assert totals["voices"] == totals["told"] == gave + found["priorities"]["ballots"]
    assert totals["share"] == 100 and totals["debts"] == 0
    readers = set(Contribution.objects.values_list("reader", flat=True))
    assert found["told"]["by_code"] + found["told"]["people"] == len(readers)  # one message each, with everything in it
    assert not Telling.objects.filter(message=None).exists()
    told = Entry.objects.filter(event="person.told")
    assert told.count() == told.values("subject").distinct().count() == len(readers)


def nothing_is_orphaned() -> None:
    checked = coverage(Round.objects.get())
    assert (checked["orphans"], checked["without_reason"], checked["undecided"]) == ([], [], [])


def links(html: str) -> list[str]:
    """Where a page leads, from what stands in its middle."""
    return re.findall(r'href="(/[^"#?]*)"', html[html.index("<main") : html.index("</main")])


def two_clicks_are_enough() -> None:
    """From any decision to its sources, and from any kind of contributor to what was decided."""
    browser = Client(headers={"host": "localhost"})
    address = {f"/what-came-of-it/{public_id}/": kind for public_id, kind in News.objects.values_list("public_id", "kind")}

    def within(html: str, kinds: set[str], clicks: int) -> set[str]:
        there = [link for link in dict.fromkeys(links(html)) if link in address]
        seen = {address[link] for link in there} & kinds
        if clicks > 1 and not kinds <= seen:
            for link in there:
                seen |= within(browser.get(link).content.decode(), kinds, clicks - 1)
        return seen

    decisions = [link for link, kind in address.items() if kind == "decision"]
    assert len(decisions) == 11
    for link in decisions:
        page = browser.get(link).content.decode()
        discussed = "public test data" in page
        assert within(page, {"conversation", "meeting"} if discussed else {"theme"}, 2), link
    for code in codes():
        page = browser.post("/what-came-of-it/yours/", {"code": code}).content.decode()
        assert within(page, {"decision"}, 1) == {"decision"}, code
    applied = browser.post("/what-came-of-it/yours/", {"code": code_for("real-application-wales-007")}).content.decode()
    assert within(applied, {"lottery"}, 1)
    member = Account.objects.filter(person__public_id__in=Contribution.objects.values("reader")).order_by("pk").first()
    assert member
    browser.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    assert within(browser.get("/me/what-came-of-it/").content.decode(), {"decision"}, 1)


def codes() -> list[str]:
    """The private codes of a voter in each conversation, a writer of a statement, a return of the survey, a ballot."""
    held = [code_of(Conversation.objects.get(slug=f"public-{of.assembly}"), "1") for of in folder.CONVERSATIONS]
    wrote = statements.code_of(statements.key_of(folder.CONVERSATIONS[0], "3"))
    ballot = code_for(f"priorities {Round.objects.get().public_id} real-guest-0001")
    return [*held, wrote, code_for("demo-return-00001"), ballot]


def the_ledger_verifies(file: Path) -> None:
    assert thread.export_ledger(file) == 1
    wrong, entries, blocks = problems(file)
    assert (wrong, blocks) == ([], 1) and entries == Entry.objects.count()


PUBLISHED = """
import django
django.setup()
from careloom.site.real import numbers
print(numbers.digest(numbers.published()))
"""


def export_of_the_import_is_the_same(tmp_path: Path, digest: str) -> None:
    """Into an empty centre on SQLite, through the commands; it publishes the same numbers, wherever the walk was."""
    archive.write(tmp_path / "all.zip")
    env = {**os.environ, "CARELOOM_FOLDER": str(tmp_path / "new"), "CARELOOM_DATABASE_URL": "",
           "PYTHONPATH": str(ROOT / "src"), "DJANGO_SETTINGS_MODULE": "careloom.site.settings"}  # fmt: skip
    for verb, name in (("import_all", "all.zip"), ("export_all", "again.zip")):
        done = subprocess.run([sys.executable, "-m", "django", verb, str(tmp_path / name)], env=env, capture_output=True,
                              text=True, check=False)  # fmt: skip
        assert done.returncode == 0, done.stderr
    there = subprocess.run([sys.executable, "-c", PUBLISHED], env=env, capture_output=True, text=True, check=True)
    assert there.stdout.strip() == digest
    one, other = ((tmp_path / name).read_bytes() for name in ("all.zip", "again.zip"))
    assert hashlib.sha256(one).digest() == hashlib.sha256(other).digest()
