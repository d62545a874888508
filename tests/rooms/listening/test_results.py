"""Results: only protected numbers leave, returns and people side by side, each with an address to cite."""

import json
from typing import Any

import pytest
from django.test import Client

from careloom.listening import services
from careloom.listening.models import Release
from careloom.listening.queries import findings, results
from careloom.questionnaires import services as engine
from careloom.questionnaires.models import Questionnaire
from tests import make
from tests.rooms.listening import forms


@pytest.fixture
def small(db: Any, equality_key: Any) -> Questionnaire:
    version = forms.survey()
    forms.send(version, forms.ROWS)
    return version.questionnaire


def client() -> Client:
    return Client(headers={"host": "localhost"})


def test_published_tables_are_rounded_counts_of_returns_and_people_and_hide_small_ones(small: Questionnaire) -> None:
    release = services.release_results(questionnaire=small, by="system")
    how = next(q for q in findings.closed_questions(small) if q.id == "how")
    assert [(r["answer"], r["returns"]) for r in findings.numbers(release.shown, how)] == [("1", 65), ("2", 80), ("3", 55)]
    wales = {r["answer"]: r["returns"] for r in findings.numbers(release.shown, how, "nation") if r["group"] == "wales"}
    assert wales["3"] is None  # four people
    people = findings.numbers(release.shown, how)[1]["people"]
    assert people > 80 and people % 5 == 0
    numbers = [n for t in release.shown.values() for c in t["cells"].values() for n in c.values() if n is not None]
    assert numbers and all(n >= 10 and n % 5 == 0 for n in numbers)


def test_equality_questions_are_never_counted(small: Questionnaire) -> None:
    release = services.release_results(questionnaire=small, by="system")
    assert "faith" not in json.dumps(release.shown) and "faith" not in json.dumps(release.counts)


def test_a_mean_comes_from_published_numbers_only(small: Questionnaire) -> None:
    release = services.release_results(questionnaire=small, by="system")
    how = next(q for q in results.read(release, "standard", "en") if q["id"] == "how")
    by_nation = next(part for part in how["by"] if part["by"] == "nation")["mean"]
    assert [row["hidden"] for row in by_nation] == [False, True]


def test_more_answers_change_nothing_published_while_the_change_would_point_at_people(small: Questionnaire) -> None:
    services.release_results(questionnaire=small, by="system")
    version = small.versions.get()
    forms.send(version, [("carer", "england", 1, 4)], start=1000)
    with pytest.raises(services.NothingToRelease):
        services.release_results(questionnaire=small, by="system")
    # 43 more, all in England: the change would say that nobody new came from Wales.
    forms.send(version, [("carer", "england", 1, 20), ("provider", "england", 3, 19)], start=2000)
    with pytest.raises(services.NothingToRelease):
        services.release_results(questionnaire=small, by="system")
    forms.send(version, [(role, nation, how, number + 12) for role, nation, how, number in forms.ROWS], start=3000)
    assert services.release_results(questionnaire=small, by="system").number == 2


def test_everyone_reads_cites_and_downloads_the_same_numbers(small: Questionnaire) -> None:
    browser = client()
    assert "No numbers are published yet" in browser.get("/surveys/small/results/").content.decode()
    services.release_results(questionnaire=small, by="system")
    page = browser.get("/surveys/small/results/").content.decode()
    assert "Returns" in page and "People they speak for" in page and "/surveys/small/results/1/" in page
    assert "Returns by role group and nation together" in page  # two-way, and as hidden as the rest
    browser.cookies["edition"] = "easy"
    easy = browser.get("/surveys/small/results/").content.decode()
    cells = [seen.split(f"{caption}</caption>")[1].split("<tbody>")[1].split("</table>")[0] for seen, caption in
             ((page, "Returns by role group and nation together"), (easy, "Who people are, and where they live"))]  # fmt: skip
    assert cells[0] == cells[1]
    del browser.cookies["edition"]
    one = browser.get("/surveys/small/results/1/how/").content.decode()
    assert "hidden to protect people" in one and "To cite:" in one and "http://localhost/surveys/small/results/1/how/" in one
    rows = browser.get("/surveys/small/results/1/how.json").json()["rows"]
    csv = browser.get("/surveys/small/results/1/how.csv").content.decode("utf-8-sig").splitlines()
    assert len(csv) == len(rows) + 1 and csv[1] == "all,,1,65," + str(rows[0]["people"])
    assert browser.get("/surveys/small/results/2/").status_code == 404
    assert browser.get("/surveys/small/results/1/faith.json").status_code == 404


def test_after_the_close_the_weighted_page_says_what_if_and_names_who_is_missing(small: Questionnaire) -> None:
    for role in forms.ROLES:
        for nation in forms.NATIONS:
            services.set_target(questionnaire=small, role_group=role, nation=nation, number=50, source="s", by="t")
    services.set_target(questionnaire=small, role_group="carer", nation="scotland", number=50, source="s", by="t")
    services.release_results(questionnaire=small, by="system")
    assert Release.objects.get().mix is None  # not while there is still time
    engine.close(questionnaire=small, by="t")
    small.refresh_from_db()
    release = services.release_results(questionnaire=small, by="system")
    summary = release.mix["summary"]
    # Two people never stand for fifty; and from Scotland came nobody. Which is which is not said.
    assert summary["too_few"] == [{"role_group": "carer", "nation": "scotland"}, {"role_group": "provider", "nation": "wales"}]
    # 202 returns came in all: an exact 200 here would say that just two came from the group that is hidden.
    assert summary == {**summary, "n": 200, "step": 5} and "nobody" not in summary and "min" not in summary
    assert all(summary[key] % 5 == 0 for key in ("n", "effective_n")) and summary["effective_n"] < 200
    page = client().get("/surveys/small/results/2/mix/").content.decode()
    assert "What if the mix matched?" in page and "no margin of error" in page and "Too few to weight" in page


def test_weights_are_those_that_make_each_group_as_large_as_its_target(small: Questionnaire) -> None:
    for role, nation, number in (("carer", "england", 30), ("carer", "wales", 60), ("provider", "england", 10)):
        services.set_target(questionnaire=small, role_group=role, nation=nation, number=number, source="s", by="t")
    engine.close(questionnaire=small, by="t")
    small.refresh_from_db()
    mix = services.release_results(questionnaire=small, by="system").mix
    # By hand: 93, 46 and 61 returns get 30, 60 and 10 of every 100; "1" was said by 40 of 93 and 25 of 46.
    hand = {"1": 30 * 40 / 93 + 60 * 25 / 46, "2": 30 * 31 / 93 + 60 * 17 / 46 + 10 * 33 / 61,
            "3": 30 * 22 / 93 + 60 * 4 / 46 + 10 * 28 / 61}  # fmt: skip
    weighted = {k: v["weighted"] for k, v in mix["questions"]["how"].items()}
    assert weighted == {k: 5 * round(v / 5) for k, v in hand.items()}  # 200 returns: to the nearest 5 in 100


def test_below_a_hundred_returns_no_weighted_share_is_shown(db: Any, equality_key: Any) -> None:
    version = forms.survey("few")
    forms.send(version, [("carer", "england", 1, 30), ("provider", "wales", 2, 30)])
    small = version.questionnaire
    for role, nation in (("carer", "england"), ("provider", "wales")):
        services.set_target(questionnaire=small, role_group=role, nation=nation, number=50, source="s", by="t")
    engine.close(questionnaire=small, by="t")
    small.refresh_from_db()
    mix = services.release_results(questionnaire=small, by="t").mix
    assert mix["questions"] == {} and mix["summary"]["n"] == 60
    assert "Fewer than 100 returns" in client().get("/surveys/few/results/1/mix/").content.decode()


def test_staff_publish_by_a_job(small: Questionnaire, settings: Any) -> None:
    from careloom.jobs import registry, worker

    settings.DEMO = True
    browser = client()
    browser.force_login(make.rosa())
    assert browser.post("/desk/listening/small/results/").status_code == 302
    registry.find_jobs()
    while worker.work_once():
        pass
    assert "Release 1" in browser.get("/desk/listening/small/results/").content.decode()
    before = Release.objects.get().shown
    assert browser.post("/desk/listening/small/results/").status_code == 302
    while worker.work_once():
        pass
    assert Release.objects.get().shown == before  # nothing came in between, so nothing new is published


def test_a_results_page_costs_the_same_for_any_number_of_answers(
    small: Questionnaire, django_assert_max_num_queries: Any
) -> None:
    services.release_results(questionnaire=small, by="system")
    browser = client()
    browser.get("/surveys/small/results/")
    with django_assert_max_num_queries(11):
        browser.get("/surveys/small/results/")
    with django_assert_max_num_queries(9):
        browser.get("/surveys/small/results/1/how/")
