"""A whole screening, beside ASReview's default model in the same run: same records, same known records, whole order.

Both stop learning when the last relevant record is found, as ASReview does. `--alone` leaves the peer out. Then: how
soon the next record is ready at 2,500 and 50,000 records (made of the labelled ones, halves exchanged), and how often
the claim *nineteen in twenty* is true in replays, also on made-up piles where the order is poor, and what was read by
then. `--claims` does only that; `--reviews FOLDER` replays every finished review in a folder too (CSV: title, abstract,
included).
"""

import json
import os
import random
import statistics
import sys
import time
from importlib.metadata import version
from itertools import accumulate
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "evidence" / "screening"
RUNS = 3
LIMITS = {2_500: 25.0, 50_000: 300.0}  # milliseconds
WORDS = [f"w{number}" for number in range(3_000)]
# seed, records, relevant, words of a topic in a relevant record (few: a poor order)
PILES = {"many": (14, 2_000, 200, 10), "poor order": (12, 1_500, 60, 5), "few": (15, 1_000, 20, 10),
         "worst order": (17, 1_500, 80, 3), "clear": (18, 2_000, 150, 30)}  # fmt: skip


def labelled() -> tuple[list[str], list[str], list[bool]]:
    """(titles, abstracts, relevant?)."""
    from careloom_methods.csv_rows import rows_of

    rows = rows_of(DATA / "kitchenham.csv.gz")
    return [r["title"] for r in rows], [r["abstract"] for r in rows], [r["included"] == "1" for r in rows]


def ours(titles: list[str], abstracts: list[str], relevant: list[bool], begin: list[int]) -> list[bool]:
    """Answers in the order of reading, the known two left out."""
    from careloom_methods.screening import simulate

    texts = [f"{title} {abstract}" for title, abstract in zip(titles, abstracts, strict=True)]
    order = simulate(texts, relevant, known_in=begin[0], known_out=begin[1]).order
    return [relevant[place] for place in order[2:]]


def peer(titles: list[str], abstracts: list[str], relevant: list[bool], begin: list[int]) -> list[bool]:
    """The same by ASReview; records after the last relevant one are not in its results and hold none."""
    import pandas
    from asreview import ActiveLearningCycle
    from asreview.models.models import get_ai_config
    from asreview.simulation.simulate import Simulate

    model = get_ai_config()["value"]
    frame = pandas.DataFrame({"title": titles, "abstract": abstracts})
    run = Simulate(frame, pandas.Series([int(yes) for yes in relevant]), ActiveLearningCycle.from_meta(model),
                   print_progress=False)  # fmt: skip
    run.label(begin)
    run.review()
    found = [bool(yes) for yes in run._results["label"].tolist()[2:]]
    return found + [False] * (len(relevant) - 2 - len(found))


def measured(who: Any, *given: Any) -> dict[str, float]:
    """CPU seconds and the measures of one whole run."""
    from careloom_methods.screening.simulating import measures

    begin = time.process_time()
    found = who(*given)
    cpu = time.process_time() - begin
    early, saved, loss = measures(found)
    return {"cpu_s": cpu, "recall_at_10": early, "wss_95": saved, "loss": loss}


def mean(rows: list[dict[str, float]]) -> dict[str, float]:
    """Of each figure."""
    return {key: round(statistics.mean(row[key] for row in rows), 4) for key in rows[0]}


def larger(number: int, texts: list[str], relevant: list[bool]) -> tuple[list[str], list[bool]]:
    """More records from the ones there are: the first half of one and the second half of another."""
    chance, words = random.Random(1), [text.split() for text in texts]
    made, answers = list(texts), list(relevant)
    while len(made) < number:
        one, other = words[len(made) % len(words)], words[chance.randrange(len(words))]
        made.append(" ".join(one[: len(one) // 2] + other[len(other) // 2 :]))
        answers.append(relevant[len(made) % len(words) - 1] and chance.random() < 0.5)
    return made, answers


def next_record(number: int, texts: list[str], relevant: list[bool], steps: int = 600) -> dict[str, Any]:
    """CPU milliseconds from an answer to the next record, over the first `steps` answers and over the first 58."""
    from careloom_methods.screening import Ranking

    begin = time.process_time()
    ranking = Ranking(texts)
    ready = time.process_time() - begin
    ranking.answer(relevant.index(True), True)
    ranking.answer(relevant.index(False), False)
    spent = []
    for _ in range(steps):
        begin = time.process_time()
        place = ranking.next()
        ranking.answer(place or 0, relevant[place or 0])
        spent.append((time.process_time() - begin) * 1000)
    early, all_ = sorted(spent[:58]), sorted(spent)
    return {"records": number, "ready_s": round(ready, 1), "p50_ms": round(statistics.median(spent), 2),
            "p95_ms": round(all_[int(0.95 * len(all_))], 1), "p95_learning_each_time_ms": round(early[55], 1),
            "worst_ms": round(all_[-1], 1), "limit_ms": LIMITS[number]}  # fmt: skip


def pile(seed: int, number: int, some: int, strength: int) -> tuple[list[str], list[bool]]:
    """A made-up pile: words by rarity; relevant records have up to `strength` words of three topics, others fewer."""
    chance, rarity = random.Random(seed), [1 / (place + 5) for place in range(len(WORDS))]
    topics = [chance.sample(WORDS[50:], 25) for _ in range(3)]
    answers = [place < some for place in range(number)]
    chance.shuffle(answers)
    texts = []
    for yes in answers:
        words = chance.choices(WORDS, rarity, k=chance.randint(60, 160))
        if yes or chance.random() < 0.15:
            topic = chance.choices(topics, [6, 1, 1])[0]
            for _ in range(chance.randint(1, strength if yes else max(1, strength // 2))):
                words[chance.randrange(len(words))] = chance.choice(topic)
        texts.append(" ".join(words))
    return texts, answers


def claims(what: str, texts: list[str], relevant: list[bool], runs: int) -> dict[str, Any]:
    """How often *nineteen in twenty* was true, and how much was read by then."""
    from careloom_methods.screening import simulate

    done = [simulate(texts, relevant, seed=seed) for seed in range(runs)]
    stops = [run.stops[1] for run in done]
    return {"what": what, "records": len(texts), "relevant": sum(relevant), "replays": runs,
            "true": sum((s.recall or 0) >= 0.95 for s in stops),
            "least": round(statistics.mean(least([relevant[place] for place in run.order]) for run in done), 3),
            "read": round(statistics.mean((s.at or 0) / len(texts) for s in stops), 3)}  # fmt: skip


def least(found: list[bool]) -> float:
    """The share of a pile after which the claim could be made at the earliest, in hindsight: 95% are found, and the
    reading since then would seldom have met none of the rest, had one more than may be missing been left."""
    from careloom_methods.screening.stopping import AHEAD, COMMON, EACH_LOOK

    relevant = sum(found)
    missing = relevant // 20
    at = next(place for place, met in enumerate(accumulate(found), 1) if met >= relevant - missing) / len(found)
    ahead = AHEAD if relevant * COMMON <= len(found) else 1.0
    return 1 - float((1 - at) * EACH_LOOK ** (1 / (ahead * (missing + 1))))


def replays() -> dict[str, Any]:
    """The claim over all piles; reachable are those where in hindsight 70% could have been enough (`least`)."""
    titles, abstracts, relevant = labelled()
    texts = [f"{title} {abstract}" for title, abstract in zip(titles, abstracts, strict=True)]
    kinds: dict[str, Any] = {"Kitchenham": (texts, relevant, 20)}
    for name, made in PILES.items():
        kinds[f"made up, {name}"] = (*pile(*made), 10)
    if "--reviews" in sys.argv:
        from careloom_methods.screening.command import read

        for file in sorted(Path(sys.argv[sys.argv.index("--reviews") + 1]).glob("*.csv*")):
            kinds[file.name.split(".")[0]] = (*read(file)[1:], 5)
    rows = [claims(what, *given) for what, given in kinds.items()]
    early = [row["read"] for row in rows if row["least"] < 0.7]
    count = sum(row["replays"] for row in rows)
    return {"piles": rows, "replays": count, "true": sum(row["true"] for row in rows),
            "true_share": round(sum(row["true"] for row in rows) / count, 3), "reachable": len(early),
            "read_where_reachable": round(statistics.mean(early), 3) if early else None,
            "read": round(statistics.mean(row["read"] for row in rows), 3)}  # fmt: skip


def main() -> None:
    """All of it."""
    if not DATA.exists():
        sys.exit("The labelled review is not here: ../shared/data/evidence/screening is missing.")
    if "--claims" in sys.argv:
        show({"whole run": {}, "next record": [], "nineteen in twenty": replays()})
        return
    titles, abstracts, relevant = labelled()
    chance = random.Random(7)
    begins = [[chance.choice([p for p, yes in enumerate(relevant) if yes == sort]) for sort in (True, False)]
              for _ in range(RUNS)]  # fmt: skip
    report: dict[str, Any] = {"whole run": {}}
    report["whole run"]["Careloom"] = mean([measured(ours, titles, abstracts, relevant, b) for b in begins])
    if "--alone" not in sys.argv:
        name = f"ASReview {version('asreview')} (ELAS u4)"
        report["whole run"][name] = mean([measured(peer, titles, abstracts, relevant, b) for b in begins])
        mine, theirs = report["whole run"].values()
        report["ratio"] = round(theirs["cpu_s"] / mine["cpu_s"], 1)
    texts = [f"{title} {abstract}" for title, abstract in zip(titles, abstracts, strict=True)]
    report["next record"] = [next_record(number, *larger(number, texts, relevant)) for number in LIMITS]
    report["nineteen in twenty"] = replays()
    show(report)


def show(report: dict[str, Any]) -> None:
    """As JSON or as lines."""
    if "--json" in sys.argv:
        print(json.dumps(report))
        return
    for who, row in report["whole run"].items():
        print(f"{who:28} {row['cpu_s']:8.2f} s CPU, loss {row['loss']:.4f}, found after 10% {row['recall_at_10']:.3f},"
              f" saved at 95% {row['wss_95']:.3f}")  # fmt: skip
    print(f"ASReview takes {report['ratio']} times the CPU" if "ratio" in report else "ASReview was not run")
    said = report["nineteen in twenty"]
    for row in [*report["next record"], *said.pop("piles"), said]:
        print(row)


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    main()
