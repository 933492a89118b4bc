"""A programme is read from texts alone: from a folder today, from a release tomorrow."""

import pickle
from datetime import date
from pathlib import Path

import pytest

from ccare_metrics.framework import FrameworkError, load_programme, parse_programme, read_documents
from geo.areas import Text, load_areas


def test_a_folder_and_its_texts_give_the_same_programme(documents, tmp_path):
    for file, text in documents.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(text, encoding="utf-8")

    assert read_documents(tmp_path) == documents
    assert load_programme(tmp_path) == parse_programme(documents, load_areas())


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(documents, tmp_path):
    for file, text in documents.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())

    assert read_documents(tmp_path) == documents


def test_things_come_in_the_order_their_files_ask_for(documents):
    programme = parse_programme(documents, load_areas())

    assert list(programme.indicators) == ["places", "filled", "seats"]
    assert list(programme.schemes) == ["training", "advice"]
    assert list(programme.partners) == ["north", "south"]


def test_a_scheme_lists_the_indicators_it_plans_for(documents):
    assert parse_programme(documents, load_areas()).schemes["training"].indicators == ("places",)


def test_dates_told_to_the_month_are_published_and_others_are_taken_from_the_window(documents):
    schemes = parse_programme(documents, load_areas()).schemes

    training, advice = schemes["training"], schemes["advice"]
    assert (training.start, training.end, training.dates_provenance) == ("2021-10", "2023-03", "published")
    assert (advice.start, advice.end, advice.dates_provenance) == ("2022-01", "2023-06", "derived")


def test_a_year_that_begins_before_the_window_starts_with_the_window(spoilt):
    documents = spoilt("schemes/advice.toml", 'start = "2022"', 'start = "2021"')

    assert parse_programme(documents, load_areas()).schemes["advice"].start == "2021-04"


def test_a_plan_starts_with_its_scheme_unless_it_says_otherwise(documents):
    plan = parse_programme(documents, load_areas()).schemes["training"].plans[0]

    assert plan.start == date(2021, 10, 1)
    assert plan.scheme == "training"


@pytest.mark.parametrize(
    ("day", "value"), [("2021-09-30", None), ("2021-10-01", 50), ("2022-06-30", 50), ("2022-07-01", 60)]
)
def test_an_earlier_day_sees_the_earlier_target(documents, day, value):
    plan = parse_programme(documents, load_areas()).schemes["training"].plans[0]

    target = plan.target_on(date.fromisoformat(day))
    assert (target and target.value) == value


def test_a_source_may_be_named_once_or_written_out(documents):
    schemes = parse_programme(documents, load_areas()).schemes

    assert schemes["training"].source.date == "2021-09"
    assert schemes["advice"].source.title == "A leaflet"


def test_a_programme_without_published_figures_has_no_facts(documents):
    del documents["published_figures.csv"]

    assert parse_programme(documents, load_areas()).facts == ()


def test_a_new_indicator_is_one_file(documents):
    documents["indicators/visits.toml"] = (
        documents["indicators/places.toml"].replace('"places"', '"visits"', 1).replace("order = 1", "order = 9")
    )

    assert parse_programme(documents, load_areas()).indicators["visits"].unit.many == Text("places", "places")


def test_a_programme_can_be_kept_and_compared(documents):
    programme = parse_programme(documents, load_areas())

    assert pickle.loads(pickle.dumps(programme)) == programme


def test_a_folder_without_a_programme_says_so(tmp_path):
    with pytest.raises(FrameworkError, match=r"programme\.toml: found nothing; expected a folder with programme\.toml"):
        load_programme(tmp_path / "nowhere")


def test_a_file_in_another_encoding_says_where_it_breaks(tmp_path):
    (tmp_path / "programme.toml").write_bytes('code = "é"'.encode("cp1252"))

    with pytest.raises(FrameworkError, match="byte 8: found “e9”; expected a text in UTF-8"):
        read_documents(Path(tmp_path))
