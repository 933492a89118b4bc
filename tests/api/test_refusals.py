"""What cannot be answered is refused with a reason: all faults of a request at once, in the reader's language, never a failure."""

import re

import pytest

from api.app import application
from tests.api.client import failing
from tests.two_shores import FINISTERE, KENT

FIGURES = "/api/v1/figures"


def test_every_fault_is_told_at_once(ask):
    answer = ask(
        FIGURES,
        query="indicator=x&scheme=a&scheme=b&limit=-1&offset=1.0&by=area,area&from=2022-03&to=2022-01&foo=1&release=x",
    )
    assert {*answer.faults} == {"indicator", "scheme", "limit", "offset", "by", "from,to", "foo", "release"}
    for fault in answer.faults.values():
        assert {*fault} == {"parameter", "found", "expected", "known"}
        assert fault["expected"]


def test_an_unknown_code_is_answered_with_the_known_ones(ask):
    fault = ask(FIGURES, indicator="place").faults["indicator"]
    assert fault["found"] == "place"
    assert fault["known"][:2] == ["places", "enrolled"]


def test_an_unknown_parameter_is_answered_with_the_known_ones(ask):
    fault = ask(FIGURES, indicator="places", Scheme="advice").faults["Scheme"]
    assert "scheme" in fault["known"]


def test_a_missing_indicator_is_asked_for(ask):
    fault = ask(FIGURES).faults["indicator"]
    assert (fault["found"], fault["known"][0]) == (None, "places")


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "one of the known values"), ("fr", "une des valeurs connues")],
)
def test_faults_are_told_in_the_language_asked_for(ask, language, expected):
    asked = {"indicator": "x"}
    assert ask(FIGURES, lang=language, **asked).faults["indicator"]["expected"] == expected
    accepted = {"accept-language": f"{language};q=0.9, de"}
    assert ask(FIGURES, headers=accepted, **asked).faults["indicator"]["expected"] == expected


def test_a_language_that_there_is_not_is_a_fault_itself(ask):
    assert ask(FIGURES, indicator="places", lang="de").faults["lang"]["known"] == ["en", "fr"]


def test_a_visitor_s_cookie_does_not_choose_the_language(ask):
    assert ask(FIGURES, indicator="x", headers={"cookie": "lang=fr"}).faults["indicator"]["expected"] == (
        "one of the known values"
    )


@pytest.mark.parametrize(
    ("asked", "parameter", "known"),
    [
        ({"scheme": "grants"}, "scheme,indicator", ["training", "advice", "outreach", "leaflets"]),
        ({"scheme": "advice", "strand": "homes"}, "scheme,strand", ["scheme", "strand", "partner"]),
        ({"scheme": "advice", "partner": "south"}, "scheme,partner", ["scheme", "strand", "partner"]),
        ({"area": KENT, "country": "FR"}, "area,country", ["14", "22"]),
        ({"area": KENT, "county": "29"}, "area,county", [FINISTERE]),
        ({"county": "29", "country": "UK"}, "county,country", []),
        ({"from_": "2022-03", "to": "2022-01"}, "from,to", []),
        ({"by": "month,quarter"}, "by", ["month", "quarter", "year"]),
        ({"by": "scheme,partner"}, "by", ["scheme", "strand", "partner"]),
    ],
)  # fmt: skip
def test_parameters_that_contradict_each_other_are_refused(ask, asked, parameter, known):
    fault = ask(FIGURES, indicator="places", **asked).faults[parameter]
    assert fault["known"][: len(known)] == known


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("limit", "-1"), ("limit", "0"), ("limit", "100001"), ("limit", "1e3"), ("limit", "٣"), ("limit", "007"), ("limit", ""),
        ("offset", "-1"), ("offset", "+1"), ("offset", "9" * 40), ("release", "0"), ("release", "1;drop"), ("release", "NaN"),
        ("from", "2022-13"), ("from", "1922-01"), ("to", "2022-04"), ("to", "03/2022"), ("from", "0000-00"),
        ("indicator", "a" * 10_000), ("area", "../../etc/passwd"), ("scheme", "..%2f..%2f"), ("scheme", "advice\x00"),
        ("format", "html"), ("by", "category"), ("by", ","), ("by", ""), ("provenance", "derived"), ("provenance", "reported,"),
        ("country", "uk"), ("indicator", " places"), ("indicator", "places' OR 1=1 --"), ("indicator", "\u202eplaces"),
    ],
)  # fmt: skip
def test_a_value_out_of_its_range_is_refused(ask, name, value):
    asked = {"indicator": "places", "by": "area", name: value}
    fault = ask(FIGURES, **asked).faults[name]
    assert len(fault["found"]) <= 81
    assert "\u202e" not in fault["found"]


def test_an_offset_beyond_the_end_says_how_many_rows_there_are(ask):
    assert "38" in ask(FIGURES, indicator="places", by="area", offset=38).faults["offset"]["expected"]
    assert len(ask(FIGURES, indicator="places", by="area", offset=37).figures) == 1


def test_thousands_of_unknown_parameters_do_not_make_a_long_answer(ask):
    answer = ask(FIGURES, query="&".join(f"a{number}=1" for number in range(5_000)))
    assert answer.status == 422
    assert len(answer.json["faults"]) == 100


def test_a_split_that_a_release_does_not_hold_is_answered_with_those_it_does(ask):
    answer = ask(FIGURES, indicator="places", strand="homes", by="partner,area")
    assert answer.status == 404
    assert answer.json["known"][:2] == [
        "/api/v1/figures?indicator=places&strand=homes&by=area",
        "/api/v1/figures?indicator=places&strand=homes&by=strand,area",
    ]


def test_a_stretch_that_is_no_period_is_answered_with_those_that_are(ask):
    answer = ask(FIGURES, indicator="places", from_="2022-01", to="2022-02", lang="fr")
    assert answer.status == 404
    assert answer.json["message"].startswith("Les mois de 2022-01 à 2022-02 ne forment ni un mois")
    assert "/api/v1/figures?indicator=places&from=2022-01&to=2022-02&lang=fr&by=month" in answer.json["known"]


def test_every_address_that_is_offered_instead_is_answered(ask, ask_protected):
    for asking, asked in (
        (ask, {"strand": "homes", "by": "partner,area"}),
        (ask, {"from_": "2022-01", "to": "2022-02"}),
        (ask, {"area": KENT, "by": "county,month"}),
        (ask_protected, {"by": "month"}),
        (ask_protected, {"scheme": "training", "by": "month", "from_": "2022-01", "to": "2022-02"}),
    ):
        known = asking(FIGURES, indicator="places", **asked).json["known"]
        assert known
        for address in known:
            path, _, query = address.partition("?")
            assert asking(path, query=query).status == 200, address


def test_a_release_that_there_is_not_is_answered_with_those_there_are(ask):
    for path in (
        "/api/v1/figures?indicator=places&release=9",
        "/api/v1/releases/9/changes",
        "/api/v1/programme?release=9",
    ):
        address, _, query = path.partition("?")
        answer = ask(address, query=query)
        assert (answer.status, answer.json["known"]) == (404, ["1", "2"])


@pytest.mark.parametrize(
    "path", ["/nothing", "/figures/", "/Figures", "/releases/1", "/releases/1/2/changes", "/figures.csv", "/"]
)
def test_an_address_that_there_is_not_is_answered_with_those_there_are(ask, path):
    answer = ask(f"/api/v1{path}")
    assert answer.status == 404
    assert "/api/v1/figures" in answer.json["known"]


@pytest.mark.parametrize("number", ["..", "x", "-1", "1.0", "%31", "１"])
def test_a_path_holds_a_number_or_is_refused(ask, number):
    assert ask(f"/api/v1/releases/{number}/changes").faults["release"]["found"] == number


def test_a_table_that_there_is_not_is_answered_with_those_there_are(ask):
    assert "figures" in ask("/api/v1/releases/1/secrets.csv").faults["table"]["known"]


def test_a_parameter_of_the_path_is_not_given_again(ask):
    assert "release" in ask("/api/v1/releases/1/changes", release=2).faults


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "BREW"])
@pytest.mark.parametrize("path", ["/figures", "/docs", "/nothing"])
def test_nothing_but_reading_is_allowed(ask, method, path):
    answer = ask(f"/api/v1{path}", method=method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert method in answer.json["message"]


@pytest.mark.parametrize("accepted", ["application/xml", "text/csv", "application/json;q=0", "image/*, text/html"])
def test_a_type_that_an_address_has_not_is_refused_with_those_it_has(ask, accepted):
    answer = ask(FIGURES, indicator="places", headers={"accept": accepted})
    assert (answer.status, answer.json["known"]) == (406, ["application/json"])


@pytest.mark.parametrize("accepted", ["*/*", "application/*", "text/html, */*;q=0.1", "Application/JSON; q=0.5", ""])
def test_any_header_that_lets_json_through_gets_it(ask, accepted):
    assert ask(FIGURES, indicator="places", headers={"accept": accepted}).status == 200


def test_a_damaged_release_that_is_named_is_unavailable(own_folder, ask_of_folder):
    (own_folder / "release-2.sqlite").write_bytes(b"not a database" * 100)
    answer = ask_of_folder(own_folder)(FIGURES, indicator="places", release=2)
    assert answer.status == 503
    assert "release-2.sqlite" in answer.json["message"]


def test_the_last_sound_release_answers_where_the_newest_is_damaged(own_folder, ask_of_folder):
    (own_folder / "release-2.sqlite").write_bytes(b"not a database" * 100)
    ask = ask_of_folder(own_folder)
    assert ask(FIGURES, indicator="places").json["release"] == 1
    newest, older = ask("/api/v1/releases").json["releases"]
    assert (newest["number"], newest["through"], older["damaged"]) == (2, None, None)
    assert "release-2.sqlite" in newest["damaged"]["fr"]


def test_before_anything_is_published_that_is_said(tmp_path, ask_of_folder):
    ask = ask_of_folder(tmp_path / "nowhere")
    for path in ("/figures", "/programme", "/docs", "/openapi.json", "/release.zip", "/releases"):
        answer = ask(f"/api/v1{path}", lang="fr")
        assert (answer.status, answer.headers["cache-control"]) == (503, "no-store")
        assert answer.json["message"].startswith("Rien n’a encore été publié")


def test_a_mishap_is_told_with_a_number_that_is_in_the_log(caplog):
    def broken():
        raise ZeroDivisionError

    told = failing(application(broken), "/figures?lang=fr")
    assert told.status == 500
    (reference,) = re.findall(r"\d{8}", told.json["message"])
    assert told.json["message"].startswith("Un problème est survenu")
    assert reference in caplog.text
