"""Charts show what they are given, in place, and say it in words."""

import re
from datetime import date

import pandas as pd
import pytest

from ccare_metrics.framework import Indicator
from ccare_metrics.periods import last_day, month_range
from ui import charts, curves, small_curves, trend
from ui.theme import colour
from ui.words import Words


def width(html: str, kind: str) -> float:
    return float(re.search(rf'cc-bullet-{kind}" style="(?:width|left):([\d.]+)%', html)[1])


def test_the_bullet_is_linear_from_zero(english: Words, firms: Indicator) -> None:
    html = charts.progress_to_target(english, firms, actual=500, target=1000, expected=250, top=2000)
    assert (width(html, "bar"), width(html, "target"), width(html, "expected")) == (25, 50, 12.5)


def test_over_target_is_shown_and_not_clipped(english: Words, firms: Indicator) -> None:
    html = charts.progress_to_target(english, firms, actual=9000, target=1000)
    assert width(html, "target") < width(html, "bar") < 100


def test_the_bullet_is_read_aloud_with_its_numbers(english: Words, french: Words, firms: Indicator) -> None:
    asked = {"actual": 2407, "target": 1900, "target_qualifier": "over"}
    assert 'aria-label="Firms helped: 2,407, target over 1,900."' in charts.progress_to_target(english, firms, **asked)
    assert "valeur cible plus de 1\N{NARROW NO-BREAK SPACE}900" in charts.progress_to_target(french, firms, **asked)


def test_a_hidden_result_has_a_word_and_no_bar(english: Words, firms: Indicator) -> None:
    html = charts.progress_to_target(english, firms, actual=None, target=500, absence="suppressed")
    assert "cc-bullet-bar" not in html
    assert ">hidden to protect small numbers<" in html
    assert "cc-bullet-hidden" in html
    assert "hidden to protect small numbers" in re.search('aria-label="([^"]*)"', html)[1]


def test_a_missing_result_without_a_reason_is_refused(english: Words, firms: Indicator) -> None:
    with pytest.raises(ValueError, match="firms: no figure and no reason why"):
        charts.progress_to_target(english, firms, actual=None, target=500)


def test_a_ranking_names_what_is_missing_and_hatches_what_is_made_up(english: Words, firms: Indicator) -> None:
    html = charts.ranking(
        english,
        [
            {"code": "a", "name": "A <b>", "value": 10, "provenance": "illustrative"},
            {"code": "b", "name": "B", "value": pd.NA, "absence": "not_reported"},
            {"code": "c", "name": "C", "value": pd.NA, "absence": "suppressed"},
        ],
        firms,
        spoken="A leads",
        here="b",
    )
    assert '<span class="cc-absent">not reported</span>' in html
    assert '<span class="cc-absent cc-absent-hidden">hidden to protect small numbers</span>' in html
    assert "A &lt;b&gt;" in html
    assert html.count("cc-made-up") == html.count("cc-ranking-bar") == 1
    assert "not reported" in html
    assert html.count("cc-ranking-here") == 1


@pytest.fixture
def curve() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "period": month_range("2022-01", "2022-04"),
            "day": [last_day(month) for month in month_range("2022-01", "2022-04")],
            "actual": pd.array([10, None, 30, None], dtype="Int64"),
            "actual_absence": [None, "not_reported", None, None],
            "expected": pd.array([5, 10, 15, 20], dtype="Float64"),
        }
    )


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_missing_month_leaves_a_gap_in_the_curve(
    english: Words, firms: Indicator, curve: pd.DataFrame, mode: str
) -> None:
    figure = trend.trend(english, curve, firms, theme=mode, as_of=date(2022, 3, 31))
    actual = next(trace for trace in figure.data if trace.name == english("chart.actual"))
    assert list(actual.y) == [10, None, 30, None]
    assert actual.line.color == colour("actual", mode)


def test_the_expected_path_is_a_stepped_outline(english: Words, firms: Indicator, curve: pd.DataFrame) -> None:
    figure = trend.trend(english, curve, firms, theme="light", as_of=date(2022, 3, 31))
    assert figure.data[0].line.shape == "hv"
    assert figure.data[0].fill is None


def test_the_target_is_named_with_its_date(french: Words, firms: Indicator, curve: pd.DataFrame) -> None:
    target = trend.EndTarget(1900, date(2023, 6, 30), "over")
    figure = trend.trend(french, curve, firms, theme="light", as_of=date(2022, 3, 31), target=target)
    said = " ".join(note.text for note in figure.layout.annotations).replace("\N{NO-BREAK SPACE}", " ")
    assert "plus de 1\N{NARROW NO-BREAK SPACE}900" in said
    assert "30 juin 2023" in said
    assert "31 mars 2022" in said


def test_money_axes_are_in_pounds_though_kept_in_pence(
    english: Words, vouchers: Indicator, curve: pd.DataFrame
) -> None:
    pence = curve.assign(actual=curve["actual"] * 1_000_000, expected=curve["expected"] * 1_000_000)
    figure = trend.trend(english, pence, vouchers, theme="light", as_of=date(2022, 3, 31))
    assert "£200,000" in figure.layout.yaxis.ticktext


def test_axis_words_are_in_the_visitors_language(french: Words, firms: Indicator, curve: pd.DataFrame) -> None:
    figure = trend.trend(french, curve, firms, theme="light", as_of=date(2022, 3, 31))
    assert list(figure.layout.xaxis.ticktext) == ["janv.<br>2022"]


def test_a_period_without_a_figure_is_named_and_not_drawn_as_zero(english: Words, firms: Indicator) -> None:
    rows = pd.DataFrame(
        {
            "period": ["2022-Q1", "2022-Q2"],
            "value": pd.array([None, 5], dtype="Int64"),
            "absence": ["suppressed", None],
        }
    )
    figure = curves.by_period(english, rows, firms, theme="dark", illustrative=True)
    assert list(figure.data[0].y) == [None, 5.0]
    assert [note.text for note in figure.layout.annotations] == ["hidden to protect small numbers"]
    assert figure.data[0].marker.pattern.shape == "/"


def test_a_hidden_period_is_a_dotted_column_as_high_as_the_picture(french: Words, firms: Indicator) -> None:
    rows = pd.DataFrame(
        {
            "period": ["2022-Q1", "2022-Q2", "2022-Q3"],
            "value": pd.array([None, 5, None], dtype="Int64"),
            "absence": ["suppressed", None, "not_reported"],
        }
    )
    figure = curves.by_period(french, rows, firms, theme="light")
    dotted = figure.data[1]
    assert (list(dotted.x), list(dotted.y)) == (["2022-Q1"], [figure.layout.yaxis.range[1]])
    assert dotted.marker.pattern.shape == "."
    assert "masqué (secret statistique)" in dotted.hovertemplate
    assert figure.data[0].customdata[0] == "masqué (secret statistique)"
    assert [note.text for note in figure.layout.annotations] == ["masqué (secret statistique)", "non déclaré"]


@pytest.fixture
def hidden_curve() -> pd.DataFrame:
    """10 by January, then two months behind hidden cells, 30 by April."""
    months = month_range("2022-01", "2022-04")
    return pd.DataFrame(
        {
            "period": months,
            "day": [last_day(month) for month in months],
            "actual": pd.array([10, None, None, 30], dtype="Int64"),
            "actual_absence": [None, "suppressed", "suppressed", None],
            "expected": pd.array([None] * 4, dtype="Float64"),
            "provenance": "reported",
        }
    )


def test_a_hidden_stretch_of_a_curve_is_dotted_once_and_named_once(
    english: Words, firms: Indicator, hidden_curve: pd.DataFrame
) -> None:
    figure = trend.trend(english, hidden_curve, firms, theme="light", as_of=date(2022, 4, 30))
    (dotted,) = (trace for trace in figure.data if trace.type == "bar")
    assert list(dotted.width) == [(date(2022, 3, 31) - date(2022, 1, 31)).days * 24 * 60 * 60 * 1000]
    assert list(dotted.y) == [figure.layout.yaxis.range[1]]
    assert [note.text for note in figure.layout.annotations].count("hidden to protect small numbers") == 1
    actual = next(trace for trace in figure.data if trace.name == english("chart.actual"))
    assert list(actual.y) == [10, None, None, 30]
    assert actual.mode == "lines+markers"  # both ends stand alone


def test_a_curve_without_hidden_months_has_no_dotted_column(
    english: Words, firms: Indicator, curve: pd.DataFrame
) -> None:
    figure = trend.trend(english, curve, firms, theme="light", as_of=date(2022, 3, 31))
    assert [trace.type for trace in figure.data if trace.type == "bar"] == []


def test_a_curve_by_quarter_has_its_points_at_quarter_ends_and_months_on_its_axis(
    english: Words, firms: Indicator
) -> None:
    quarters = pd.DataFrame(
        {
            "period": ["2022-Q1", "2022-Q2"],
            "day": [date(2022, 3, 31), date(2022, 5, 31)],
            "actual": pd.array([10, 30], dtype="Int64"),
            "actual_absence": [None, None],
            "expected": pd.array([None, None], dtype="Float64"),
        }
    )
    figure = trend.trend(english, quarters, firms, theme="light", as_of=date(2022, 5, 22))
    actual = next(trace for trace in figure.data if trace.name == english("chart.actual"))
    assert list(actual.x) == [date(2022, 3, 31), date(2022, 5, 22)]
    assert actual.customdata[0][0] == "January to March 2022"
    assert list(figure.layout.xaxis.ticktext) == ["Jan<br>2022"]


def test_a_small_curve_stops_at_a_hidden_month_and_goes_on_behind_it(
    english: Words, firms: Indicator, hidden_curve: pd.DataFrame
) -> None:
    html = small_curves.small_multiples(english, [small_curves.Panel("North", hidden_curve)], firms)
    assert html.count("cc-small-actual") == 2
    missing = hidden_curve.assign(actual_absence=[None, "not_reported", "not_reported", None])
    html = small_curves.small_multiples(english, [small_curves.Panel("North", missing)], firms)
    assert html.count("cc-small-actual") == 1


def test_a_small_curve_whose_last_total_is_hidden_does_not_show_an_earlier_one_as_the_latest(
    english: Words, firms: Indicator, hidden_curve: pd.DataFrame
) -> None:
    html = small_curves.small_multiples(english, [small_curves.Panel("North", hidden_curve.head(3))], firms)
    assert 'aria-label="North, hidden to protect small numbers"' in html
    assert ">10<" not in html
