"""The programme as reviewed text: who, what, where, and what is not known."""

from datetime import date

import pytest

SCHEMES = {
    "tech_voucher": ("kent", "business_recovery", ("E10000016",)),
    "green_voucher": ("kent", "business_recovery", ("E10000016",)),
    "trading_standards": ("kent", "business_recovery", ("E10000016",)),
    "a2a": ("norfolk", "social_inclusion", ("E10000020",)),
    "self_employment": ("new_anglia", "social_inclusion", ("E10000020", "E10000029")),
    "future_towns": ("new_anglia", "future_vision", ("E10000020", "E10000029")),
    "respond_reflect_report": ("new_anglia", "respond", ()),
    "skills_plans": ("plymouth", "social_inclusion", ("E06000026",)),
    "high_streets": ("plymouth", "future_vision", ("E06000026",)),
    "digital_poverty": ("finistere", "social_inclusion", ("29",)),
    "rsa_entrepreneurs": ("finistere", "social_inclusion", ("29",)),
    "digital_skills": ("finistere", "social_inclusion", ("29",)),
    "food_insecurity": ("finistere", "future_vision", ("29",)),
    "tourism_academy": ("pas_de_calais", "business_recovery", ("62",)),
    "resilience_toolkit": ("cesi", "business_recovery", ()),
}


def all_plans(programme):
    return [plan for scheme in programme.schemes.values() for plan in scheme.plans]


def test_fifteen_schemes_each_with_its_partner_strand_and_areas(programme):
    told = {code: (scheme.partner, scheme.strand, scheme.areas) for code, scheme in programme.schemes.items()}

    assert told == SCHEMES


def test_go_digital_is_left_out_and_the_reason_is_told(programme):
    assert any("Go Digital" in told.en and "Go Digital" in told.fr for told in programme.not_published)


def test_seven_partners_of_whom_kent_leads(programme):
    assert list(programme.partners) == [
        *("kent", "norfolk", "new_anglia", "plymouth", "pas_de_calais", "finistere", "cesi"),
    ]
    assert programme.partners["kent"].role == "lead_partner"


def test_only_two_partner_budgets_are_published(programme):
    budgets = {code: partner.budget for code, partner in programme.partners.items() if partner.budget is not None}

    assert budgets == {"new_anglia": 119_000_000, "cesi": 44_000_000}


def test_the_programme_has_two_published_targets(programme):
    told = [(plan.indicator, target.value, target.qualifier) for plan in programme.plans for target in plan.targets]

    assert told == [("businesses_supported", 1900, "over"), ("people_supported", 4500, "exact")]
    assert all(target.provenance == "published" for plan in programme.plans for target in plan.targets)
    assert programme.headline[:2] == ("businesses_supported", "people_supported")


def test_no_scheme_target_or_milestone_passes_for_published(programme):
    plans = all_plans(programme)

    assert {target.provenance for plan in plans for target in plan.targets} == {"illustrative"}
    assert {milestone.provenance for plan in plans for milestone in plan.milestones} == {"illustrative"}


def test_a_revised_target_says_that_its_decision_is_made_up(programme):
    revisions = [target for plan in all_plans(programme) for target in plan.targets[1:]]

    assert len(revisions) == 2
    assert all(
        "(illustrative)" in target.decided_by.en and "(illustratif)" in target.decided_by.fr for target in revisions
    )


def test_an_earlier_day_sees_the_target_before_its_revision(programme):
    (plan,) = programme.schemes["rsa_entrepreneurs"].plans

    assert plan.target_on(date(2022, 10, 15)).value == 300
    assert plan.target_on(date(2023, 5, 22)).value == 160


def test_no_scheme_publishes_both_of_its_dates(programme):
    assert {scheme.dates_provenance for scheme in programme.schemes.values()} == {"derived"}
    assert programme.schemes["green_voucher"].start == "2022-06"
    assert programme.schemes["tech_voucher"].start == "2021-04"


def test_the_three_schemes_that_were_asked_for_are_told_in_full(programme):
    full = {code: scheme.indicators for code, scheme in programme.schemes.items() if scheme.depth == "full"}

    assert full == {
        "a2a": ("apprenticeship_opportunities", "people_supported", "businesses_supported"),
        "digital_poverty": ("digital_programmes", "people_supported"),
        "tourism_academy": ("academies_created", "businesses_supported"),
    }


def test_every_scheme_says_what_is_inferred_or_not_known(programme):
    assert all(scheme.notes for scheme in programme.schemes.values())


@pytest.mark.parametrize(
    ("scheme", "told"),
    [
        ("trading_standards", "Invicta Security"),
        ("tech_voucher", "technology barriers, for sustainability, and for resilience"),
        ("high_streets", "plans for the future use of town centres"),
        ("green_voucher", "up to £1,500"),
        ("self_employment", "although no source says so"),
    ],
)
def test_a_scheme_tells_its_story(programme, scheme, told):
    found = programme.schemes[scheme]

    assert told in " ".join([found.what_it_is.en, *(lesson.text.en for lesson in found.lessons)])


def test_the_ceiling_of_an_a2a_grant_is_cited_from_the_article_that_gives_it_and_told_nowhere_else(programme):
    ceiling = next(fact for fact in programme.facts if fact.scheme == "a2a" and fact.unit == "GBP")
    assert (ceiling.value, ceiling.qualifier) == (500_00, "up_to")
    assert "Eastern Daily Press" in ceiling.source.title
    assert "500" not in programme.schemes["a2a"].what_it_is.en + programme.schemes["a2a"].what_it_is.fr


def test_the_lessons_and_the_legacy_are_told(programme):
    lessons = " ".join(lesson.title.en for lesson in programme.lessons)
    legacy = [item.title.en for item in programme.legacy]

    assert len(programme.lessons) == 6
    assert "management information" in lessons
    assert legacy == [
        "Toolkits",
        "Plans for town centres",
        "Case studies",
        "The video channel",
        "The closing interview",
    ]


def test_sources_that_disagree_are_both_shown(programme):
    claims = {(claim.what, claim.value) for claim in programme.dates}
    subjects = " ".join(item.subject.en for item in programme.contradictions)

    assert {("start", "2020-08"), ("start", "2021-04"), ("end", "2023-03"), ("end", "2023-06")} <= claims
    assert len(programme.contradictions) == 10
    for subject in ("began", "ended", "businesses", "grant", "partners", "digital poverty", "144"):
        assert subject in subjects


def test_the_status_rule_and_the_days_are_data(programme):
    rule = programme.status_rule

    assert (rule.on_course, rule.at_risk, rule.minimum_coverage) == (95, 80, 80)
    assert programme.closing_day == date(2023, 5, 22)
    assert programme.demonstration_today == date(2023, 6, 5)


def test_the_funding_line_names_the_union_and_the_fund(programme):
    assert [line.en for line in programme.funding.lines] == ["European Union", "European Regional Development Fund"]
    assert "6\u202f737\u202f507,06\u00a0€" in programme.funding.statement.fr
