"""A made-up question, what was read for it, a gap on its way, a partner and its studies; marked as made up."""

from datetime import date, timedelta

from django.utils import timezone

from careloom.centre.models import Topic
from careloom.evidence import services
from careloom.evidence.models import Item, Judgement, Partner, Question
from careloom.evidence.models.triage import EVERYWHERE

GOOD = dict.fromkeys(("transparency", "accuracy", "purposivity", "utility", "propriety", "accessibility",
                      "specificity"), "yes")  # fmt: skip
QUESTIONS = [
    ("question_demo1", "Do short breaks that carers choose themselves help them to rest?",
     "Do carers rest more when they choose their own break?", ["carers", "people with dementia"]),
    ("question_demo2", "What keeps a care worker in the job for more than two years?",
     "Why do care workers stay?", ["care workers"]),
]  # fmt: skip
WRITTEN = {
    "evidence": "Made up: two small studies from England, none from Wales.",
    "population": "Made up: carers in rural Wales who care for more than 35 hours a week",
    "intervention": "A short break that the carer chooses", "comparison": "A break that is arranged for them",
    "outcome": "Carers say that they rested", "time": "Searched in 2026; newest study from 2021",
    "burden": "Made up: many carers in each village", "timeliness": "Made up: budgets are set in spring",
    "study_type": "A trial with interviews", "plain": "We do not know if carers in rural Wales rest more when they "
    "choose their own break. We made this up for the demo.",
    "easy": "Do carers in Wales rest more?\nWe do not know.\nWe made this up.",
    "plain_welsh": "Ni wyddom a yw gofalwyr yng nghefn gwlad Cymru yn gorffwys mwy pan fyddant yn dewis eu seibiant eu "
    "hunain. Cafodd hyn ei ddyfeisio ar gyfer y demo.",
}  # fmt: skip
STUDIES = """project_id,title,programme,plain_english_summary,start_date,end_date
DEMO001,A made-up study of breaks that carers choose,Made-up programme,We ask carers how they rest.,2025-01-01,{soon}
DEMO002,A made-up study of why care workers stay,Made-up programme,We ask care workers why they stay.,2025-06-01,{later}
DEMO003,A made-up study of roads,Made-up programme,We count cars.,2025-06-01,{later}
"""


def topics() -> list[Topic]:
    """Two of the centre's topics, or none where it has fewer."""
    found = list(Topic.objects.filter(level="topic area").order_by("pk")[2:4])
    return found if len(found) == 2 else []


def load(*, by: str) -> None:
    """Two questions over two of the centre's topics, three kinds read, one gap sent, three studies listed."""
    about = topics()
    if not about:
        return
    asked = [
        services.ask_question(topic=topic.slug, words=words, plain=plain, affected=who, once=name, made_up=True, by=by,
                              public_id=name)
        for topic, (name, words, plain, who) in zip(about, QUESTIONS, strict=True)
    ]  # fmt: skip
    _read(asked[0], by)
    _looked(asked[0], by)
    funder = _partners(by)
    _gap(asked[0], funder, by)
    _summary(asked[0], by)
    _agreed(funder, by)


def _read(question: Question, by: str) -> None:
    for number in (1, 2, 3, 5, 6, 9):
        item = Item.objects.get(public_id=f"item_demo{number:02d}")
        services.appraise(item=item, question=question, by=by, values={
            "standards": GOOD, "says": "for", "voices": question.affected[:1] if item.kind == "lived" else [],
            "sort": ["council", "provider", "charity"][number % 3] if item.kind == "practice" else ""})  # fmt: skip


def _looked(question: Question, by: str) -> None:
    on = timezone.localdate() - timedelta(days=30)
    services.note_search(question=question, kind="research", nation=EVERYWHERE, what="search", on=on, found=120,
                         read=120, where="A made-up search of two databases", by=by)  # fmt: skip
    services.note_search(question=question, kind="practice", nation="wales", what="outreach", on=on,
                         where="A made-up call to 20 services in Wales", by=by)  # fmt: skip


def _partners(by: str) -> Partner:
    both = {"sector": "", "parts": [], "made_up": True}
    services.know_partner(public_id="partner_demo2", by=by, values={
        "name": "Made-up partners of Wales", "sort": "partner", "kinds": ["lived", "practice"], "nations": ["wales"],
        **both})  # fmt: skip
    funder = services.know_partner(public_id="partner_demo1", by=by, values={
        "name": "Made-up research funder", "sort": "funder", "kinds": ["research"], "nations": [], **both})  # fmt: skip
    today = timezone.localdate()
    data = STUDIES.format(soon=today + timedelta(days=60), later=date(today.year + 2, 6, 30))
    services.take_studies(partner=funder, name="made-up.csv", data=data.encode(), once="demo-studies-000001", by=by,
                          made_up=True)  # fmt: skip
    services.agree_action(partner=funder, words="Made up: send the full list of studies", whose="them",
                          due=today + timedelta(days=40), by=by)  # fmt: skip
    return funder


def _gap(question: Question, funder: Partner, by: str) -> None:
    unit = Judgement.objects.get(question=question, kind="research", nation="wales")
    gap = services.raise_gap(unit=unit, values=WRITTEN, because=[], once="demo-gap-00000001", by=by,
                             public_id="gap_demo1")  # fmt: skip
    services.check_gap(gap=gap, by=by)
    services.write_gap(gap=gap, values=WRITTEN, by=by)
    services.send_gap(gap=gap, partner=funder, by=by)
    services.answer_gap(gap=gap, answer="yes", by=by)
    services.make_brief(gap=gap, partner=funder, by=by, public_id="brief_demo1", values={
        "why": "Made up: many carers in each village.", "so_far": WRITTEN["evidence"],
        "must": "Made up: say whether carers rested.", "plain": WRITTEN["plain"], "easy": WRITTEN["easy"]})  # fmt: skip


def _summary(question: Question, by: str) -> None:
    enquiry = services.take_enquiry(words="Made up: does a break help if I choose it myself?", nation="wales", by=by,
                                    once="demo-enquiry-0001", made_up=True, public_id="enquiry_demo1")  # fmt: skip
    summary = services.start_summary(
        question=question, title="Do carers rest more when they choose their own break? (made up)",
        easy_title="Do carers rest more when they choose? (made up)", enquiry=enquiry, once="demo-summary-0001", by=by,
        review_on=timezone.localdate() + timedelta(days=365), public_id="summary_demo1")  # fmt: skip
    items = {n: Item.objects.get(public_id=f"item_demo{n:02d}") for n in (1, 2, 3)}
    for about, words, easy, used in (
        ("research", "One made-up study says that carers rested more.", "A study says: yes.", [items[1]]),
        ("lived", "Made-up carers say that they want to choose.", "Carers say: we want to choose.", [items[2]]),
        ("practice", "A made-up service let carers choose and wrote down what came of it.",
         "A service tried it.", [items[3]]),
        ("missing", "Nobody has asked carers in rural Wales.", "Nobody asked carers in Wales.", []),
    ):  # fmt: skip
        services.write_sentence(summary=summary, about=about, words=words, easy=easy, items=used, by=by)
    services.publish_summary(summary=summary, by=by)


def _agreed(funder: Partner, by: str) -> None:
    made = services.write_agreement(
        partner=funder, by=by, public_id="agreement_demo1", text="Made up: we meet each quarter and share one pack.",
        statement="Made up: we meet each quarter.", easy="We meet 4 times a year.\nWe made this up.")  # fmt: skip
    services.comment_agreement(agreement=made, side="them", words="Made up: please name the months.", by=by)
    for side, who in (("us", by), ("them", "demo")):
        services.approve_agreement(agreement=made, side=side, by=who)
    table = services.start_framework(title="Principles of working together (made up)", made_up=True, by=by,
                                     easy="How to work together.\nWe made this up.", once="demo-framework-01",
                                     public_id="framework_demo1")  # fmt: skip
    for number, name, says in ((1, "Share power", "Decide together"), (2, "Share power", "Ask us first"),
                               (3, "Pay people", "Pay on the day")):  # fmt: skip
        item = Item.objects.get(public_id=f"item_demo{number:02d}")
        services.note_principle(framework=table, name=name, item=item, says=f"Made up: {says.lower()}", by=by)
    services.publish_framework(framework=table, by=by)
