"""Random questionnaires and answers for the laws of the engine."""

from typing import Any

from hypothesis import strategies as st

CODES = st.lists(st.from_regex(r"[a-z][a-z0-9]{0,6}", fullmatch=True), min_size=2, max_size=5, unique=True)
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=40).map(str.strip).filter(bool)


@st.composite
def questions(draw: Any, number: int) -> dict[str, Any]:
    kind = draw(
        st.sampled_from(["one", "many", "scale", "number", "date", "short", "long", "rank", "consent", "repeat"])
    )
    found: dict[str, Any] = {"id": f"q{number}", "kind": kind}
    if kind in {"one", "many", "rank"}:
        found["options"] = draw(CODES)
    if kind == "repeat":
        found["questions"] = [{"id": "what", "kind": "short"}, {"id": "which", "kind": "one", "options": draw(CODES)}]
    if kind == "date":
        found["partial"] = True
    if draw(st.integers(0, 3)) == 0:
        found["editions"] = draw(st.sampled_from([["standard"], ["easy"]]))
    if kind in {"one", "many"} and len(found["options"]) > 2 and draw(st.booleans()):
        found["easy_options"] = found["options"][:2]
    return found


@st.composite
def definitions(draw: Any) -> dict[str, Any]:
    made = [draw(questions(number)) for number in range(draw(st.integers(1, 7)))]
    for number, question in enumerate(made):
        earlier = [q for q in made[:number] if q["kind"] in {"one", "many"}]
        if earlier and draw(st.booleans()):
            about = draw(st.sampled_from(earlier))
            test: dict[str, Any] = {"question": about["id"], "is": draw(st.sampled_from(about["options"]))}
            question["when"] = draw(st.sampled_from([
                test, {"not": test}, {"any": [test, {"question": about["id"], "answered": False}]},
                {"all": [test, {"question": about["id"], "answered": True}]}]))  # fmt: skip
    cut = draw(st.integers(1, len(made)))
    pages = [made[:cut], made[cut:]]
    return {"pages": [{"id": f"p{n}", "questions": part} for n, part in enumerate(pages) if part]}


def value_for(draw: Any, question: dict[str, Any]) -> Any:
    kind = question["kind"]
    if kind == "one":
        return draw(st.sampled_from(question["options"]))
    if kind in {"many", "rank"}:
        chosen = draw(st.lists(st.sampled_from(question["options"]), min_size=1, unique=True))
        return chosen if kind == "rank" else [code for code in question["options"] if code in chosen]
    if kind == "scale":
        return draw(st.integers(1, 5))
    if kind == "number":
        return str(draw(st.integers(-1000, 1000)))
    if kind == "date":
        return draw(st.sampled_from(["1999", "1999-02", "1999-02-28", "2024-02-29"]))
    if kind == "consent":
        return draw(st.sampled_from(["yes", "no"]))
    if kind == "repeat":
        row = st.fixed_dictionaries(
            {"what": TEXT}, optional={"which": st.sampled_from(question["questions"][1]["options"])}
        )
        return draw(st.lists(row, min_size=1, max_size=4))
    import unicodedata

    return unicodedata.normalize("NFC", draw(TEXT)).strip() or "x"


@st.composite
def answered(draw: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    raw = draw(definitions())
    values = {q["id"]: value_for(draw, q) for page in raw["pages"] for q in page["questions"] if draw(st.booleans())}
    return raw, values
