"""Made-up answers to open questions, as many as wanted and the same for the same seed. Nobody said any of this."""

import csv
import random
from pathlib import Path

SENTENCES = Path(__file__).resolve().parent.parent / "tests" / "methods" / "sentences.csv"
MORE = SENTENCES.with_name("more_sentences.csv")
WHO = ("my mother", "my brother", "our son", "the man I support", "my wife", "my neighbour", "people here")
# (theme, definition, what is said of it)
THEMES = [
    ("Time in a visit", "Visits are long enough and not rushed",
     ["the visits are fifteen minutes and nobody sits down", "there is no time to talk", "calls are cut short at night",
      "they rush the shower because the next call waits", "a longer visit would change the day"]),
    ("The same faces", "The same workers come, so that trust can grow",
     ["a different worker comes each week", "we met thirty carers in one year", "the rota changes without a word",
      "the same person came for years and it was good", "strangers at the door frighten us"]),
    ("Choice and control", "People decide who helps them and how",
     ["nobody asked what would be a good day", "the plan was written before the meeting",
      "a direct payment gave us choice", "we could choose the hour of getting up", "decisions are made in an office"]),
    ("Cost", "What care costs, and that it is clear before",
     ["the bill came as a shock", "nobody could say what we would pay", "the charges went up twice",
      "savings are gone", "we cannot afford another hour"]),
    ("Carers' own lives", "Unpaid carers get breaks and are asked how they are",
     ["a break of one week was refused", "I have not slept through a night", "nobody asks how the carer is",
      "respite is booked a year ahead", "I gave up my job to care"]),
    ("Getting about", "Transport and a way to see friends",
     ["the bus with a ramp was cancelled", "there is no lift to the club", "a taxi costs more than the visit",
      "friends are ten miles away", "the day centre closed and there is no way to another"]),
    ("Skilled staff", "Workers are trained, paid and stay",
     ["good workers leave for the supermarket", "training was one video", "she knew how to use the hoist",
      "pay is too low for what they carry", "nobody had heard of aphasia"]),
    ("One person to ask", "Someone joins things up and answers",
     ["we were sent from one office to another", "the form was lost twice", "one phone number would help",
      "health and the council do not talk to each other", "I told the same story nine times"]),
]  # fmt: skip
LINKS = ("and", "so", "because", "which means that", "and on top of that")


def texts(number: int, seed: int) -> list[str]:
    """`number` answers of one to three sentences; 6 in 100 in another of 23 languages, a few odd ones."""
    chance = random.Random(seed)
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        foreign = [row["text"] for row in csv.DictReader(file) if row["language"] != "en"]
    return [_one(chance, foreign) for _ in range(number)]


def _one(chance: random.Random, foreign: list[str]) -> str:
    what = chance.random()
    if what < 0.06:
        return " ".join(chance.sample(foreign, 1))
    if what < 0.08:
        return chance.choice(["Time", "😀", "Ring me on 07700 900 123 please", "Mrs Jones was kind to us", "n/a"])
    said = [f"For {chance.choice(WHO)} {chance.choice(chance.choice(THEMES)[2])} {chance.choice(LINKS)} "
            f"{chance.choice(chance.choice(THEMES)[2])}." for _ in range(chance.randint(1, 3))]  # fmt: skip
    return " ".join(said)
