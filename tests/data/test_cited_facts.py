"""What is really published about C-CARE, held against the values themselves."""

import pytest

INTERVIEW = "http://www.channelmanche.com/fr/medias/dernieres-nouvelles/c-care-project-closure-interview/"

RESULTS = {
    "businesses_supported": (2407, "exact", None, ()),
    "people_supported": (2784, "exact", None, ()),
    "vouchers_value": (100_000_000, "about", None, ()),
    "skills_action_plans": (200, "over", "skills_plans", ("E06000026",)),
    "digital_programmes": (14, "exact", "digital_poverty", ("29",)),
    "new_businesses": (144, "exact", "self_employment", ("E10000020",)),
    "academies_created": (1, "exact", "tourism_academy", ("62",)),
    "apprenticeship_opportunities": (373, "exact", "a2a", ("E10000020",)),
}

OTHER_VALUES = {
    "F01": ("budget", 673_750_706, "EUR", "exact"),
    "F02": ("budget", 670_000_000, "EUR", "about"),
    "F03": ("budget", 582_600_000, "GBP", "exact"),
    "F04": ("rate", 100, "percent", "exact"),
    "F05": ("budget", 740_000_000, "EUR", "about"),
    "F06": ("count", 4, "count", "exact"),
    "F07": ("count", 6, "count", "exact"),
    "F08": ("count", 7, "count", "exact"),
    "F09": ("count", 7, "count", "exact"),
    "F10": ("target", 1900, "count", "over"),
    "F11": ("target", 2000, "count", "about"),
    "F12": ("target", 4500, "count", "exact"),
    "F21": ("rate", 96, "percent", "exact"),
    "F22": ("rate", 93, "percent", "exact"),
    "F23": ("ceiling", 50_000, "GBP", "up_to"),
    "F24": ("ceiling", 150_000, "GBP", "up_to"),
    "F25": ("budget", 119_000_000, "EUR", "about"),
    "F26": ("budget", 44_000_000, "EUR", "about"),
    "F27": ("count", 100, "count", "over"),
    "F28": ("budget", 800_000_000, "EUR", "exact"),
    "F29": ("budget", 22_304_694_800, "EUR", "exact"),
    "F30": ("budget", 22_700_000_000, "EUR", "about"),
}


@pytest.mark.parametrize("indicator", RESULTS)
def test_each_published_result_is_carried_as_printed(programme, indicator):
    (fact,) = [fact for fact in programme.facts if fact.indicator == indicator and fact.kind == "actual"]

    assert (fact.value, fact.qualifier, fact.scheme, fact.areas) == RESULTS[indicator]
    assert (fact.as_of, fact.source.url) == ("2023-05-22", INTERVIEW)


@pytest.mark.parametrize("id", OTHER_VALUES)
def test_each_other_published_value_is_carried_as_printed(programme, id):
    (fact,) = [fact for fact in programme.facts if fact.id == id]

    assert (fact.kind, fact.value, fact.unit, fact.qualifier) == OTHER_VALUES[id]


def test_no_published_figure_is_missing(programme):
    assert [fact.id for fact in programme.facts] == [f"F{number:02d}" for number in range(1, 31)]


def test_only_results_of_an_indicator_are_called_actual(programme):
    assert all(fact.indicator for fact in programme.facts if fact.kind == "actual")


def test_the_two_survey_facts_belong_to_a2a_and_to_no_indicator(programme):
    survey = [fact for fact in programme.facts if fact.kind == "rate" and fact.scheme == "a2a"]

    assert [(fact.value, fact.indicator) for fact in survey] == [(96, None), (93, None)]


def test_one_address_always_has_one_title_of_a_source(programme):
    schemes = programme.schemes.values()
    sources = [fact.source for fact in programme.facts] + [scheme.source for scheme in schemes]
    sources += [claim.source for claim in programme.dates] + [partner.source for partner in programme.partners.values()]

    assert all(source.title and source.url for source in sources)
    assert len({source.title for source in sources}) >= len({source.url for source in sources})
    assert len({(source.title, source.url) for source in sources}) == len({source.title for source in sources})


def test_every_figure_of_the_closing_interview_bears_its_date(programme):
    assert {fact.as_of for fact in programme.facts if fact.source.url == INTERVIEW} == {"2023-05-22"}
