"""Each card in both languages with a result that is shown, one that is hidden, and one that nobody reported.

The figures are those of tests/embeds/small_counts.py.
"""

import re

import pytest

from tests.embeds.conftest import Ask
from ui.words import words_for

LANGUAGES = ("en", "fr")
COLON = {"en": ":", "fr": "\N{NO-BREAK SPACE}:"}
HIDDEN = {lang: words_for(lang).absence("suppressed") for lang in LANGUAGES}
MISSING = {"en": "not reported", "fr": "non déclaré"}
NO_TARGET = {"en": "No target is published.", "fr": "Aucune valeur cible n’est publiée."}
EVERY_LANGUAGE = pytest.mark.parametrize("lang", LANGUAGES)


def pictures(html: str) -> list[str]:
    return re.findall(r'<svg[^>]*role="img"[^>]*>', html)


# -- headline


@EVERY_LANGUAGE
def test_a_headline_is_the_cited_total_against_its_target_with_its_qualifier(ask: Ask, lang: str):
    """Cited: 30 places of over 60, which is half; the figures themselves add up to 423."""
    card = ask("headline", indicator="places", lang=lang, release="1")
    assert card.status == 200
    assert re.search(r'<p class="figure">30 </p>', card.html)
    said = {"en": "50% of the target of over 60.", "fr": "50 % de la valeur cible (plus de 60)."}
    assert said[lang] in card.text
    spoken = {"en": "Places: 30, target over 60.", "fr": "Places ouvertes : 30, valeur cible plus de 60."}
    assert spoken[lang] in card.spoken
    assert {"en": "Published", "fr": "Publié"}[lang] in card.text
    assert {"en": "A page, June 2022", "fr": "A page, juin 2022"}[lang] in card.text
    assert {"en": "as of 15 June 2022", "fr": "au 15 juin 2022"}[lang] in card.text
    assert {"en": "add up to 423", "fr": "423"}[lang] in card.text


@EVERY_LANGUAGE
def test_a_hidden_headline_has_words_and_neither_bar_nor_share_nor_status(ask: Ask, lang: str):
    card = ask("headline", indicator="enrolled", lang=lang, release="1")
    assert card.status == 200
    assert HIDDEN[lang] in card.text
    assert {"en": "of the target", "fr": "de la valeur cible"}[lang] not in card.text
    assert "cc-status" not in card.drawing
    assert 'class="bar' not in card.html
    assert len(pictures(card.drawing)) == 1, "the emblem and nothing else"


@EVERY_LANGUAGE
def test_a_headline_that_nobody_reported_says_so(ask: Ask, lang: str):
    card = ask("headline", indicator="grants_paid", lang=lang, release="1")
    assert MISSING[lang] in card.text
    assert NO_TARGET[lang] in card.text
    assert 'class="bar' not in card.html


# -- targets


@EVERY_LANGUAGE
def test_targets_are_a_table_of_what_was_aimed_at_and_reached(ask: Ask, lang: str):
    card = ask("targets", lang=lang, release="1")
    row = re.search(r"<tr role=\"row\"><th scope=\"row\".*?</tr>", card.html, re.S)
    assert row
    cells = [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<td.*?</td>", row[0], re.S)]
    assert [cell.replace("\xa0", " ") for cell in cells[:3]] == {
        "en": ["30", "over 60", "50%"],
        "fr": ["30", "plus de 60", "50 %"],
    }[lang]


@EVERY_LANGUAGE
def test_a_hidden_result_keeps_its_public_target_and_nothing_that_compares_the_two(ask: Ask, lang: str):
    """Training was to enrol 13 (published). How many it enrolled is hidden."""
    card = ask("targets", scheme="training", lang=lang, release="1")
    row = next(row for row in re.findall(r"<tr.*?</tr>", card.html, re.S) if HIDDEN[lang] in row)
    assert '<td role="cell" data-label="' in row
    assert "<span>13</span>" in row
    assert "%" not in row
    assert "cc-status" not in row
    assert "<svg" not in row


@EVERY_LANGUAGE
def test_a_target_without_a_report_says_so_in_its_row(ask: Ask, lang: str):
    card = ask("targets", scheme="outreach", lang=lang, release="1")
    row = next(row for row in re.findall(r"<tr.*?</tr>", card.html, re.S) if MISSING[lang] in row)
    assert "<span>12</span>" in row
    assert "<svg" not in row


# -- map


@EVERY_LANGUAGE
def test_a_map_names_its_areas_with_their_figures(ask: Ask, lang: str):
    card = ask("map", indicator="places", lang=lang, release="1")
    assert f"<title>Finistère{COLON[lang]} 120</title>" in card.html
    assert re.search(r"<tr role=\"row\"><th[^>]*>Finistère</th><td[^>]*>120</td>", card.html)
    assert {"en": "Places, total", "fr": "Places ouvertes, total"}[lang] in card.text


@EVERY_LANGUAGE
def test_a_hidden_area_is_dotted_and_says_why_on_the_map_in_the_legend_and_in_the_table(ask: Ask, lang: str):
    card = ask("map", indicator="places", lang=lang, release="1")
    assert f'<title>Kent{COLON[lang]} {HIDDEN[lang]}</title><path class="area"' in card.html
    kent = card.html[card.html.index(f"<title>Kent{COLON[lang]}") :]
    assert 'fill="url(#suppressed)"' in kent[: kent.index("</g>")]
    assert '<pattern id="suppressed"' in card.html
    legend = re.search(r'<ul class="legend">.*?</ul>', card.html, re.S)
    assert legend and HIDDEN[lang] in legend[0]
    row = next(row for row in re.findall(r"<tr.*?</tr>", card.html, re.S) if ">Kent</th>" in row)
    assert re.search(rf'<span class="cc-absent[^<]*{re.escape(HIDDEN[lang])}', row)


@pytest.mark.parametrize("measure", ["per_10000", "share_of_target"])
@EVERY_LANGUAGE
def test_a_hidden_count_has_neither_rate_nor_share(ask: Ask, lang: str, measure: str):
    card = ask("map", indicator="places", measure=measure, lang=lang, release="1")
    assert f"<title>Kent{COLON[lang]} {HIDDEN[lang]}</title>" in card.html


@EVERY_LANGUAGE
def test_a_map_of_what_nobody_reported_says_so_area_by_area(ask: Ask, lang: str):
    card = ask("map", indicator="grants_paid", lang=lang, release="1")
    assert f"<title>Kent{COLON[lang]} {MISSING[lang]}</title>" in card.html
    assert 'fill="url(#not_reported)"' in card.html


@EVERY_LANGUAGE
def test_an_area_without_a_scheme_is_no_missing_figure(ask: Ask, lang: str):
    card = ask("map", indicator="places", lang=lang, release="1")
    nobody = {
        "en": "no source places a Two Shores scheme here",
        "fr": "aucune source n’y situe de dispositif Deux rives",
    }
    assert f"<title>Calvados{COLON[lang]} {nobody[lang]}</title>" in card.html
    assert f"{nobody[lang]}." in card.text


# -- curve


@EVERY_LANGUAGE
def test_a_curve_ends_at_what_was_reached(ask: Ask, lang: str):
    card = ask("curve", indicator="places", lang=lang, release="1")
    assert {"en": "Places: 423 by the end of March 2022", "fr": "Places ouvertes : 423"}[lang] in card.text
    assert 'class="line-actual"' in card.html
    assert "423" in card.spoken


@EVERY_LANGUAGE
def test_a_curve_that_is_hidden_says_which_periods_and_draws_no_line(ask: Ask, lang: str):
    card = ask("curve", indicator="enrolled", scheme="training", lang=lang, release="1")
    assert f"{HIDDEN[lang]}." in card.text
    assert 'class="line-actual"' not in card.drawing


@EVERY_LANGUAGE
def test_a_curve_that_nobody_reported_says_so(ask: Ask, lang: str):
    card = ask("curve", indicator="places", scheme="outreach", lang=lang, release="1")
    assert f"{MISSING[lang]}." in card.text
    assert 'class="line-actual"' not in card.drawing


# -- scheme


@EVERY_LANGUAGE
def test_a_scheme_shows_what_it_reached_and_keeps_hidden_what_is_small(ask: Ask, lang: str):
    card = ask("scheme", scheme="training", lang=lang, release="1")
    assert HIDDEN[lang] in card.text
    assert {"en": "Target 13", "fr": "Valeur cible : 13"}[lang] in card.text


@EVERY_LANGUAGE
def test_a_scheme_without_reports_says_so(ask: Ask, lang: str):
    card = ask("scheme", scheme="outreach", lang=lang, release="1")
    assert MISSING[lang] in card.text
    assert {"en": "Quiet Council · Finistère", "fr": "Conseil discret · Finistère"}[lang] in card.text


# -- the real programme


@EVERY_LANGUAGE
def test_the_published_totals_of_the_programme_stand_as_cited(ask_ccare: Ask, lang: str):
    firms = ask_ccare("headline", indicator="businesses_supported", lang=lang)
    assert {"en": "2,407", "fr": "2 407"}[lang] in firms.text
    assert {"en": "127% of the target of over 1,900.", "fr": "127 % de la valeur cible (plus de 1 900)."}[
        lang
    ] in firms.text
    plans = ask_ccare("headline", indicator="skills_action_plans", lang=lang)
    assert {"en": "over 200", "fr": "plus de 200"}[lang] in plans.text
    vouchers = ask_ccare("headline", indicator="vouchers_value", lang=lang)
    assert {"en": "about £1 million", "fr": "environ 1 million de livres"}[lang] in vouchers.text


@EVERY_LANGUAGE
def test_made_up_figures_say_so_on_the_card_and_aloud(ask_ccare: Ask, lang: str):
    word, aloud = {"en": ("Illustrative", "illustrative figures"), "fr": ("Illustratif", "chiffres illustratifs")}[lang]
    for card in (
        ask_ccare("targets", scheme="a2a", lang=lang),
        ask_ccare("map", indicator="people_supported", lang=lang),
        ask_ccare("curve", indicator="people_supported", scheme="a2a", lang=lang),
        ask_ccare("scheme", scheme="a2a", lang=lang),
    ):
        assert 'class="cc-notice"' in card.html
        assert word in card.text
        assert aloud in card.spoken


@EVERY_LANGUAGE
def test_a_card_of_cited_totals_alone_is_not_called_made_up(ask_ccare: Ask, lang: str):
    card = ask_ccare("headline", indicator="businesses_supported", lang=lang)
    assert 'class="cc-notice"' not in card.html
    assert {"en": "Illustrative", "fr": "Illustratif"}[lang] not in card.text


def test_a_scheme_of_which_nothing_is_counted_says_so(ask_ccare: Ask):
    card = ask_ccare("scheme", scheme="resilience_toolkit", lang="en")
    assert "give no figure of its own" in card.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_word_is_missing_on_any_card(ask_ccare: Ask, lang: str):
    for card, codes in (
        ("headline", {"indicator": "people_supported"}),
        ("targets", {}),
        ("targets", {"scheme": "self_employment"}),
        ("map", {"indicator": "businesses_supported", "measure": "share_of_target"}),
        ("curve", {"indicator": "vouchers_value", "scheme": "tech_voucher"}),
        ("scheme", {"scheme": "skills_plans"}),
        ("map", {"indicator": "nothing"}),
        ("nothing", {}),
    ):
        assert "⟦" not in ask_ccare(card, lang=lang, **codes).html
