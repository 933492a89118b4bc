"""Findings: one plain sentence made from the figures, used as title and as alternative text. Words come from the catalogues."""

from collections.abc import Iterable

import pandas as pd

from ccare_metrics.cited import facts
from ccare_metrics.framework import Fact, Indicator, Scheme
from ccare_metrics.periods import month_of
from ccare_metrics.results import AreaMap, Headline, Measure, coverage_of
from ccare_metrics.scope import Scope
from ccare_metrics.share_in_words import plain_fraction
from geo.areas import load_areas
from ui.edition import Edition, kept

HIDDEN = "suppressed"


def programme_result(edition: Edition, headlines: list[Headline]) -> str:
    """The programme in one sentence: each headline result against its target."""
    words = edition.words
    parts = [_result_part(edition, each) for each in headlines]
    return words("at_a_glance.finding", programme=edition.programme.short_name, parts=words.join(parts))


def _result_part(edition: Edition, headline: Headline) -> str:
    words, indicator = edition.words, edition.programme.indicators[headline.indicator]
    units = words.name(indicator.unit.many)
    if headline.share is None:
        return words("at_a_glance.part_no_target", figure=words.fact_value(headline.fact), units=units)
    if headline.state == "reached":
        return words("at_a_glance.part_reached", units=units)
    fraction = plain_fraction(headline.share)
    if fraction and words.has(f"fraction.{fraction[0]}_{fraction[1]}"):
        return words(f"fraction.{fraction[0]}_{fraction[1]}", units=units)
    return words("at_a_glance.part_percent", units=units, percent=words.percent(headline.share))


def against_target(edition: Edition, headline: Headline) -> str:
    """What stands behind the status: 127% of the target of over 1,900."""
    words, indicator = edition.words, edition.programme.indicators[headline.indicator]
    if headline.target is None or headline.share is None:
        return words("headline.no_target")
    target = words.target(headline.target, indicator)
    if headline.state == "reached":
        return words("headline.reached", percent=words.percent(headline.share), target=target)
    gap = words.n("headline.gap", headline.gap or 0, unit=words.unit(headline.gap or 0, indicator))
    return words("headline.not_reached", percent=words.percent(headline.share), target=target, gap=gap)


def fact_sentence(edition: Edition, fact: Fact) -> str:
    """373 apprenticeship opportunities unlocked so far in Norfolk; Value of vouchers awarded: about £1 million."""
    if fact.unit != "count":
        figure = edition.words.fact_value(fact)
        return edition.words("indicator.finding_no_target", indicator=fact.label, figure=figure)
    sentence = f"{edition.words.fact_value(fact)} {decapitalised(edition.words.name(fact.label))}"
    return sentence[0].upper() + sentence[1:]


def decapitalised(text: str) -> str:
    return text if text[:2].isupper() else text[0].lower() + text[1:]


@kept
def scheme_result(edition: Edition, code: str) -> str:
    """The scheme's published result, or that it has none of its own."""
    scheme = edition.programme.schemes[code]
    found = facts(edition.programme, scheme=code, kinds=("actual",))
    if found:
        return fact_sentence(edition, found[0])
    return edition.words("scheme.finding_none", scheme=scheme.name)


def said_of(edition: Edition, text: str, provenances: Iterable[object]) -> str:
    """A finding from made-up figures says so itself, wherever it is read out or copied to."""
    words = edition.words
    if "illustrative" not in set(provenances):
        return text
    return words.with_reason(text, words("provenance.illustrative.finding"))


def map_result(edition: Edition, answer: AreaMap, indicator: Indicator, measure: Measure) -> str:
    """Where there is most, with its number."""
    words, rows = edition.words, answer.rows
    hidden = int(rows["absence"].eq(HIDDEN).sum())
    if (rows["shown"].dropna() == 0).all() and rows["shown"].notna().any():
        nothing = words("map.finding_zero", indicator=indicator.name)
        return said_of(edition, _among_shown(edition, nothing, hidden), [answer.provenance])
    first = rows[rows["rank"].eq(1)]
    if first.empty:
        return words("map.finding_hidden" if hidden else "map.finding_none", indicator=indicator.name)
    names = words.join([words.name(load_areas()[code].name) for code in first["area"]])
    most = first.iloc[0]
    values = {
        "areas": names,
        "indicator": decapitalised(words.name(indicator.name)),
        "figure": measured(edition, most["shown"], indicator, measure),
    }
    if len(rows["shown"].dropna()) == 1:
        kind = "only_shown" if hidden else "only"
        finding = words(
            f"map.finding_{kind}", **values | {"indicator": indicator.name, "hidden": _hidden(edition, hidden)}
        )
        return said_of(edition, finding, [answer.provenance])
    if measure == "count" and answer.total is not None:
        total = words.amount(answer.total, indicator)
        finding = words.n("map.finding_count", len(first), total=total, **values)
    else:
        kind = "no_total" if measure == "count" else measure
        finding = words.n(f"map.finding_{kind}", len(first), **values)
    return said_of(edition, _among_shown(edition, finding, hidden), [answer.provenance])


def _among_shown(edition: Edition, finding: str, hidden: int) -> str:
    """A hidden area may hold more than the first that is shown: one that is hidden to protect another need not be small."""
    if not hidden:
        return finding
    return edition.words("map.among_shown", finding=finding, hidden=_hidden(edition, hidden))


def _hidden(edition: Edition, count: int) -> str:
    return edition.words.n("map.hidden_areas", count)


def measured(edition: Edition, shown: float, indicator: Indicator, measure: Measure) -> str:
    """A value of the map in its measure: 1,043, 12.3 per 10,000 people, 42%."""
    bare = bare_measure(edition, shown, indicator, measure)
    return edition.words("number.rate", rate=bare) if measure == "per_10000" else bare


def bare_measure(edition: Edition, shown: float, indicator: Indicator, measure: Measure) -> str:
    """The same without the measure's name, where that stands in the title."""
    words = edition.words
    if measure == "share_of_target":
        return words.percent(shown)
    if measure == "per_10000" and indicator.kind != "money":
        return words.number(shown, decimals=1)
    return words.amount(round(shown), indicator)


def targets_result(edition: Edition, table: pd.DataFrame) -> str:
    """How many of the programme's own targets were reached, and of the schemes'."""
    words = edition.words
    own, theirs = table[table["scheme"].isna()], table[table["scheme"].notna() & table["target"].notna()]
    programme = words.n(
        "targets.finding_programme", len(own), reached=int(own["status"].eq("reached").sum()), total=len(own)
    )
    if theirs.empty:
        return words("targets.finding_published", programme=programme)
    hidden = int(theirs["status"].eq("hidden").sum())
    schemes = words.n(
        "targets.finding_schemes", len(theirs), reached=int(theirs["status"].eq("reached").sum()), total=len(theirs)
    )
    finding = words("targets.finding", programme=programme, schemes=schemes)
    return words.with_more(finding, words.n("targets.hidden", hidden)) if hidden else finding


def indicator_result(edition: Edition, indicator: Indicator, table: pd.DataFrame) -> str:
    """The indicator's cited result against its target, or that none is published. `table`: its rows of `results.target_table`."""
    words = edition.words
    own = table[table["scheme"].isna()]
    if own.empty:
        cited = facts(edition.programme, indicator=indicator.code, kinds=("actual",))
        return fact_sentence(edition, cited[0]) if cited else words("indicator.finding_none", indicator=indicator.name)
    row = own.iloc[0]
    if pd.isna(row["actual"]):
        return words("indicator.finding_no_target", indicator=indicator.name, figure=words.absence(str(row["absence"])))
    figure = words.quantity(row["actual"], row["qualifier"], indicator)
    if pd.isna(row["target"]):
        return words("indicator.finding_no_target", indicator=indicator.name, figure=figure)
    target = words.quantity(row["target"], row["target_qualifier"], indicator)
    return words(
        "indicator.finding", indicator=indicator.name, figure=figure, target=target, percent=words.percent(row["share"])
    )


def area_result(edition: Edition, area: str, located: tuple[Fact, ...], schemes: list[Scheme]) -> str:
    """What was published about a place, else how many schemes ran there, else that none did."""
    words, name = edition.words, load_areas()[area].name
    if located:
        return words("area.finding_fact", area=name, facts=words.join([short_fact(edition, fact) for fact in located]))
    if schemes:
        return words.n("area.finding_schemes", len(schemes), area=name)
    return words("area.finding_none", area=name, programme=edition.programme.short_name)


def curve_result(edition: Edition, curve: pd.DataFrame, indicator: Indicator) -> str:
    """How far the total had come by the last month covered, against the expected path."""
    words = edition.words
    known = curve[curve["actual"].notna()]
    if known.empty:
        hidden = curve["actual_absence"].eq(HIDDEN).any()
        return words("curve.finding_hidden" if hidden else "curve.finding_none", indicator=indicator.name)
    last = known.iloc[-1]
    figure, month = words.amount(last["actual"], indicator), words.month(month_of(last["day"]))
    told = {"indicator": indicator.name, "figure": figure, "month": month}
    if pd.isna(last["expected"]):
        finding = words("curve.finding_plain", **told)
    else:
        finding = words("curve.finding", **told, expected=words.estimate(last["expected"], indicator))
    if curve.loc[curve["day"] > last["day"], "actual_absence"].eq(HIDDEN).any():
        finding = words.with_more(finding, words("curve.later_hidden"))
    return said_of(edition, finding, known["provenance"])


def programme_lead(edition: Edition) -> str:
    """What the first line of the first page says of the programme: who, when, and how much where that is published."""
    words, programme = edition.words, edition.programme
    budget = grant(edition)
    told = {
        "partners": words("at_a_glance.partners", n=words.spelled(len(programme.partners))),
        "first": programme.window_start[:4],
        "last": programme.window_end[:4],
        "day": edition.release.as_of,
    }
    if budget is None:
        return words("at_a_glance.lead_without_grant", **told)
    return words("at_a_glance.lead", **told, money=words.money_short(budget.value, budget.unit))


def grant(edition: Edition) -> Fact | None:
    """What the fund paid, to the cent; None where no source says it."""
    return next(
        (
            fact
            for fact in edition.programme.facts
            if fact.kind == "budget" and fact.qualifier == "exact" and fact.unit == "EUR"
        ),
        None,
    )


def computed_differs(edition: Edition, headline: Headline) -> str:
    """Partners' figures have moved on from the cited total: both are said, by how much, and how complete the sum is."""
    words, indicator = edition.words, edition.programme.indicators[headline.indicator]
    said = words(
        "headline.differs",
        computed=words.amount(headline.computed or 0, indicator),
        cited=words.fact_value(headline.fact),
        difference=words.amount(abs(headline.differs_by or 0), indicator),
    )
    return f"{said} {coverage(edition, Scope(headline.indicator))}"


def scheme_card_words(edition: Edition, scheme: Scheme) -> tuple[str, str, str]:
    """Published result or that there is none, without the scheme's name, which stands above; who ran it; where."""
    words, programme = edition.words, edition.programme
    areas = load_areas()
    where = words.join([words.name(areas[code].name) for code in scheme.areas]) or words("scheme.no_area")
    own = facts(programme, scheme=scheme.code, kinds=("actual",))
    result = fact_sentence(edition, own[0]) if own else words("scheme.none_of_its_own")
    return result, words.name(programme.partners[scheme.partner].name), where


def short_fact(edition: Edition, fact: Fact) -> str:
    """A published result as it stands on a map: 373 apprenticeship opportunities."""
    indicator = edition.programme.indicators[str(fact.indicator)]
    return f"{edition.words.fact_value(fact)} {edition.words.unit(fact.value, indicator)}"


def peak_result(edition: Edition, rows: pd.DataFrame, indicator: Indicator) -> str:
    """Which quarter counted most."""
    words = edition.words
    known, hidden = rows[rows["value"].notna()], int(rows["absence"].eq(HIDDEN).sum())
    if known.empty:
        return words("curve.finding_hidden" if hidden else "curve.finding_none", indicator=indicator.name)
    top = known.loc[known["value"].idxmax()]
    finding = words(
        "indicator.finding_quarter_shown" if hidden else "indicator.finding_quarter",
        indicator=indicator.name,
        period=words.period(top["period"]),
        figure=words.amount(top["value"], indicator),
    )
    if hidden:
        finding = words.with_more(finding, words.n("indicator.hidden_quarters", hidden))
    return said_of(edition, finding, known["provenance"])


def lacking(edition: Edition, scope: Scope) -> str:
    """What a total still lacks; nothing where it is whole."""
    told = coverage_of(edition.release, scope)
    return "" if told.is_whole else coverage(edition, scope)


def share_of_expected(edition: Edition, share: float) -> str:
    """In percent; where rounding would lift it to a cut-off that it does not reach, to one decimal: 94.9%, not 95%."""
    rule, points = edition.programme.status_rule, 100 * share
    lifted = any(points < cut <= round(points) for cut in (rule.at_risk, rule.on_course))
    return edition.words.percent(share, decimals=1 if lifted else 0)


def target_words(edition: Edition, indicator: str, scheme: str | None, *, short: bool = False) -> str:
    """What a target is set for: A2A apprenticeships – People at risk of exclusion supported; of the programme's own, its name."""
    words, programme = edition.words, edition.programme
    counted = programme.indicators[indicator].short_name if short else programme.indicators[indicator].name
    if scheme is None:
        return words("targets.programme_row", programme=programme.short_name, indicator=counted)
    return words("targets.row", scheme=programme.schemes[scheme].short_name, indicator=counted)


def coverage(edition: Edition, scope: Scope) -> str:
    """How complete a total is, and whose figures are missing from it."""
    words, told = edition.words, coverage_of(edition.release, scope)
    if told.share is None:
        return ""
    if told.is_whole:
        return words("coverage.whole")
    partners = [words.name(edition.programme.partners[code].short_name) for code in told.without]
    return words("coverage.part_without", percent=words.percent(told.share), partners=words.join(partners))


def scheme_words(edition: Edition, scheme: str) -> str:
    """All schemes, or one by its name, within a sentence."""
    if scheme == "all":
        return decapitalised(edition.words("filters.all_schemes"))
    return edition.words.name(edition.programme.schemes[scheme].name)
