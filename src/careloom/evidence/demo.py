"""Made-up evidence of three kinds, marked as made up on every page. Nobody said, tried or studied these things."""

from typing import Any

from careloom.evidence import demo_gaps, services
from careloom.evidence.models import Item

NATIONS = ["wales", "scotland", "northern-ireland", "england"]
ABOUT = ["Short breaks", "Direct payments", "Lunch clubs", "Night care", "Moving on to adult care", "Help at home",
         "Loneliness in villages", "Staff pay", "Video calls", "Day centres"]  # fmt: skip
OUTCOMES = ["worked", "did-not-work", "mixed", "did-harm", "too-early"]
SAID = {
    "research": "An invented study with invented people. It stands here to show how research looks.",
    "lived": "We want the same person each week, and to be asked first. These words were invented for the demo.",
    "practice": "An invented service tried this and wrote down what came of it.",
}


def _row(kind: str, number: int, topics: list[str]) -> dict[str, Any]:
    about, nation = ABOUT[number % len(ABOUT)], NATIONS[number % len(NATIONS)]
    common = {"kind": kind, "title": f"{about} (made up)", "summary": SAID[kind], "nations": [nation],
              "year": 2018 + number % 8, "made_up": True, "public_id": f"item_demo{number:02d}"}  # fmt: skip
    own: dict[str, dict[str, Any]] = {
        "research": {"authors": ["Example, Ann", "Sample, Bob"], "journal": "Journal of Made-up Studies",
                     "volume": str(number), "pages": f"{number}1-{number}9", "study": f"Made-up study {number}",
                     "study_type": ["review", "qualitative", "survey"][number % 3]},
        "lived": {"voice": ["Carers", "People who draw on care"][number % 2], "people": 3 + number, "consent": "public",
                  "gathered": ["group", "story", "interview"][number % 3], "attribution": "no-name",
                  "led_by": "people-who-draw-on-care", "collection": f"Made-up gathering {number}"},
        "practice": {"setting": "A made-up service", "role": "manager", "topics": topics[number % 2 :][:1],
                     "organisation": f"Made-up service {number % 5}",
                     "tried": f"We changed how {about.lower()} starts.",
                     "happened": "We asked people before and after, and wrote down both.", "example": True,
                     "outcome": OUTCOMES[number % len(OUTCOMES)], "status": ["running", "ended"][number % 2]},
    }  # fmt: skip
    return common | own[kind]


def load(*, by: str) -> None:
    """Ten items of each kind, and a screening of the studies."""
    topics = [topic.slug for topic in demo_gaps.topics()]
    rows = [_row(kind, 3 * n + place, topics) for n in range(10) for place, kind in enumerate(SAID, 1)]
    made = services.add_items(items=rows, by=by)
    services.screening.begin(
        name="Studies of help at home (made up)", items=[item for item in made if item.kind == "research"], by=by,
        criteria="Yes: help at home for adults. No: hospitals, children. These records were made up for the demo.",
        once="demo-screening-0001", wanted=3, second_share=20, seed="demo", public_id="screening_demo")  # fmt: skip
    demo_gaps.load(by=by)


def is_loaded() -> bool:
    """Are they here?"""
    return Item.objects.filter(public_id="item_demo01").exists()
