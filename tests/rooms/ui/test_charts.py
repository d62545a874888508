"""A picture never says more than its table, and never shows what is hidden."""

from django.template import Context, Template

from careloom.ui import charts

ROWS = [{"label": "Carers", "value": 30}, {"label": "Care workers", "value": 15}, {"label": "Few", "hidden": True}]


def drawn(text: str, **values: object) -> str:
    return Template(text).render(Context(values))


def test_the_longest_bar_fills_the_width_and_others_are_in_proportion() -> None:
    assert [row["length"] for row in charts.bars(ROWS)] == [300, 150, 0]


def test_a_hidden_row_has_no_length_even_if_its_number_is_there() -> None:
    row = charts.bars([{"label": "Few", "value": 3, "hidden": True}])[0]
    assert row["length"] == 0 and row["hidden"]


def test_nobody_at_all_gives_empty_bars() -> None:
    assert [row["length"] for row in charts.bars([{"label": "a", "value": 0}])] == [0]


def test_dots_stay_inside_the_drawing() -> None:
    rows = charts.dots([{"label": "a", "value": 2.0, "low": -1.0, "high": 9.0}], low=0, high=1)
    assert (rows[0]["x1"], rows[0]["x2"], rows[0]["x"]) == (6.0, 294.0, 294.0)


def test_a_gap_breaks_the_line() -> None:
    chart = charts.lines([{"label": "a", "points": [("1", 1), ("2", None), ("3", 2), ("4", 2)]}])
    assert chart["series"][0]["path"].count("M") == 2 and len(chart["table"]) == 4


def test_no_series_draws_an_empty_chart() -> None:
    assert charts.lines([])["table"] == []


def test_every_chart_has_a_table_with_the_same_numbers() -> None:
    for tag in ("bars", "tiles"):
        html = drawn(f"{{% {tag} 'Most are carers' 'Two in three.' rows %}}", rows=ROWS)
        assert html.count("<tr>") == 4 and "hidden to protect people" in html and "Two in three." in html


def test_numbers_in_drawings_never_take_a_decimal_comma(settings) -> None:  # type: ignore[no-untyped-def]
    from django.utils import translation

    with translation.override("de"):
        html = drawn("{% bars 'a' 'b' rows %}", rows=[{"label": "x", "value": 3}, {"label": "y", "value": 1}])
    assert 'width="100.0"' in html
