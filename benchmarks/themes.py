"""Reading free text: one working day's machine work, how good suggestions are, languages, and a very large survey.

`./careloom bench themes [--themefinder FOLDER] [--large] [--json] [--page FILE]`. FOLDER is `evals/data/gambling_XS` of
a copy of i-dot-ai/themefinder (MIT, synthetic): we keep no copy; without it that part says so. `--large` adds 180,000
answers to one question (some minutes); `--page` writes the table on a page anew. Each part runs in its own process,
on one thread, and every way to the network is closed before it begins. Times are CPU seconds; the working day says its
wall time too.
"""

import argparse
import csv
import importlib.metadata
import json
import os
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from benchmarks._made_texts import MORE, SENTENCES, THEMES, texts

PEOPLE, QUESTIONS, SPLITS, LABELS = 2_165, 5, 20, 80
ONE_THREAD = {name: "1" for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS",
                                     "RAYON_NUM_THREADS")} | {"TOKENIZERS_PARALLELISM": "false"}  # fmt: skip
Row = dict[str, Any]


def no_network() -> None:
    """From here on, whoever opens a connection stops the measurement."""

    def refused(*_given: Any, **_more: Any) -> NoReturn:
        raise SystemExit("Something asked for the network.")

    socket.socket.connect = refused  # type: ignore[method-assign]
    socket.getaddrinfo = refused


def megabytes() -> float:
    """The most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def spent(call: Callable[[], Any]) -> tuple[float, Any]:
    """CPU seconds of a call, and what it gave."""
    begin = time.process_time()
    found = call()
    return time.process_time() - begin, found


# --- how fast suggestions are, and how much memory they take -------------------------------------------------------


def speed() -> list[Row]:
    """1,000 texts, learned from 200 codings: ours with word vectors in a process of its own."""
    from careloom_methods.themes.suggesting import Coded, Suggester, Theme

    themes = [Theme(str(n), name, definition) for n, (name, definition, _) in enumerate(THEMES)]
    made = texts(1_200, 1)
    coded = [Coded(str(n), text, _truth(text)) for n, text in enumerate(made[:200])]
    first, _ = spent(lambda: Suggester(themes, coded, background=made[200:]).suggest(made[200:]))
    again, _ = spent(lambda: Suggester(themes, coded, background=made[200:]).suggest(made[200:]))
    return [{"what": "suggestions for 1,000 texts, the program just begun (weights read)", "ours_cpu": first},
            {"what": "suggestions for 1,000 texts, once it runs", "ours_cpu": again, "megabytes": megabytes(),
             "goal": "<= 1 s, <= 250 MB"}]  # fmt: skip


def _truth(text: str) -> frozenset[str]:
    return frozenset(str(n) for n, (_, _, said) in enumerate(THEMES) if any(part in text for part in said))


def speed_of_peer() -> list[Row]:
    """The same with scikit-learn: TF-IDF and the 10 nearest coded texts."""
    made = texts(1_200, 1)
    truth = [[str(n) in _truth(text) for n in range(len(THEMES))] for text in made[:200]]
    first, _ = spent(lambda: nearest(made[:200], truth, made[200:]))
    again, _ = spent(lambda: nearest(made[:200], truth, made[200:]))
    return [{"what": "suggestions for 1,000 texts", "peer": _peer(), "peer_cpu": again, "peer_first_cpu": first,
             "peer_megabytes": megabytes()}]  # fmt: skip


def _peer() -> str:
    return f"scikit-learn {importlib.metadata.version('scikit-learn')}, TF-IDF and nearest neighbours"


def nearest(learned: list[str], truth: Any, asked: list[str]) -> Any:
    """The peer: scores (texts x themes) from the 10 nearest coded texts."""
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.neighbors import NearestNeighbors

    counted = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, stop_words="english").fit(learned + asked)
    near = NearestNeighbors(n_neighbors=min(10, len(learned)), metric="cosine").fit(counted.transform(learned))
    apart, which = near.kneighbors(counted.transform(asked))
    weights = np.maximum(1 - apart, 0)
    had = np.asarray(truth, dtype=float)[which]
    return (had * weights[:, :, None]).sum(axis=1) / np.maximum(weights.sum(axis=1, keepdims=True), 1e-9)


# --- how good they are, on a public labelled set -------------------------------------------------------------------


def quality(folder: Path) -> list[Row]:
    """Recall of the first three before anybody coded, and F1 after 80 labels, on each question of the public set."""
    mappings = sorted((folder / "outputs" / "mapping").glob("*")) if folder.is_dir() else []
    if not mappings:
        why = "no such folder; give --themefinder evals/data/gambling_XS of a copy of i-dot-ai/themefinder"
        return [{"what": "quality on themefinder's synthetic set", "not_measured": why}]
    found: list[Row] = []
    for part in ("question_part_1", "question_part_2"):
        found += _question(folder / "inputs" / part / "responses.jsonl", mappings[-1] / part, part)
    whole = [row for row in found if "recall_at_3" in row]
    found.append({"what": "both questions together: recall of the first three, no coding yet",
                  "recall_at_3": statistics.mean(row["recall_at_3"] for row in whole),
                  "peer_recall_at_3": statistics.mean(row["peer_recall_at_3"] for row in whole),
                  "goal": ">= 0.60"})  # fmt: skip
    return found


def _lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _question(responses: Path, truth: Path, part: str) -> list[Row]:
    from careloom_methods.themes.suggesting import Theme

    about = json.loads((truth / "themes.json").read_text(encoding="utf-8"))
    themes = [Theme(t["topic_id"], t["topic_label"], t["topic_description"]) for t in about]
    said = {row["response_id"]: row["response"] for row in _lines(responses)}
    labels = {row["response_id"]: frozenset(row["labels"]) for row in _lines(truth / "mapping.jsonl")}
    known = {theme.id for theme in themes}
    ids = [one for one in said if one in labels]
    answers, had = [said[one] for one in ids], [labels[one] & known for one in ids]
    tuned = " (weights were chosen on this one)" if part.endswith("1") else " (never used for choosing)"
    return [_before(part + tuned, themes, answers, had), _after(part + tuned, themes, answers, had)]


def _before(part: str, themes: Any, answers: list[str], had: list[frozenset[str]]) -> Row:
    from sklearn.feature_extraction.text import TfidfVectorizer

    from careloom_methods.themes.suggesting import Suggester

    def recall(rows: list[list[str]]) -> float:
        hits = sum(len(set(row) & truth) for row, truth in zip(rows, had, strict=True))
        return hits / sum(map(len, had))

    def of(suggester: Suggester) -> float:
        return recall([[s.theme for s in found] for found in suggester.suggest(answers)])

    described = [f"{t.name}: {t.definition}" for t in themes]
    counted = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, stop_words="english").fit(answers + described)
    like = (counted.transform(answers) @ counted.transform(described).T).toarray()
    peer = [[themes[n].id for n in (-row).argsort(kind="stable")[:3]] for row in like]
    return {"what": f"{part}: {len(answers)} answers, {len(themes)} themes, recall of the first three, no coding yet",
            "recall_at_3": of(Suggester(themes, background=answers)),
            "without_word_vectors": of(Suggester(themes, background=answers, vectors=False)),
            "peer": "scikit-learn TF-IDF against the descriptions", "peer_recall_at_3": recall(peer),
            "goal": ">= 0.60"}  # fmt: skip


def _after(part: str, themes: Any, answers: list[str], had: list[frozenset[str]]) -> Row:
    """F1 over all themes (micro) on what is left, the mean of 20 random draws of 80 labels."""
    import random

    import numpy as np

    from careloom_methods.themes.suggesting import Coded, Suggester

    ids = [theme.id for theme in themes]
    ours: list[float] = []
    counted: list[float] = []
    peers: list[float] = []
    for seed in range(SPLITS):
        order = random.Random(seed).sample(range(len(answers)), len(answers))
        learned, left = order[:LABELS], order[LABELS:]
        coded = [Coded(str(n), answers[n], had[n]) for n in learned]
        truth = np.array([[i in had[n] for i in ids] for n in left])
        for into, vectors in ((ours, True), (counted, False)):
            suggester = Suggester(themes, coded, background=answers, vectors=vectors)
            into.append(_f1(suggester.scores([answers[n] for n in left]) > suggester.threshold, truth))
        table = [[i in had[n] for i in ids] for n in learned]
        scores = nearest([answers[n] for n in learned], table, [answers[n] for n in left])
        # The peer gets its threshold the same way: the best one on the texts that it learned from.
        own = nearest([answers[n] for n in learned], table, [answers[n] for n in learned])
        best = max(np.linspace(0.05, 0.9, 50), key=lambda step: _f1(own > step, np.array(table)))
        peers.append(max(_f1(scores > best, truth), _f1(scores > 0.25, truth)))
    return {"what": f"{part}: F1 on the others after {LABELS} labels, mean of {SPLITS} draws",
            "f1": statistics.mean(ours), "without_word_vectors": statistics.mean(counted), "peer": _peer(),
            "peer_f1": statistics.mean(peers), "goal": ">= 0.50"}  # fmt: skip


def _f1(chosen: Any, truth: Any) -> float:
    return 2.0 * float((chosen & truth).sum()) / max(1.0, float(chosen.sum() + truth.sum()))


# --- languages ---------------------------------------------------------------------------------------------------


def languages() -> list[Row]:
    """Sentences written for this: ours beside plain py3langid, restricted to the same languages."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    from careloom_methods.themes.language import LANGUAGES

    plain = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    plain.set_languages([code for code in LANGUAGES if code in set(plain.nb_classes)])
    return [_languages(SENTENCES, "", plain), _languages(MORE, ", written after the rules were fixed", plain)]


def _languages(file: Path, told: str, plain: Any) -> Row:
    from careloom_methods.themes.language import language_of

    with file.open(encoding="utf-8", newline="") as lines:
        known = [(row["language"], row["text"]) for row in csv.DictReader(lines)]
    language_of(known[0][1])
    cpu, ours = spent(lambda: sum(language_of(text).code == code for code, text in known))
    theirs_cpu, theirs = spent(lambda: sum(plain.classify(text)[0] == code for code, text in known))
    return {"what": f"language of {len(known)} sentences in {len({c for c, _ in known})} languages{told}",
            "share": ours / len(known), "ours_ms_each": cpu * 1000 / len(known),
            "peer": f"py3langid {importlib.metadata.version('py3langid')}, restricted",
            "peer_share": theirs / len(known), "peer_ms_each": theirs_cpu * 1000 / len(known),
            "goal": ">= 0.98"}  # fmt: skip


# --- a working day ----------------------------------------------------------------------------------------------


def _centre() -> None:
    """An empty centre in a folder of its own."""
    os.environ["CARELOOM_FOLDER"] = tempfile.mkdtemp(prefix="careloom-bench-")
    os.environ["CARELOOM_DEMO"] = "1"  # staff may sign in without a second step, so that pages can be timed
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careloom.site.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from careloom.centre.services import load_defaults

    load_defaults(by="system")


ROLES = ["draws-on-care", "carer", "practitioner", "provider", "commissioner", "researcher"]
NATIONS = ["england", "northern-ireland", "scotland", "wales"]


def _survey(slug: str, questions: int) -> Any:
    from careloom.questionnaires import services, words

    asked: list[dict[str, Any]] = [{"id": "role", "kind": "one", "means": "role_group", "options": ROLES},
                                   {"id": "nation", "kind": "one", "means": "nation", "options": NATIONS}]  # fmt: skip
    asked += [{"id": f"open{n}", "kind": "long"} for n in range(questions)]
    version = services.make_questionnaire(
        slug=slug, name=slug, raw={"pages": [{"id": "p", "questions": asked}]}, promised=[words.FIRST], by="system",
        in_wales=False,
    )  # fmt: skip
    keys = services.required_words(version, "standard")
    services.set_words(version=version, twin=words.FIRST, texts={k: k.rsplit(".", 1)[-1] for k in keys}, by="system")
    services.check_words(version=version, twin=words.FIRST, checker="bench", by="system")
    services.publish(version=version, by="system")
    return version


def _file(people: int, questions: int, seed: int) -> str:
    import io
    import random

    chance, held = random.Random(seed), io.StringIO()
    writer = csv.writer(held)
    writer.writerow(["id", "role", "nation", *(f"open{n}" for n in range(questions))])
    columns = [texts(people, seed + n) for n in range(questions)]
    for person in range(people):
        writer.writerow([f"r{person}", chance.choices(ROLES, [30, 30, 20, 10, 5, 5])[0], chance.choice(NATIONS),
                         *(column[person] for column in columns)])  # fmt: skip
    return held.getvalue()


def _take(version: Any, text: str) -> int:
    from careloom.questionnaires import services
    from careloom.questionnaires.models import AnswerSet, Intake

    intake = services.begin_intake(version=version, name="answers.csv", text=text, by="system")
    Intake.objects.filter(pk=intake.pk).update(state=Intake.State.RUNNING)  # the page asks for a job; here we are it
    ended = services.run_intake(public_id=intake.public_id, by="system", progress=lambda _done, _all: None)
    if ended:
        ended()
    return AnswerSet.objects.filter(version=version, state="sent").count()


def working_day() -> list[Row]:
    """From a CSV file to reports: every step a person would ask for on the pages."""
    _centre()
    steps: list[tuple[str, float]] = []
    wall, cpu = time.perf_counter(), time.process_time()

    def step(name: str, call: Callable[[], Any]) -> Any:
        took, found = spent(call)
        steps.append((name, took))
        return found

    version = _survey("large", QUESTIONS)
    taken = step("import", lambda: _take(version, _file(PEOPLE, QUESTIONS, 7)))
    for number in range(QUESTIONS):
        _one_question(version, number, step)
    from careloom.listening.queries import balance

    step("balance table", lambda: balance(version.questionnaire))
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    told: dict[str, float] = {}
    for name, took in steps:
        told[name] = told.get(name, 0) + took
    return [{"what": f"{taken} people x {QUESTIONS} texts: imported, languages, order, suggestions, balance, reports",
             "ours_cpu": cpu, "wall": wall, "megabytes": megabytes(), **{f"{k}_s": v for k, v in told.items()},
             "goal": "<= 60 s on one core"}]  # fmt: skip


def _one_question(version: Any, number: int, step: Callable[[str, Callable[[], Any]], Any]) -> None:
    from careloom.listening.models import Text
    from careloom.listening.reports import documents
    from careloom.listening.services import coding
    from careloom.listening.services.coding.reading import Mark
    from careloom.ui.documents import as_pdf, as_word

    book = coding.make_codebook(questionnaire=version.questionnaire, question=f"open{number}",
                                name=f"Question {number}", by="person_ann")  # fmt: skip
    themes = [coding.add_theme(codebook=book, name=name, definition=definition, by="person_ann")
              for name, definition, _ in THEMES]  # fmt: skip
    step("languages and order", lambda: coding.gather_texts(codebook=book, by="system"))

    # What people do is not part of the 60 seconds: 100 answers are coded so that suggestions have something to learn.
    ready = Text.objects.filter(codebook=book, screen="none").select_related("codebook", "answer_set").order_by("place")
    from careloom.listening.queries.coding import words_of

    first = list(ready[:100])
    said = words_of(first, book.question)
    for text in first:
        coding.save_reading(text=text, marks=[Mark(themes[int(n)]) for n in _truth(said[text.pk])], by="person_ann")
    step("suggestions", lambda: coding.suggest_ahead(codebook=book))
    report = step("report counted", lambda: coding.make_report(codebook=book, by="system"))
    parts = step("report drawn", lambda: documents.parts_of(report))
    step("Word and PDF", lambda: (as_word(parts, "en"), as_pdf(parts, "en")))


# --- a very large survey -----------------------------------------------------------------------------------------


def large(number: int = 180_000) -> list[Row]:
    """One question with 180,000 answers: brought to the coders, and the pages that a coder waits for."""
    _centre()
    from django.test import Client

    from careloom.listening.services import coding

    version = _survey("huge", 1)
    cpu_in, taken = spent(lambda: _take(version, _file(number, 1, 11)))
    book = coding.make_codebook(questionnaire=version.questionnaire, question="open0", name="Huge", by="person_ann")
    for name, definition, _ in THEMES:
        coding.add_theme(codebook=book, name=name, definition=definition, by="person_ann")
    cpu, _ = spent(lambda: coding.gather_texts(codebook=book, by="system"))
    cpu_ahead, ready = spent(lambda: coding.suggest_ahead(codebook=book))
    _code_many(book)
    client = Client(headers={"host": "localhost"})
    client.force_login(_analyst())
    at = "/desk/coding/huge/open0/"
    guid = book.themes.order_by("pk").first().guid
    pages = {"next answer": "read/", "how far": "", "codebook": "themes/", "one theme": f"themes/{guid}/",
             "behind a number": f"texts/?theme={guid}&role=carer", "talks": "talks/"}  # fmt: skip
    rows: list[Row] = [{"what": f"{taken} answers to one question brought to the coders", "ours_cpu": cpu,
                        "import_cpu": cpu_in, "suggestions_cpu": cpu_ahead, "suggestions_ready": ready,
                        "megabytes": megabytes()}]  # fmt: skip
    for name, address in pages.items():
        client.get(at + address)
        took, answer = spent(lambda address=address: client.get(at + address))  # type: ignore[misc]
        rows.append({"what": f"{taken} answers, half of them coded, page: {name}", "ms": took * 1000,
                     "status": answer.status_code})  # fmt: skip
    took, _ = spent(lambda: coding.make_report(codebook=book, by="system"))
    rows.append({"what": f"{taken} answers, half of them coded: report counted", "ours_cpu": took,
                 "megabytes": megabytes()})  # fmt: skip
    return rows


def _code_many(book: Any) -> None:
    """Half of the answers coded, one in ten of those by two people, written straight as rows."""
    import uuid

    from django.utils import timezone

    from careloom.listening.models import Coding, Reading, Text

    themes, now = list(book.themes.order_by("pk")), timezone.now()
    readings, codings, done = [], [], []
    for text in Text.objects.filter(codebook=book, place__lt=90_000).iterator():
        coders = ("person_ann", "person_ben") if text.double else ("person_ann",)
        text.readers, text.done = len(coders), True
        done.append(text)
        for coder in coders:
            readings.append(Reading(text=text, coder=coder, at=now))
            codings.append(Coding(text=text, theme=themes[text.place % len(themes)], coder=coder, start=0, end=1,
                                  guid=str(uuid.uuid4()), at=now))  # fmt: skip
    Reading.objects.bulk_create(readings, batch_size=1_000)
    Coding.objects.bulk_create(codings, batch_size=1_000)
    Text.objects.bulk_update(done, ["readers", "done"], batch_size=400)


def _analyst() -> Any:
    from tests import make

    return make.account("Bench", role="analyst")


# --- running -----------------------------------------------------------------------------------------------------

PARTS: dict[str, Callable[..., list[Row]]] = {
    "speed": speed, "speed_of_peer": speed_of_peer, "languages": languages, "working_day": working_day, "large": large,
}  # fmt: skip


def run(part: str, folder: str) -> list[Row]:
    """One part in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.themes", "--part", part, "--themefinder", folder], check=False,
        stdout=subprocess.PIPE, text=True, env={**os.environ, **ONE_THREAD},
    )  # fmt: skip
    if done.returncode:
        return [{"what": part, "not_measured": "it stopped; see above"}]
    rows: list[Row] = json.loads(done.stdout.splitlines()[-1])
    return rows


BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def figures(row: Row, ours: bool) -> str:
    """The figures of a row that are ours, or the peer's, in one cell."""
    found = []
    for key, value in row.items():
        if key in {"what", "goal", "peer", "status", "suggestions_ready"} or key.startswith("peer") == ours:
            continue
        name = key.removeprefix("peer_").removeprefix("ours_").replace("_", " ")
        found.append(f"{name} {value:,.0f}" if isinstance(value, float) and value >= 100 else
                     f"{name} {value:.2f}" if isinstance(value, float) else f"{name} {value}")  # fmt: skip
    return ", ".join(found)


def write(page: Path, rows: list[Row]) -> None:
    """Put the table between its marks, with the day of the measurement."""
    lines = [f"Measured on {time.strftime('%d %B %Y')}, one thread, network closed. CPU and steps in seconds.", "",
             "| what | goal | ours | peer |", "|---|---|---|---|"]  # fmt: skip
    for row in rows:
        peer = f"{row['peer']}: {figures(row, False)}" if "peer" in row else figures(row, False)
        lines.append(f"| {row['what']} | {row.get('goal', '')} | {figures(row, True)} | {peer} |")
    text = page.read_text(encoding="utf-8")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    page.write_text(before + BEGIN + "\n" + "\n".join(lines) + "\n" + END + after, encoding="utf-8")


def main() -> None:
    """Every part that was asked for, and a row for each figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--themefinder", default="")
    parser.add_argument("--part", default="")
    parser.add_argument("--page", default="", help="a page whose measured table is written anew")
    options = parser.parse_args()
    if options.part:
        no_network()
        folder = Path(options.themefinder or "absent")
        rows = quality(folder) if options.part == "quality" else PARTS[options.part]()
        print(json.dumps(rows))
        return
    rows = []
    parts = ["speed", "speed_of_peer", "quality", "languages", "working_day"]
    for part in [*parts, "large"] if options.large else parts:
        rows += run(part, options.themefinder)
    if options.page:
        write(Path(options.page), rows)
    if options.json:
        print(json.dumps(rows))
        return
    for row in rows:
        shown = {k: f"{v:.3g}" if isinstance(v, float) else str(v) for k, v in row.items() if k != "what"}
        print(f"{row['what']}: " + ", ".join(f"{k} {v}" for k, v in shown.items()))


if __name__ == "__main__":
    main()
