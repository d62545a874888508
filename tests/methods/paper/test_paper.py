"""One definition goes to paper with its ids and codes, and marked boxes come back."""

import base64
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("cv2", reason="the extra 'paper' is not installed: no scan was read")
pytest.importorskip("zxingcpp", reason="the extra 'paper' is not installed: no scan was read")

import cv2

from careloom_methods.errors import MethodError
from careloom_methods.paper import command, form_of, forms_of, layout_of, pdf, printing, reading, scans, serial
from careloom_methods.paper.scans import PIXELS, Scan
from careloom_methods.paper.serials import is_serial, read_code

WORDS = {"title": "A form", "why": "We ask.", "p.one": "You", "q.who": "Who are you?", "q.who.o.carer": "A carer",
         "q.who.o.worker": "A care worker", "q.likes": "What do you like?", "q.likes.o.tea": "Tea",
         "q.likes.o.cake": "Cake", "q.likes.o.none": "None", "q.how": "How good?", "q.how.low": "bad",
         "q.how.high": "good", "q.order": "Put in order", "q.order.o.a": "Apples", "q.order.o.b": "Beans",
         "q.say": "Say more", "q.try": "What was tried?", "q.try.what": "What?"}  # fmt: skip
RAW = {
    "form": "small", "version": 2, "return_to": ["1 Example Street"],
    "words": {"en": WORDS, "en-easy": WORDS, "cy": WORDS, "ur": WORDS},
    "pages": [{"id": "one", "questions": [
        {"id": "who", "kind": "one", "options": ["carer", "worker"]},
        {"id": "likes", "kind": "many", "options": ["tea", "cake", "none"], "easy_options": ["tea", "none"]},
        {"id": "how", "kind": "scale", "low": 1, "high": 5, "when": {"question": "who", "is": "carer"}},
        {"id": "order", "kind": "rank", "options": ["a", "b"]},
        {"id": "say", "kind": "long"},
        {"id": "try", "kind": "repeat", "questions": [{"id": "what", "kind": "short"}]}]}],
}  # fmt: skip


def printed(form, number=7):
    return [Scan("scan", s.page, s.grey.copy()) for s in scans.open_scan("print", pdf(form, [serial(number)]))]


def cross(pages, form, *keys):
    for key in keys:
        spot = layout_of(form).boxes[key]
        x, y, w = (round(v * PIXELS) for v in (spot.x, spot.y, spot.w))
        for ends in (((x + 4, y + 4), (x + w - 4, y + w - 4)), ((x + w - 4, y + 4), (x + 4, y + w - 4))):
            cv2.line(pages[spot.page - 1].grey, *ends, 50, 3, cv2.LINE_AA)


def turned(scan, degrees):
    h, w = scan.grey.shape
    turn = cv2.getRotationMatrix2D((w / 2, h / 2), degrees, 1)
    noise = np.random.default_rng(3).normal(0, 6, scan.grey.shape)
    grey = cv2.warpAffine(scan.grey, turn, (w, h), borderValue=235) * 0.9 + 15 + noise
    return Scan(scan.file, scan.page, np.clip(grey, 0, 255).astype(np.uint8))


@pytest.mark.parametrize(("edition", "language"), [("standard", "en"), ("easy", "en"), ("large", "cy"), ("standard", "ur")])
def test_crosses_come_back_in_every_edition_and_direction(edition, language):
    form = form_of(RAW, edition=edition, language=language)
    pages = printed(form)
    cross(pages, form, "who=carer", "likes=tea", "how=4", "order=a@2", "order=b@1")
    report = reading.read([turned(page, angle) for page, angle in zip(reversed(pages), [2, 178] * 9, strict=False)], [form])
    copy = report.copies[serial(7)]
    assert reading.answers_of(copy) == {"who": "carer", "likes": ["tea"], "how": "4", "order": ["b", "a"]}
    assert copy.asks == [] and copy.missing_pages == [] and report.refused == []


def test_urdu_has_its_boxes_on_the_right():
    left, right = (layout_of(form_of(RAW, language=name)).boxes["who=carer"].x for name in ("en", "ur"))
    assert left < 30 and right > 180


def test_every_twin_has_the_same_ids_and_codes():
    full = {key for form in forms_of(RAW) if form.edition == "standard" for key in layout_of(form).boxes}
    for form in forms_of(RAW):
        assert set(layout_of(form).boxes) <= full
        assert set(layout_of(form).fields) == {"say", "try.0.what", "try.1.what", "try.2.what"}


def test_a_map_is_exactly_what_is_printed():
    form = form_of(RAW)
    for page in printed(form):
        for spot in (s for s in layout_of(form).boxes.values() if s.page == page.page):
            edge = page.grey[round((spot.y + spot.h / 2) * PIXELS), round(spot.x * PIXELS) - 1 : round(spot.x * PIXELS) + 2]
            assert edge.min() < 120


@pytest.mark.parametrize(("edition", "language"), [("standard", "en"), ("easy", "en"), ("standard", "ur")])
def test_asking_where_things_stand_moves_nothing(edition, language):
    form = form_of(RAW, edition=edition, language=language)
    codes = printing.codes_of(form, [serial(7)], layout_of(form).pages)
    mapped = printing.set_form(form, codes, layout_of(form).pages, mapping=True, print_it=True)
    for one, other in zip(printed(form), scans.open_scan("map", mapped), strict=True):
        assert np.array_equal(one.grey, other.grey)


def test_pictures_stand_on_paper_in_the_easy_read_edition():
    drawn = cv2.imencode(".png", np.full((40, 40), 128, np.uint8))[1].tobytes()
    packed = base64.b64encode(drawn).decode()
    words = {**WORDS, "q.who.picture": packed, "q.who.o.carer.picture": packed}
    form = form_of({**RAW, "words": {"en-easy": words}}, edition="easy")
    assert form.items[0].picture == drawn and dict(form.items[0].pictures) == {"carer": drawn}
    box = layout_of(form).boxes["who=carer"]
    beside = printed(form)[0].grey[round(box.y * PIXELS) : round((box.y + 7) * PIXELS), :]
    assert abs(int(np.median(beside[:, round((box.x + 12) * PIXELS) : round((box.x + 20) * PIXELS)])) - 128) < 5


def test_two_crosses_where_one_was_asked_are_a_question_for_a_person():
    form = form_of(RAW)
    pages = printed(form)
    cross(pages, form, "who=carer", "who=worker")
    copy = reading.read(pages, [form]).copies[serial(7)]
    assert {ask.box for ask in copy.asks} == {"who=carer", "who=worker"} and "who" not in reading.answers_of(copy)


def test_a_filled_box_beside_one_cross_was_cancelled_and_alone_it_is_asked():
    form = form_of(RAW)
    for others, asked in ((["who=worker"], []), ([], ["who=carer"])):
        pages = printed(form)
        spot = layout_of(form).boxes["who=carer"]
        x, y, w = (round(v * PIXELS) for v in (spot.x, spot.y, spot.w))
        cv2.rectangle(pages[spot.page - 1].grey, (x, y), (x + w, y + w), 40, -1)
        cross(pages, form, *others)
        copy = reading.read(pages, [form]).copies[serial(7)]
        assert [ask.box for ask in copy.asks] == asked
        assert reading.answers_of(copy).get("who") == (others[0].partition("=")[2] if others else None)


def test_pages_are_joined_by_serial_and_what_does_not_belong_is_listed():
    form, other = form_of(RAW), form_of({**RAW, "version": 3})
    mine, yours, foreign = printed(form, 1), printed(form, 2), printed(other, 3)
    report = reading.read([yours[-1], mine[0], foreign[0], mine[0], *yours[:-1]], [form])
    assert report.copies[serial(2)].missing_pages == []
    assert report.copies[serial(1)].second_copies[0]["of_page"] == 1
    assert report.foreign_pages[0]["serial"] == serial(3)


def test_a_scan_in_black_and_white_only_is_refused_or_everything_is_asked():
    form = form_of(RAW)
    pages = printed(form)
    cross(pages, form, "who=carer")
    hard = [Scan(p.file, p.page, np.where(p.grey < 128, 0, 255).astype(np.uint8)) for p in pages]
    assert {page["why"] for page in reading.read(hard, [form]).refused} == {"one_bit"}
    asked = reading.read(hard, [form], one_bit="ask").copies[serial(7)].asks
    assert {ask.box for ask in asked} == set(layout_of(form).boxes)


def test_the_command_writes_a_form_and_reads_it_back(tmp_path, capsys):
    file, out = tmp_path / "form.json", tmp_path / "form.pdf"
    file.write_text(json.dumps(RAW))
    assert command.main(["form", str(file), "--out", str(out), "--first", "5", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["serials"] == [serial(5)]
    assert command.main(["read", str(out), "--form", str(file), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["serials"][serial(5)]["answers"] == {} and found["serials"][serial(5)]["missing_pages"] == []


def test_a_form_without_its_words_is_refused():
    with pytest.raises(MethodError) as wrong:
        form_of({**RAW, "words": {"en": {"title": "A form"}}})
    assert wrong.value.code == "words"


@given(st.integers(0, 32**8 - 1), st.integers(0, 8), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_wrong_sign_in_a_serial_is_noticed(number, at, sign):
    whole = serial(number)
    broken = whole[:at] + sign + whole[at + 1 :]
    assert is_serial(whole) and (broken == whole or not is_serial(broken))
    assert read_code(f"CL1:SMALL:2:S:EN:{broken}:1/2") is None or broken == whole


def test_every_page_of_a_scan_in_one_tiff_is_read_and_half_a_file_is_refused():
    pages = [np.full((300, 200), grey, np.uint8) for grey in (250, 90, 180)]
    file = bytes(cv2.imencodemulti(".tiff", pages)[1])
    assert [(s.page, int(s.grey[0, 0])) for s in scans.open_scan("all.tiff", file)] == [(1, 250), (2, 90), (3, 180)]
    with pytest.raises(MethodError, match="neither a PDF nor a picture"):
        list(scans.open_scan("half.tiff", file[:100]))


def round_file(number, **shape):
    words = {"en": "Words", "en-easy": "Words", "cy": "Geiriau"}
    about = [{"id": "who", "text": words, "options": [["a", words], ["b", words]]}]
    return {"form": "round", "title": words, "how": words, "about": about, **shape,
            "statements": [{"id": f"c{n}", "text": words} for n in range(1, number + 1)]}  # fmt: skip


@pytest.mark.parametrize("edition", ["standard", "easy", "large"])
@pytest.mark.parametrize("answers", [8, 10, 20])
def test_places_of_a_ballot_in_order_fit_on_the_page_and_keep_apart(edition, answers):
    form = form_of(round_file(3, answers=[str(n) for n in range(1, answers + 1)]), edition=edition)
    boxes = list(layout_of(form).boxes.values())
    assert len(boxes) == 3 * answers + 2
    assert all(b.x >= 18 and b.x + b.w <= 192 and b.y >= 31 and b.y + b.h <= 267 for b in boxes)
    near = [(a.key, b.key) for a in boxes for b in boxes if a is not b and a.page == b.page
            and abs(a.x - b.x) < a.w + 3 and abs(a.y - b.y) < a.h + 2]  # fmt: skip
    assert near == []


@pytest.mark.parametrize(("number", "blocks"), [(2, [2]), (10, [10]), (11, [11]), (12, [10, 2]), (21, [10, 11]), (40, [10] * 4)])
def test_ticks_stand_in_blocks_of_which_none_has_a_single_box(number, blocks):
    form = form_of(round_file(number, tick=True), language="cy")
    assert [len(item.options) for item in form.items if item.kind == "many"] == blocks
    assert [code for item in form.items[:-1] for code, _ in item.options] == [f"c{n}" for n in range(1, number + 1)]


def test_a_ballot_without_words_for_the_voter_is_refused():
    raw = round_file(3, tick=True)
    del raw["about"][0]["options"][1][1]["cy"]
    with pytest.raises(MethodError, match="no words for 'cy'"):
        form_of(raw, language="cy")
