"""Every mistake in a file is one fault: file, field, what was found, what was expected, in both languages."""

import pickle

import pytest

from ccare_metrics.framework import FrameworkError, parse_programme
from geo.areas import load_areas

PROGRAMME, PARTNERS, SOURCES = "programme.toml", "partners.toml", "sources.toml"
PLACES, FILLED = "indicators/places.toml", "indicators/filled.toml"
TRAINING, ADVICE = "schemes/training.toml", "schemes/advice.toml"
FIGURES = "published_figures.csv"

MISTAKES = {
    "unknown partner": (TRAINING, '"north"', '"west"', "partner", "“west”; expected one of north, south"),
    "unknown strand": (TRAINING, '"work"', '"play"', "strand", "“play”; expected one of work"),
    "unknown indicator": (
        TRAINING,
        'indicator = "places"',
        'indicator = "cups"',
        "plans[1].indicator",
        "one of filled, places",
    ),
    "unknown area": (TRAINING, '"29"', '"30"', "areas[2]", "“30”; expected one of E"),
    "unknown source": (TRAINING, 'source = "page"', 'source = "book"', "source", "“book”; expected one of page"),
    "unknown headline": (PROGRAMME, '["places"]', '["cups"]', "headline[1]", "“cups”; expected one of filled, places"),
    "unknown qualifier": (
        TRAINING,
        '"exact"',
        '"nearly"',
        "plans[1].targets[1].qualifier",
        "one of exact, over, about",
    ),
    "unknown kind": (PLACES, '"things"', '"stuff"', "kind", "“stuff”; expected one of people, enterprises, things"),
    "unknown level": (PLACES, '"output"', '"result"', "level", "one of output, outcome, impact"),
    "unknown split": (PLACES, "disaggregations = []", 'disaggregations = ["sex"]', "disaggregations[1]", "“sex”"),
    "a misspelt field": (
        PLACES,
        "decimals = 0",
        "decimals = 0\ndecimal = 1",
        "decimal",
        "an unknown field; expected only",
    ),
    "a misspelt inner field": (
        PROGRAMME,
        "at_risk = 80",
        "at_risk = 80, late = 1",
        "status_rule.late",
        "an unknown field",
    ),
    "a missing field": (PLACES, 'level = "output"\n', "", "level", "found nothing; expected one of output"),
    "a missing language": (
        PLACES,
        ', fr = "Une place."',
        "",
        "definition.fr",
        "a text without blanks around it, in French",
    ),
    "a third language": (
        PLACES,
        'fr = "Une place."',
        'fr = "Une place.", de = "Platz"',
        "definition.de",
        "unknown field",
    ),
    "an empty text": (PLACES, '"It does."', '" "', "why_it_matters.en", "found an empty text"),
    "a number in quotes": (PLACES, "decimals = 0", 'decimals = "0"', "decimals", "found “0”; expected a whole number"),
    "a negative number": (TRAINING, "value = 50", "value = -5", "plans[1].targets[1].value", "found -5"),
    "a fraction": (TRAINING, "value = 50", "value = 5.5", "plans[1].targets[1].value", "found 5.5; expected a whole"),
    "a day in quotes": (TRAINING, "by = 2023-03-31", 'by = "2023-03-31"', "plans[1].targets[1].by", "without quotes"),
    "an impossible month": (PROGRAMME, '"2021-04"', '"2021-13"', "window_start", "found “2021-13”; expected a month"),
    "a source in a third language": (
        SOURCES,
        "url =",
        'language = "es"\nurl =',
        "page.language",
        "“es”; expected one of en, fr",
    ),
    "no address": (SOURCES, "https://example.org/page", "example.org", "page.url", "an address that begins with https"),
    "a target without provenance": (
        *(TRAINING, 'exact"\nprovenance = "illustrative"', 'exact"'),
        *("plans[1].targets[1].provenance", "found nothing; expected one of published, illustrative"),
    ),
    "a published target without source": (
        *(PROGRAMME, '01\nsource = "page"', "01"),
        *("plans[1].targets[1].source", "found nothing; expected the source of a published target"),
    ),
    "a revision without its reason": (
        *(TRAINING, 'reason = { en = "Demand.", fr = "Demande." }', ""),
        *("plans[1].targets[2]", "expected who decided the revision, and why"),
    ),
    "revisions out of order": (
        *(TRAINING, "valid_from = 2022-07-01", "valid_from = 2021-09-01"),
        *("plans[1].targets[2].valid_from", "found 2021-09-01; expected a day later than 2021-10-01"),
    ),
    "a milestone after the end": (
        *(TRAINING, "on = 2022-12-31", "on = 2023-04-30"),
        *("plans[1].milestones[2].on", "found 2023-04-30; expected a day from 2021-10-01 to 2023-03-31"),
    ),
    "milestones out of order": (
        *(TRAINING, "on = 2022-12-31", "on = 2021-11-30"),
        *("plans[1].milestones[2].on", "found 2021-11-30; expected a day later than 2021-12-31"),
    ),
    "a falling milestone": (
        *(TRAINING, "value = 40", "value = 4"),
        *("plans[1].milestones[2].value", "found 4; expected no less than the milestone before"),
    ),
    "a target after the end": (
        *(PROGRAMME, "by = 2023-06-30", "by = 2023-07-01"),
        *("plans[1].targets[1].by", "found 2023-07-01; expected a day from 2021-04-01 to 2023-06-30"),
    ),
    "a scheme that ends before it starts": (
        *(TRAINING, 'end = "2023-03"', 'end = "2021-09"'),
        *("end", "found “2021-09”; expected a start and then an end from 2021-04 to 2023-06"),
    ),
    "a scheme outside the window": (ADVICE, 'start = "2022"', 'start = "2023-07"', "start", "from 2021-04 to 2023-06"),
    "a window that ends before it starts": (
        *(PROGRAMME, 'window_end = "2023-06"', 'window_end = "2021-03"'),
        *("window_end", "found “2021-03”; expected a month from 2021-04 on"),
    ),
    "a closing day outside the window": (PROGRAMME, "2023-05-22", "2024-05-22", "closing_day", "found 2024-05-22"),
    "a ratio without denominator": (
        *(FILLED, 'denominator = "seats"\n', ""),
        *("denominator", "found nothing; expected numerator and denominator"),
    ),
    "a ratio of an unknown indicator": (
        FILLED,
        '"seats"',
        '"chairs"',
        "denominator",
        "“chairs”; expected one of places",
    ),
    "a ratio added up": (FILLED, 'across = "ratio"', 'across = "sum"', "across", "ratio where, and only where"),
    "a count with a denominator": (
        *(PLACES, 'kind = "things"', 'kind = "things"\ndenominator = "seats"'),
        *("denominator", "found “seats”; expected no numerator or denominator"),
    ),
    "money without currency": (PLACES, '"things"', '"money"', "currency", "found nothing; expected a currency"),
    "an undeclared currency": (
        *(PLACES, 'kind = "things"', 'kind = "money"\ncurrency = "USD"'),
        *("currency", "found “USD”; expected one of GBP"),
    ),
    "an order number used twice": (
        *("indicators/seats.toml", "order = 3", "order = 1"),
        *("order", "found 1, as in indicators/places.toml; expected an order number that no other file has"),
    ),
    "a code that is not the file name": (
        TRAINING,
        '"training"',
        '"trainings"',
        "code",
        "training, as the file is named",
    ),
    "a strand declared twice": (
        *(
            PROGRAMME,
            "[[strands]]",
            '[[strands]]\ncode = "work"\nnumber = 2\nname = { en = "W", fr = "T" }\n[[strands]]',
        ),
        *("strands[2].code", "found “work”; expected a code used once"),
    ),
    "two lead partners": (PARTNERS, 'role = "partner"', 'role = "lead_partner"', "partners", "found “north, south”"),
    "a budget's source without a budget": (
        *(PARTNERS, 'budget = 1000\nbudget_qualifier = "about"\n', ""),
        *("partners[2].budget_source", "expected only beside a budget"),
    ),
    "a seat that is no area": (PARTNERS, '"E10000020"', '"E1"', "partners[1].seat", "found “E1”; expected one of E"),
    "a name that two schemes answer to": (
        *(ADVICE, 'short_name = { en = "Advice"', 'short_name = { en = "courses"'),
        *("short_name", "found “courses”, as in training; expected a name that no other scheme answers to"),
    ),
    "an indicator planned twice": (
        *(TRAINING, "[[plans]]", '[[plans]]\nindicator = "places"\nbaseline = 0\n[[plans]]'),
        *("plans[2].indicator", "found “places”; expected each indicator once"),
    ),
    "cut-offs the wrong way round": (
        PROGRAMME,
        "at_risk = 80",
        "at_risk = 97",
        "status_rule.at_risk",
        "below on_course",
    ),
    "one claim only": (
        *(PROGRAMME, '    { text = { en = "August", fr = "Août" }, source = "page" },\n', ""),
        *("contradictions[1].claims", "found 1; expected at least two claims"),
    ),
    "a figure of an unknown scheme": (
        FIGURES,
        ",training,",
        ",trainin,",
        "F1.scheme",
        "“trainin”; expected one of advice, training",
    ),
    "a figure with a decimal": (FIGURES, ",42,", ",42.0,", "F1.value", "found “42.0”; expected a whole number"),
    "a figure in other digits": (FIGURES, ",42,", ",٤٢,", "F1.value", "expected a whole number"),
    "a figure in the wrong unit": (FIGURES, ",count,", ",GBP,", "F1.unit", "found “GBP”; expected count, as places is"),
    "a figure without French": (FIGURES, "Comptées.", "", "F1.note_fr", "found nothing; expected a text"),
    "a figure on no day": (
        FIGURES,
        "2023-05-22",
        "2023-02-30",
        "F1.as_of",
        "found “2023-02-30”; expected a year, a month",
    ),
    "a row that is too short": (FIGURES, ",Counted.", "", "row 2", "found 16; expected 17 cells"),
    "other columns": (FIGURES, "id,indicator", "id,what", "line 1", "expected id,indicator,scheme"),
    "a figure given twice": (
        *(FIGURES, "F1,", "F1,places,,,,target,50,count,over,,A page,https://example.org/page,,P,P,N,N\nF1,"),
        *("F1.id", "found “F1”; expected an id that no other row has"),
    ),
    "a line that is not TOML": (PLACES, 'level = "output"', "level = output", "line 10", "found “level = output”"),
    "a field given twice": (PLACES, "decimals = 0", "decimals = 0\ndecimals = 1", "line 16", "found “decimals = 1”"),
}


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_named_with_its_file_and_field(mistake, spoilt, faults_in):
    file, old, new, field, said = mistake

    (fault,) = faults_in(spoilt(file, old, new))

    assert (fault.file, fault.field) == (file, field)
    assert said in fault.message.en
    assert fault.message.fr.startswith("trouvé\u00a0: ")
    assert "\u202f; attendu\u00a0: " in fault.message.fr
    assert str(fault) == f"{file}, {field}: {fault.message.en}"


def test_all_mistakes_are_named_at_once(spoilt, faults_in):
    spoilt(TRAINING, '"north"', '"west"')
    spoilt(TRAINING, ', fr = "Une place."', "")
    spoilt(PLACES, "decimals = 0", "decimal = 0")
    spoilt(PARTNERS, "budget = 1000", "budget = 10.5")
    documents = spoilt(FIGURES, ",42,", ",,")

    named = [(fault.file, fault.field) for fault in faults_in(documents)]

    assert named == [
        (PLACES, "decimals"),
        (PLACES, "decimal"),
        (PARTNERS, "partners[2].budget"),
        (FIGURES, "F1.value"),
        (TRAINING, "unit_of_support.fr"),
        (TRAINING, "partner"),
    ]


def test_the_error_reads_as_one_line_a_mistake(spoilt, faults_in):
    spoilt(TRAINING, '"north"', '"west"')
    documents = spoilt(PLACES, '"output"', '"result"')

    with pytest.raises(FrameworkError) as stopped:
        parse_programme(documents, load_areas())

    assert str(stopped.value).splitlines() == [
        "indicators/places.toml, level: found “result”; expected one of output, outcome, impact",
        "schemes/training.toml, partner: found “west”; expected one of north, south",
    ]
    assert pickle.loads(pickle.dumps(stopped.value)).faults == stopped.value.faults


def test_a_fault_reads_as_a_french_sentence(spoilt, faults_in):
    (fault,) = faults_in(spoilt(PLACES, '"output"', '"result"'))

    assert fault.sentence["fr"] == (
        "indicators/places.toml, level\u00a0: trouvé\u00a0: «\u00a0result\u00a0»\u202f; "
        "attendu\u00a0: une de ces valeurs\u00a0: output, outcome, impact"
    )


@pytest.mark.parametrize("file", [PROGRAMME, PARTNERS, PLACES, TRAINING])
def test_an_unreadable_file_is_one_fault_and_not_one_for_each_that_refers_to_it(documents, faults_in, file):
    documents[file] = 'code = "\n'

    (fault,) = faults_in(documents)

    assert (fault.file, fault.field) == (file, "line 1")


@pytest.mark.parametrize("file", [PROGRAMME, PARTNERS])
def test_a_missing_file_is_named(documents, faults_in, file):
    del documents[file]

    (fault,) = faults_in(documents)

    assert (fault.file, fault.message.en) == (file, "found nothing; expected this file")


def test_a_file_in_the_wrong_place_is_named(documents, faults_in):
    documents["indicator/visits.toml"] = documents[PLACES]

    (fault,) = faults_in(documents)

    assert fault.file == "indicator/visits.toml"
    assert "indicators/<code>.toml" in fault.message.en


def test_a_missing_table_is_one_fault(spoilt, faults_in):
    (fault,) = faults_in(spoilt(PROGRAMME, 'reporting = { calendar = "month", days_until_due = 15 }', ""))

    assert (fault.field, fault.message.en) == ("reporting", "found nothing; expected a table")
