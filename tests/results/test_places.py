"""One indicator on the map, one area in full: every area there, ranks that share a place, rates divided once."""

import pandas as pd
import pytest

from ccare_metrics.results import MEASURES, area_map, area_profile, area_totals, indicators_in
from ccare_metrics.scope import Scope, ScopeError, UnknownCodeError
from geo.areas import load_areas
from tests.two_shores import FINISTERE, KENT, MEDWAY, NORFOLK

SUFFOLK, DEVON = "E10000029", "E10000008"
PLYMOUTH = "E06000026"
EVERYBODY = sum(area.population for area in load_areas().values())


def shown(answer) -> dict[str, float]:
    rows = answer.rows[answer.rows["shown"].notna()]
    return dict(zip(rows["area"], rows["shown"], strict=True))


def ranks(answer) -> dict[str, int]:
    rows = answer.rows[answer.rows["rank"].notna()]
    return dict(zip(rows["area"], rows["rank"], strict=True))


@pytest.mark.parametrize("measure", MEASURES)
def test_every_area_is_on_the_map_with_a_value_or_a_reason(release, measure):
    rows = area_map(release, Scope("places"), measure).rows
    assert list(rows["area"]) == list(load_areas())
    assert (rows["value"].isna() == rows["absence"].notna()).all()


def test_the_areas_of_the_map_add_up_to_its_total(release):
    answer = area_map(release, Scope("places"), "count")
    assert shown(answer) == {NORFOLK: 18, KENT: 3, FINISTERE: 12}
    assert (answer.total, answer.total_shown, answer.total_absence) == (33, 33, None)


def test_the_real_map_adds_up_to_the_published_total(ccare):
    answer = area_map(ccare, Scope("businesses_supported"), "count")
    assert sum(shown(answer).values()) == answer.total == 2_407
    assert answer.provenance == "illustrative"


def test_per_inhabitant_is_divided_once_by_everybody_and_never_averaged(release):
    answer = area_map(release, Scope("places"), "per_10000")
    assert shown(answer)[NORFOLK] == pytest.approx(18 * 10_000 / 905_993)
    assert answer.total_shown == pytest.approx(33 * 10_000 / EVERYBODY)
    assert answer.total_shown != pytest.approx(sum(shown(answer).values()) / len(shown(answer)))


def test_share_of_target_divides_by_the_target_that_holds(release):
    answer = area_map(release, Scope("places", scheme="training"), "share_of_target")
    assert answer.target.value == 50
    assert shown(answer) == {NORFOLK: 18 / 50, KENT: 3 / 50}
    assert answer.total_shown == pytest.approx(21 / 50)


def test_without_a_target_nothing_is_shown_as_its_share_and_the_count_stays(release):
    answer = area_map(release, Scope("rank"), "share_of_target")
    assert answer.target is None
    assert shown(answer) == {}
    assert answer.rows.set_index("area").loc[NORFOLK, "value"] == 3


def test_a_made_up_target_is_not_used_for_published_figures(release):
    answer = area_map(release, Scope("places", scheme="training", published_only=True), "share_of_target")
    assert answer.target is None
    assert shown(answer) == {}


def test_equal_areas_share_a_rank_and_the_next_one_is_skipped(by_hand):
    answer = area_map(by_hand("places", E10000020=7, E10000016=7, E06000035=9, _29=0), Scope("places"), "count")
    assert ranks(answer) == {MEDWAY: 1, NORFOLK: 2, KENT: 2, FINISTERE: 4}


def test_an_area_without_a_figure_has_no_rank_and_no_class(release):
    rows = area_map(release, Scope("places"), "count").rows
    gone = rows[rows["shown"].isna()]
    assert len(gone) == 38 - 3
    assert gone["rank"].isna().all()
    assert gone["class_index"].isna().all()


def test_a_counted_zero_has_a_class_of_its_own(by_hand):
    answer = area_map(by_hand("places", E10000020=7, _29=0), Scope("places"), "count")
    rows = answer.rows.set_index("area")
    assert (answer.classes[0].low, answer.classes[0].high) == (0, 0)
    assert rows.loc[FINISTERE, "class_index"] == 0
    assert rows.loc[NORFOLK, "class_index"] > 0


def test_one_made_up_area_makes_the_map_illustrative(release):
    assert area_map(release, Scope("places"), "count").provenance == "illustrative"
    assert area_map(release, Scope("places", scheme="training"), "count").provenance == "reported"
    assert area_map(release, Scope("places", scheme="outreach"), "count").provenance is None


def test_published_only_leaves_the_areas_that_reported_and_no_total(release):
    answer = area_map(release, Scope("places", published_only=True), "count")
    assert shown(answer) == {NORFOLK: 18, KENT: 3}
    assert (answer.total, answer.total_absence) == (None, "not_published")


def test_a_rate_on_the_map_is_a_share_and_its_total_is_that_of_all(release):
    answer = area_map(release, Scope("completion_rate"), "count")
    assert shown(answer) == {NORFOLK: 0.5, KENT: 1.0}
    assert answer.total == pytest.approx(22 / 42)
    assert answer.classes[-1].high == 1.0


@pytest.mark.parametrize("measure", ["per_10000", "share_of_target"])
def test_a_rate_per_inhabitant_is_refused_as_nonsense(release, measure):
    with pytest.raises(ScopeError, match="completion_rate is a ratio"):
        area_map(release, Scope("completion_rate"), measure)


# -- one area


def test_the_profile_of_an_area_has_what_each_scheme_counted_there(release):
    rows = area_profile(release, NORFOLK)
    counted = {(row["scheme"], row["indicator"]): row["value"] for row in rows.to_dict("records")}
    # of the rate both its parts, which were counted
    assert counted == {
        ("training", "places"): 18,
        ("training", "enrolled"): 5,
        ("training", "completed"): 20,
        ("training", "started"): 40,
        ("training", "rank"): 3,
    }
    assert rows.set_index("indicator").loc["started", "per_10000"] == pytest.approx(40 * 10_000 / 905_993)


def test_the_profile_gives_the_reason_where_a_scheme_counted_nothing(release):
    rows = area_profile(release, FINISTERE).set_index(["scheme", "indicator"])
    assert rows.loc[("advice", "places"), "value"] == 12
    assert rows.loc[("outreach", "places"), "absence"] == "not_reported"
    assert area_profile(release, MEDWAY).set_index("indicator").loc["places", "absence"] == "not_applicable"


def test_the_profile_of_published_figures_hides_made_up_ones(release):
    rows = area_profile(release, FINISTERE, published_only=True).set_index(["scheme", "indicator"])
    assert rows.loc[("advice", "places"), "absence"] == "not_published"
    assert rows.loc[("advice", "people_waiting"), "value"] == 30


def test_an_area_without_a_scheme_has_an_empty_profile(release):
    assert area_profile(release, SUFFOLK).empty
    assert indicators_in(release, SUFFOLK) == []


def test_what_is_counted_in_an_area_leaves_rates_out_and_names_their_parts(release):
    assert indicators_in(release, NORFOLK) == ["places", "enrolled", "rank", "started", "completed"]
    assert indicators_in(release, FINISTERE) == ["places", "people_waiting", "rank"]


def test_an_area_stands_beside_its_country_and_the_programme(release):
    rows = area_totals(release, NORFOLK).set_index("indicator")
    assert tuple(rows.loc["places", ["value", "country_value", "programme_value"]]) == (18, 21, 33)
    assert tuple(rows.loc["started", ["value", "country_value", "programme_value"]]) == (40, 42, 42)
    assert pd.isna(rows.loc["rank", "country_value"])


@pytest.mark.parametrize("question", [area_profile, area_totals, indicators_in])
def test_an_unknown_area_is_an_error_that_names_it(release, question):
    with pytest.raises(UnknownCodeError, match="unknown area 'E99999999'; there is .*E10000020"):
        question(release, "E99999999")


def test_plymouth_kent_and_medway_are_areas_of_their_own(ccare):
    answer = area_map(ccare, Scope("businesses_supported"), "count").rows.set_index("area")
    assert answer.loc[KENT, "value"] > 0
    assert answer.loc["E06000026", "value"] > 0
    assert answer.loc[MEDWAY, "absence"] == answer.loc[DEVON, "absence"] == "not_applicable"


# -- published results that name one place


def test_a_published_result_of_a_place_is_shown_as_published_where_made_up_figures_meet_it(ccare):
    answer = area_map(ccare, Scope("new_businesses"), "count").rows.set_index("area")
    assert tuple(answer.loc[NORFOLK, ["value", "provenance"]]) == (144, "published")
    profile = area_profile(ccare, NORFOLK).set_index(["scheme", "indicator"])
    assert profile.loc[("a2a", "apprenticeship_opportunities"), "provenance"] == "published"
    assert profile.loc[("a2a", "people_supported"), "provenance"] == "illustrative"


def test_an_areas_result_keeps_the_word_over_of_its_source(ccare):
    profile = area_profile(ccare, PLYMOUTH).set_index(["scheme", "indicator"])["qualifier"]
    assert profile[("skills_plans", "skills_action_plans")] == "over"
    assert set(profile.drop(("skills_plans", "skills_action_plans"))) == {"exact"}


def test_it_stays_when_only_published_figures_are_wanted(ccare):
    rows = area_map(ccare, Scope("new_businesses", published_only=True), "count").rows
    assert list(rows.loc[rows["value"].notna(), "area"]) == [NORFOLK]
    profile = area_profile(ccare, NORFOLK, published_only=True).set_index(["scheme", "indicator"])
    assert profile.loc[("a2a", "apprenticeship_opportunities"), "value"] == 373
    assert profile.loc[("a2a", "people_supported"), "absence"] == "not_published"


def test_a_period_of_it_is_made_up_all_the_same(ccare):
    rows = area_map(ccare, Scope("new_businesses", period="2022-Q4"), "count").rows.set_index("area")
    assert rows.loc[NORFOLK, "provenance"] == "illustrative"


def test_a_published_result_that_the_figures_do_not_meet_does_not_replace_them(release):
    """Cited for advice in Finistère: over 9. Counted there: 12. The map adds up to its total all the same."""
    answer = area_map(release, Scope("places", scheme="advice"), "count")
    assert shown(answer) == {FINISTERE: 12}
    assert answer.total == 12
    assert answer.provenance == "illustrative"
