"""Programme, partners, schemes, indicators, areas, targets, releases: as they were declared when a release was made."""

from ccare_metrics.results import target_table
from geo.areas import load_areas
from tests.two_shores import FINISTERE, KENT, NORFOLK


def test_the_programme_is_told_with_every_published_figure(ask_ccare, ccare):
    answer = ask_ccare("/api/v1/programme").json
    told = answer["programme"]
    assert (answer["release"], told["code"], told["short_name"]["fr"]) == (1, "ccare", "C-CARE")
    assert [fact["id"] for fact in told["facts"]] == [fact.id for fact in ccare.programme.facts]
    assert told["disclosure"]["hide_below"] == 10
    assert "demonstration_today" not in told


def test_partners_schemes_and_indicators_are_told_in_both_languages(ask):
    partners = ask("/api/v1/partners").json["partners"]
    assert [partner["code"] for partner in partners] == ["north", "south", "quiet"]
    schemes = ask("/api/v1/schemes").json["schemes"]
    assert schemes[0]["name"] == {"en": "Training", "fr": "Training (fr)"}
    indicators = {each["code"]: each for each in ask("/api/v1/indicators").json["indicators"]}
    assert (indicators["grants_paid"]["value_unit"], indicators["grants_paid"]["decimals"]) == ("0.01 GBP", 2)
    assert indicators["people_waiting"]["schemes"] == ["advice"]


def test_a_budget_that_nobody_published_is_missing_and_not_zero(ask):
    assert {partner["budget"] for partner in ask("/api/v1/partners").json["partners"]} == {None}


def test_every_area_says_which_schemes_run_there(ask):
    areas = {area["code"]: area for area in ask("/api/v1/areas").json["areas"]}
    assert [*areas] == [*load_areas()]
    assert areas[KENT]["schemes"] == ["training", "grants"]
    assert areas[FINISTERE]["schemes"] == ["advice", "outreach"]


def test_outlines_are_geojson_in_degrees_one_a_area(ask):
    answer = ask("/api/v1/areas.geojson")
    assert answer.headers["content-type"] == "application/geo+json"
    told = answer.json
    assert (told["type"], len(told["features"])) == ("FeatureCollection", 38)
    norfolk = next(feature for feature in told["features"] if feature["id"] == NORFOLK)
    assert norfolk["properties"]["schemes"] == ["training"]
    ring = norfolk["geometry"]["coordinates"][0]
    assert ring[0] == ring[-1]
    assert all(-6 < lon < 3 and 48 < lat < 54 for lon, lat in ring)
    assert "Crown copyright" in told["attribution"]["en"]


def test_outlines_are_lighter_than_what_they_are_made_from(ask):
    assert len(ask("/api/v1/areas.geojson").body) < 100_000


def test_every_target_is_told_with_how_it_came_to_be(ask):
    told = {(each["scheme"], each["indicator"]): each for each in ask("/api/v1/targets").json["targets"]}
    training = told["training", "places"]
    assert [target["value"] for target in training["targets"]] == [40, 50]
    assert (training["target"], training["milestones"][0]["value"], training["value"]) == (50, 10, 22)
    own = told[None, "places"]
    assert (own["value"], own["provenance"], own["source"]) == (30, "published", "A page")


def test_targets_are_those_of_the_pages(ask_ccare, ccare):
    table = target_table(ccare)
    table = table.astype(object).where(table.notna(), None)
    told = ask_ccare("/api/v1/targets").json["targets"]
    assert len(told) == len(table)
    for mine, theirs in zip(told, table.to_dict("records"), strict=True):
        for name in ("indicator", "scheme", "target", "expected", "status"):
            assert mine[name] == theirs[name]
        assert mine["value"] == theirs["actual"]


def test_targets_are_narrowed_to_a_scheme_or_an_indicator(ask):
    assert {each["scheme"] for each in ask("/api/v1/targets", scheme="advice").json["targets"]} == {"advice"}
    assert len(ask("/api/v1/targets", indicator="places").json["targets"]) == 5
    assert "scheme,indicator" in ask("/api/v1/targets", indicator="grants_paid", scheme="advice").faults


def test_releases_are_told_newest_first(ask):
    answer = ask("/api/v1/releases").json
    assert (answer["newest"], [each["number"] for each in answer["releases"]]) == (2, [2, 1])
    newest = answer["releases"][0]
    assert (newest["note"]["fr"], newest["disclosure"], newest["corrects"]) == ("Note n° 2.", "none", None)
    assert newest["changes"] == "/api/v1/releases/2/changes"
    assert len(newest["sha256"]) == 64


def test_what_a_release_changed_is_told_cell_by_cell(ask):
    """Norfolk's February is 7 instead of 6, and so is every sum that holds it."""
    answer = ask("/api/v1/releases/2/changes").json
    assert (answer["release"], answer["before"], answer["rows"]) == (2, 1, len(answer["changes"]))
    cells = {
        (each["scheme"], each["area"], each["period"]): (each["old"], each["new"])
        for each in answer["changes"]
        if not each["strand"] and not each["partner"] and not each["county"] and not each["country"]
    }
    assert cells["training", NORFOLK, "2022-02"] == (6, 7)
    assert cells["training", NORFOLK, "to_date"] == (18, 19)
    assert cells[None, None, "to_date"] == (33, 34)
    assert ("advice", FINISTERE, "2022-02") not in cells
    assert {each["indicator"] for each in answer["changes"]} == {"places"}
    assert answer["corrections"] == [{"indicator": "places", "scheme": "training", "area": NORFOLK, "month": "2022-02"}]


def test_the_first_release_has_nothing_to_be_compared_with(ask):
    answer = ask("/api/v1/releases/1/changes").json
    assert (answer["before"], answer["changes"], answer["rows"]) == (None, [], 0)


def test_changes_come_page_by_page(ask):
    first = ask("/api/v1/releases/2/changes", limit=5).json
    path, _, query = first["next"].partition("?")
    assert (path, query, len(first["changes"])) == ("/api/v1/releases/2/changes", "limit=5&offset=5", 5)
    second = ask(path, query=query).json
    assert first["changes"] + second["changes"] == ask(path).json["changes"][:10]


def test_a_comparison_with_a_damaged_release_is_not_made_with_another(own_folder, ask_of_folder):
    (own_folder / "release-1.sqlite").write_bytes(b"damaged" * 100)
    assert ask_of_folder(own_folder)("/api/v1/releases/2/changes").status == 503
