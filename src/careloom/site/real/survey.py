"""The national survey: about 2,000 made-up returns in every channel, closed, coded to themes, and published."""

from careloom.listening import demo
from careloom.listening import services as listening
from careloom.listening.services.results import NothingToRelease
from careloom.questionnaires import services as engine
from careloom.site.real.running import Real
from careloom.site.real.statements import agreed, code

QUESTION = "what-matters"
# theme → (what the first coder looks for, what the second looks for) at the beginning of an answer
RULES = {
    "Breaks for carers": (r"^a break", r"^a break"),
    "Time and the same person": (r"^(the same person|having enough time|help that comes)",
                                 r"^(the same person|having enough time)"),
    "Choice and respect": (r"^being (asked|treated)", r"^being asked"),
    "One's own home": (r"^staying in my own home", r"own home"),
    "Fair work": (r"^staff who are paid", r"^staff who are paid"),
    "Clear and reachable": (r"^(somebody who answers|knowing what)", r"^knowing what"),
}  # fmt: skip


def run(real: Real) -> None:
    """Every return once, some sent twice as a double click does."""
    rosa = real.staff["rosa"]
    version = demo.survey(by=rosa)
    returns = list(demo.returns())
    engine.receive_many(version=version, returns=returns, by=rosa)
    engine.receive_many(version=version, returns=returns[:60], by=rosa)
    questionnaire = version.questionnaire
    for nation, roles in demo.CELLS.items():
        for role in roles:
            listening.set_target(questionnaire=questionnaire, role_group=role, nation=nation, number=60,
                                 source=demo.SOURCE, by=rosa)  # fmt: skip
    listening.make_safe(questionnaire=questionnaire, by=rosa, **demo.SAFE)
    book = code(real, questionnaire, QUESTION, "What matters to people (made up)", RULES)
    real.wishes = agreed(book)
    engine.close(questionnaire=questionnaire, by=rosa)
    questionnaire.refresh_from_db()
    try:
        ready = listening.ready_to_release(questionnaire=questionnaire)
    except NothingToRelease:  # a centre that publishes by itself did it already
        return
    listening.release_results(questionnaire=questionnaire, by=rosa, ready=ready)
