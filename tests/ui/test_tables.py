"""The table twin says everything and runs nothing."""

import re

import pandas as pd
import pytest

from ccare_metrics.framework import Source
from ui import provenance
from ui.provenance import UnknownProvenanceError
from ui.tables import Column, table
from ui.words import Words, words_for

COLUMNS = [
    Column("name", "Area"),
    Column("value", "Firms", "number"),
    Column("provenance", "Provenance", "provenance"),
]


def rows(**changes: object) -> list[dict[str, object]]:
    return [{"name": "Kent", "value": 2407, "absence": None, "provenance": "published"} | changes]


def test_numbers_are_written_in_the_visitors_language(english: Words, french: Words) -> None:
    assert "2,407" in table(english, rows(), COLUMNS, caption="c")
    assert "2\N{NARROW NO-BREAK SPACE}407" in table(french, rows(), COLUMNS, caption="c")


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("not_reported", "not reported"),
        ("not_published", "not published"),
        ("not_applicable", "not applicable"),
    ],
)
def test_a_missing_figure_says_why_and_is_neither_blank_nor_zero(english: Words, code: str, word: str) -> None:
    frame = pd.DataFrame(rows(absence=code)).assign(value=pd.array([None], dtype="Int64"))
    shown = table(english, frame, COLUMNS, caption="c")
    assert f'<span class="cc-absent">{word}</span>' in shown
    assert ">0<" not in shown


@pytest.mark.parametrize(
    ("language", "short", "whole"),
    [
        ("en", "hidden", "hidden to protect small numbers"),
        ("fr", "masqué", "masqué (secret statistique)"),
    ],
)
def test_hidden_figures_are_marked_in_one_word_that_is_explained_once_below(
    language: str, short: str, whole: str
) -> None:
    words = words_for(language)
    frame = pd.concat([pd.DataFrame(rows(absence="suppressed"))] * 3).assign(value=pd.array([None] * 3, dtype="Int64"))
    shown = table(words, frame, COLUMNS, caption="c")
    assert shown.count(f'<span class="cc-absent cc-absent-hidden" title="{whole}">{short}</span>') == 3
    (note,) = re.findall(r'<p class="cc-hidden-note">(.*?)</p>', shown)
    assert "cc-swatch-suppressed" in note
    assert whole in note
    assert words.absence_why("suppressed") in note
    assert ">0<" not in shown


def test_a_table_that_hides_nothing_explains_nothing(english: Words) -> None:
    missing = pd.DataFrame(rows(absence="not_reported")).assign(value=pd.array([None], dtype="Int64"))
    assert "cc-hidden-note" not in table(english, missing, COLUMNS, caption="c")
    # A reason beside a value that is there, as in a row of which another column is hidden.
    assert "cc-hidden-note" not in table(english, rows(value=5, absence="suppressed"), COLUMNS, caption="c")


def test_a_zero_is_a_figure(english: Words) -> None:
    assert ">0</td>" in table(english, rows(value=0), COLUMNS, caption="c")


def test_an_area_without_a_scheme_can_have_its_own_words(english: Words) -> None:
    shown = table(
        english,
        rows(value=None, absence="not_applicable"),
        COLUMNS,
        caption="c",
        absence_words=lambda code: f"because {code}",
    )
    assert "because not_applicable" in shown


def test_text_is_shown_and_never_run(english: Words) -> None:
    nasty = "<script>alert(1)</script>\"'=1+1&"
    shown = table(english, rows(name=nasty), [Column("name", nasty), *COLUMNS[1:]], caption=nasty)
    assert "<script" not in shown
    assert shown.count("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#x27;=1+1&amp;") == 3


def test_the_heading_is_repeated_beside_each_cell_for_narrow_screens(english: Words) -> None:
    shown = table(
        english, rows(), [Column("name", "Area"), Column("value", 'The "sum"', "number"), COLUMNS[2]], caption="c"
    )
    assert 'data-label="The &quot;sum&quot;"' in shown


def test_headings_belong_to_their_row_or_column(english: Words) -> None:
    shown = table(
        english, rows(), COLUMNS, caption="Firms by area", total={"name": "All", "value": 1, "provenance": "derived"}
    )
    assert "<caption>Firms by area</caption>" in shown
    assert (shown.count('scope="col"'), shown.count('scope="row"')) == (3, 2)
    assert "<tfoot" in shown


def test_provenance_is_a_word_with_its_own_border(english: Words, french: Words) -> None:
    assert "cc-label-illustrative" in provenance.label(english, "illustrative")
    assert ">127% derived<" in provenance.label(english, "derived", "127%")
    assert ">Calculé<" in provenance.label(french, "derived")


def test_an_unknown_provenance_is_named_with_the_known_ones(english: Words) -> None:
    with pytest.raises(UnknownProvenanceError, match="guessed.*published, reported, derived, illustrative"):
        provenance.label(english, "guessed")


def test_a_title_in_the_other_language_says_which(english: Words, french: Words) -> None:
    source = Source("Closure interview", "https://example.org", "2023-05-22", language="en")
    assert '<span lang="en">Closure interview</span>, 22 mai 2023' in provenance.source_link(french, source)
    assert "lang=" not in provenance.source_link(english, source)
    assert "lang=" not in provenance.source_link(french, Source("Closure interview", "https://example.org"))


def test_a_source_is_linked_and_escaped(english: Words, interview: Source) -> None:
    link = provenance.source_link(english, interview)
    assert 'href="https://example.org/a?b=1&amp;c=2"' in link
    assert "Closing &lt;interview&gt;, 22 May 2023" in link


def test_only_web_addresses_are_linked(english: Words) -> None:
    assert "href" not in provenance.source_link(english, Source("Trick", "javascript:alert(1)"))
