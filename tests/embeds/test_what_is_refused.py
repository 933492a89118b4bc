"""A wrong address gets a small page that says in its language what was not understood, and what would have been."""

import pytest

from tests.embeds.conftest import Ask

LONG = "x" * 10_000


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(
    ("card", "codes", "status", "said", "known"),
    [
        ("nothing", {}, 404, "“nothing” is not known here|« nothing » n’est pas connu ici", "headline"),
        ("a/b", {}, 404, "“a/b” is not known here|« a/b » n’est pas connu ici", "scheme"),
        ("", {}, 404, "“” is not known here|« » n’est pas connu ici", "map"),
        ("headline", {}, 422, "indicator= is missing|indicator= manque", "people_waiting"),
        ("map", {}, 422, "indicator= is missing|indicator= manque", "places"),
        ("scheme", {}, 422, "scheme= is missing|scheme= manque", "outreach"),
        ("map", {"indicator": "Places"}, 422, "“Places” is not known|« Places » n’est pas connu", "places"),
        ("map", {"indicator": ""}, 422, "indicator: “” is not known|indicator : « » n’est pas", "places"),
        ("scheme", {"scheme": "training "}, 422, "“training ” is not|« training » n’est pas", "training"),
        ("map", {"indicator": "places", "measure": "mean"}, 422, "“mean” is not|« mean » n’est pas", "per_10000"),
        ("map", {"indicator": "completion_rate", "measure": "per_10000"}, 422, "“per_10000”|« per_10000 »", "count"),
        ("targets", {"theme": "blue"}, 422, "“blue” is not known|« blue » n’est pas connu", "dark"),
        ("targets", {"indicator": "places"}, 422, "“indicator” is not|« indicator » n’est pas", "scheme="),
        (
            "headline",
            {"indicator": "places", "measure": "count"},
            422,
            "“measure” is not|« measure » n’est",
            "indicator=",
        ),
        ("targets", {"release": "9"}, 404, "no release 9|publication n° 9 n’existe pas", "2"),
        ("targets", {"release": "0"}, 422, "“0” is not the number|« 0 » n’est pas un numéro", ""),
        ("targets", {"release": "-1"}, 422, "“-1” is not the number|« -1 » n’est pas un numéro", ""),
        ("targets", {"release": "١"}, 422, "“١” is not the number|« ١ » n’est pas un numéro", ""),
        ("targets", {"release": "1" * 4000}, 422, "1… is not|1… » n’est pas", ""),
        ("curve", {"indicator": "enrolled", "scheme": "grants"}, 404, "does not count|ne compte pas", "training"),
    ],
)
def test_what_is_not_understood_is_named_with_what_is_known(ask: Ask, card, codes, status, said, known, lang):
    answer = ask(card, lang=lang, **codes)
    assert answer.status == status
    english, french = said.replace("1… is", "1…” is").split("|")
    assert {"en": english, "fr": french}[lang] in answer.text
    assert f"<code>{known}</code>" in answer.html or not known
    assert f'<html lang="{lang}">' in answer.html
    assert answer.headers["cache-control"] == "no-store"
    assert "frame-ancestors *" in answer.headers["content-security-policy"]


def test_an_unknown_language_is_answered_in_the_reader_s_and_names_those_there_are(ask: Ask):
    answer = ask("targets", lang="de", headers={"accept-language": "fr"})
    assert answer.status == 422
    assert "« de » n’est pas connu ici" in answer.text
    assert "<code>fr</code> Français" in answer.html


@pytest.mark.parametrize("query", ["scheme=training&scheme=advice", "lang=en&lang=en", "release=1&release=2"])
def test_a_parameter_that_comes_twice_is_refused(ask: Ask, query: str):
    answer = ask("targets", query=query)
    assert answer.status == 422
    assert f"{query.split('=')[0]}= stands more than once" in answer.text


@pytest.mark.parametrize(
    "query", [f"indicator={LONG}", f"{LONG}=1", f"indicator=places&release={LONG}", f"lang={LONG}"]
)
def test_a_very_long_value_is_repeated_in_part(ask: Ask, query: str):
    answer = ask("headline", query=query)
    assert answer.status == 422
    assert "xxx…" in answer.text
    assert "x" * 200 not in answer.html


@pytest.mark.parametrize(
    "query",
    [
        "indicator=%3Cscript%3Ealert(1)%3C/script%3E",
        "%3Cb%3E=1",
        "indicator=%00%1b%e2%80%aeplaces",
        "indicator=%ff%fe",
        "indicator=places%0d%0aSet-Cookie:%20a=b",
        "=",
        "&&&",
        "indicator",
        "indicator=places;scheme=training",
        "indicator=../../etc/passwd",
        "indicator=places' OR 1=1 --",
    ],
)
def test_a_hostile_address_gets_a_plain_answer_and_none_of_its_signs(ask: Ask, query: str):
    answer = ask("headline", query=query)
    assert answer.status in (404, 422)
    for sign in ("<script", "<b>", "\x00", "\x1b", "\u202e", "\r"):
        assert sign not in answer.html


@pytest.mark.parametrize("card", ["../healthz", "headline/", "head\x00line", "%2e%2e", "c" * 10_000])
def test_a_card_of_no_such_name_is_not_found(ask: Ask, card: str):
    answer = ask(card, lang="en")
    assert answer.status == 404
    assert "is not known here" in answer.text


def test_before_anything_is_published_a_card_says_so(tmp_path):
    from tests.embeds.conftest import asking

    answer = asking(tmp_path)("targets", lang="fr")
    assert answer.status == 503
    assert "Rien n’a encore été publié" in answer.text
