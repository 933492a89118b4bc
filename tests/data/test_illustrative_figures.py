"""The illustrative figures meet every published total, stay inside their schemes, and are made the same everywhere."""

from dataclasses import replace
from datetime import date

import pytest

from ccare_metrics.periods import month_range
from data.ccare import make_illustrative_figures as making

TOTALS = {
    "businesses_supported": 2407,
    "people_supported": 2784,
    "apprenticeship_opportunities": 373,
    "new_businesses": 144,
    "skills_action_plans": 200,
    "digital_programmes": 14,
    "academies_created": 1,
    "vouchers_value": 100_000_000,
}


def total(rows, **wanted):
    """A plain sum over the file's own text; an empty value is no number."""
    kept = [row for row in rows if all(row[column] == text for column, text in wanted.items())]
    return sum(int(row["value"]) for row in kept if row["value"] != "")


def reached_at_closing(programme, illustrative):
    for scheme in programme.schemes.values():
        for plan in scheme.plans:
            actual = total(illustrative, scheme=scheme.code, indicator=plan.indicator, category="all")
            yield actual >= plan.target_on(programme.closing_day).value


@pytest.mark.parametrize("indicator", TOTALS)
def test_the_months_add_up_to_the_published_total(illustrative, indicator):
    assert total(illustrative, indicator=indicator, category="all") == TOTALS[indicator]


def test_the_areas_add_up_to_the_published_total(illustrative):
    areas = {row["area"] for row in illustrative}

    assert areas == {"E10000016", "E10000020", "E10000029", "E06000026", "62", "29"}
    for indicator, published in TOTALS.items():
        assert sum(total(illustrative, indicator=indicator, area=area, category="all") for area in areas) == published


@pytest.mark.parametrize(
    ("scheme", "indicator", "area", "published"),
    [
        ("a2a", "apprenticeship_opportunities", "E10000020", 373),
        ("self_employment", "new_businesses", "E10000020", 144),
        ("skills_plans", "skills_action_plans", "E06000026", 200),
        ("digital_poverty", "digital_programmes", "29", 14),
        ("tourism_academy", "academies_created", "62", 1),
    ],
)
def test_a_located_result_lies_where_it_was_published(illustrative, scheme, indicator, area, published):
    assert total(illustrative, scheme=scheme, indicator=indicator, area=area, category="all") == published


def test_suffolk_has_a_share_of_the_people_and_nobody_elses_businesses(illustrative):
    assert total(illustrative, area="E10000029", indicator="people_supported", category="all") > 0
    assert {row["scheme"] for row in illustrative if row["area"] == "E10000029"} == {"self_employment"}


def test_every_row_says_that_it_is_illustrative(illustrative):
    assert {row["provenance"] for row in illustrative} == {"illustrative"}


def test_no_row_lies_outside_its_scheme(programme, illustrative):
    for row in illustrative:
        scheme = programme.schemes[row["scheme"]]
        assert row["indicator"] in scheme.indicators
        assert row["area"] in scheme.areas
        assert scheme.start <= row["month"] <= min(scheme.end, "2023-05")


def test_every_month_of_every_plan_has_a_row_in_every_area(programme, illustrative):
    filled = {
        (row["scheme"], row["indicator"], row["area"], row["month"]) for row in illustrative if row["category"] == "all"
    }
    wanted = {
        (scheme.code, indicator, area, month)
        for scheme in programme.schemes.values()
        for indicator in scheme.indicators
        for area in scheme.areas
        for month in month_range(scheme.start, "2023-05")
    }

    assert filled == wanted


def test_a_row_holds_a_whole_number_or_the_reason_for_none(illustrative):
    for row in illustrative:
        assert (row["value"] == "") == (row["absence"] == "not_applicable")
        assert row["value"] == "" or row["value"].isascii() and row["value"].isdigit()
        assert (row["absence"] == "") == (row["note"] == "")


def test_zeros_are_written_out_and_no_key_comes_twice(illustrative):
    keys = [(row["scheme"], row["indicator"], row["area"], row["month"], row["category"]) for row in illustrative]

    assert any(row["value"] == "0" for row in illustrative)
    assert keys == sorted(set(keys))


def test_categories_are_allowed_and_add_up_to_the_whole(programme, illustrative):
    split = {(row["scheme"], row["indicator"], row["area"]) for row in illustrative if row["category"] != "all"}
    assert len(split) == 6
    for scheme, indicator, area in split:
        rows = [
            row for row in illustrative if (row["scheme"], row["indicator"], row["area"]) == (scheme, indicator, area)
        ]
        for month in {row["month"] for row in rows}:
            parts = [row for row in rows if row["month"] == month and row["category"] != "all"]
            assert sum(int(row["value"]) for row in parts) == total(rows, month=month, category="all")
            for row in parts:
                code, category = row["category"].split(":")
                assert code in programme.indicators[indicator].disaggregations
                assert category in programme.disaggregations[code].categories


def test_support_starts_slowly_peaks_in_2022_and_tails_off(illustrative):
    for indicator in ("businesses_supported", "people_supported"):
        year = dict.fromkeys(("2021", "2022", "2023"), 0)
        for row in illustrative:
            if row["indicator"] == indicator and row["category"] == "all" and row["value"]:
                year[row["month"][:4]] += int(row["value"])
        assert year["2021"] < year["2023"] < year["2022"]


def test_no_month_of_green_vouchers_passes_the_published_ceiling(programme, illustrative):
    (ceiling,) = [fact.value for fact in programme.facts if fact.kind == "ceiling" and fact.scheme == "green_voucher"]
    for month in month_range("2022-06", "2023-05"):
        firms = total(illustrative, scheme="green_voucher", indicator="businesses_supported", month=month)
        assert total(illustrative, scheme="green_voucher", indicator="vouchers_value", month=month) <= firms * ceiling


def test_some_scheme_targets_are_reached_at_closing_and_some_are_not(programme, illustrative):
    reached = list(reached_at_closing(programme, illustrative))

    assert reached.count(True) >= 5
    assert reached.count(False) >= 5


def test_schemes_without_areas_or_plans_have_no_rows(programme, illustrative):
    silent = set(programme.schemes) - {row["scheme"] for row in illustrative}

    assert silent == {"future_towns", "respond_reflect_report", "food_insecurity", "resilience_toolkit"}


def test_making_them_again_gives_the_same_bytes(programme, ccare_folder):
    made = making.as_text(making.make_rows(programme)).encode("utf-8")

    assert made == (ccare_folder / "illustrative_figures.csv").read_bytes()


def test_a_changed_row_is_noticed(programme, ccare_folder):
    rows = list(making.make_rows(programme))
    place = next(number for number, row in enumerate(rows) if row.indicator == "new_businesses" and row.value)
    rows[place] = replace(rows[place], value=rows[place].value + 1)

    assert making.unmet_totals(making.make_rows(programme), programme.facts) == []
    assert making.unmet_totals(rows, programme.facts) == [
        "F18 (new_businesses) is published as 144, the rows add up to 145"
    ]
    assert making.as_text(rows).encode("utf-8") != (ccare_folder / "illustrative_figures.csv").read_bytes()


def test_nothing_is_dated_after_the_closing_month(programme, illustrative):
    assert programme.closing_day == date(2023, 5, 22)
    assert max(row["month"] for row in illustrative) == "2023-05"
