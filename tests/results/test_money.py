"""Money as it is published: every amount in its own currency as its source gives it, and nothing where no source gave any."""

from dataclasses import fields, replace
from datetime import date

from ccare_metrics.framework import Fact, Programme
from ccare_metrics.results import Money, money
from tests.programmes import two_shores

AT_THE_END = date(2023, 6, 5)


def fact(value: int, unit: str, kind: str, *, partner: str | None = None, as_of: str | None = None) -> Fact:
    return replace(two_shores().facts[3], value=value, unit=unit, kind=kind, partner=partner, as_of=as_of)


def programme(*facts: Fact) -> Programme:
    return replace(two_shores(), facts=facts)


def amounts(facts: tuple[Fact, ...]) -> list[tuple[int, str]]:
    return [(each.value, each.unit) for each in facts]


def all_of(told: Money) -> list[Fact]:
    return [*told.grants, *told.paid, *told.ceilings, *(share for _, share in told.shares if share)]


def test_two_currencies_stand_side_by_side_and_are_never_added():
    told = money(programme(fact(100, "EUR", "budget"), fact(86, "GBP", "budget")), known_on=AT_THE_END)
    assert amounts(told.grants) == [(100, "EUR"), (86, "GBP")]
    assert {field.name for field in fields(Money)} == {"grants", "shares", "paid", "ceilings"}  # and no total


def test_every_partner_is_there_and_one_without_a_published_share_has_none():
    told = money(programme(fact(40, "EUR", "budget", partner="south")), known_on=AT_THE_END)
    assert [(code, share and share.value) for code, share in told.shares] == [
        ("north", None),
        ("south", 40),
        ("quiet", None),
    ]
    assert told.grants == ()  # a partner's share is not the grant


def test_a_share_is_not_worked_out_from_the_grant_and_the_others():
    """100 in all and 40 to each of two: the third has no 20, for nobody said so."""
    told = money(
        programme(
            fact(100, "EUR", "budget"),
            fact(40, "EUR", "budget", partner="north"),
            fact(40, "EUR", "budget", partner="south"),
        ),
        known_on=AT_THE_END,
    )
    assert dict(told.shares)["quiet"] is None


def test_what_was_paid_and_what_one_could_have_at_most_stand_apart():
    told = money(programme(fact(7, "GBP", "actual"), fact(5, "GBP", "ceiling")), known_on=AT_THE_END)
    assert (amounts(told.paid), amounts(told.ceilings)) == ([(7, "GBP")], [(5, "GBP")])


def test_people_and_percentages_are_no_money():
    told = money(programme(fact(30, "count", "actual"), fact(100, "percent", "budget")), known_on=AT_THE_END)
    assert all_of(told) == []


def test_a_programme_has_the_currencies_that_it_declares():
    swiss = replace(programme(fact(9, "CHF", "budget"), fact(8, "EUR", "budget")), currencies=("CHF",))
    assert amounts(money(swiss, known_on=AT_THE_END).grants) == [(9, "CHF")]


def test_nothing_is_known_before_it_was_published():
    """A grant told on 15 March, a share in May, a ceiling that bears no date."""
    told = programme(
        fact(100, "EUR", "budget", as_of="2022-03-15"),
        fact(40, "EUR", "budget", partner="south", as_of="2022-05"),
        fact(5, "GBP", "ceiling"),
    )

    def known(day: date) -> list[int]:
        return [each.value for each in all_of(money(told, known_on=day))]

    assert known(date(2022, 3, 14)) == [5]
    assert known(date(2022, 3, 15)) == [100, 5]
    assert known(date(2022, 4, 30)) == [100, 5]
    assert known(date(2022, 5, 1)) == [100, 5, 40]


def test_of_two_shores_one_budget_is_published_and_no_share():
    told = money(two_shores(), known_on=AT_THE_END)
    assert amounts(told.grants) == [(100_000_000, "EUR")]
    assert told.shares == (("north", None), ("south", None), ("quiet", None))
    assert (told.paid, told.ceilings) == ((), ())


# -- C-CARE


def test_the_grant_of_ccare_is_published_in_euros_and_in_pounds(ccare):
    told = money(ccare.programme, known_on=AT_THE_END)
    assert (673_750_706, "EUR") in amounts(told.grants)
    assert (582_600_000, "GBP") in amounts(told.grants)
    assert set(all_of(told)) <= set(ccare.programme.facts)  # each as its source gives it


def test_two_of_the_seven_partners_of_ccare_have_a_published_share(ccare):
    told = money(ccare.programme, known_on=AT_THE_END)
    assert len(told.shares) == 7
    assert {code: share.value for code, share in told.shares if share} == {
        "new_anglia": 119_000_000,
        "cesi": 44_000_000,
    }


def test_a_million_pounds_of_vouchers_were_not_known_before_the_programme_closed(ccare):
    assert money(ccare.programme, known_on=date(2023, 5, 21)).paid == ()
    (vouchers,) = money(ccare.programme, known_on=date(2023, 5, 22)).paid
    assert (vouchers.value, vouchers.unit, vouchers.qualifier) == (100_000_000, "GBP", "about")


def test_a_ceiling_of_the_summer_is_not_known_in_spring(ccare):
    """£500 for a young person since January 2022, £1,500 for a green voucher since 28 June."""
    assert amounts(money(ccare.programme, known_on=date(2022, 6, 27)).ceilings) == [(50_000, "GBP")]
    assert amounts(money(ccare.programme, known_on=date(2022, 6, 28)).ceilings) == [(50_000, "GBP"), (150_000, "GBP")]
