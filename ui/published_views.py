"""Where the sources place what: the small maps of the first page and of an area, and the table of published results."""

from functools import reduce

import pandas as pd

from ccare_metrics.cited import located_results
from ccare_metrics.framework import Fact
from ccare_metrics.results import Headline
from geo.areas import load_areas
from ui import findings, frame, maps, provenance, views
from ui.edition import Edition, kept
from ui.map_views import Shaded, absence_words
from ui.maps import Cell, Legend
from ui.pieces import Piece, draw
from ui.tables import Column


@kept
def places_title(edition: Edition) -> str:
    """How many published results name a place, and in how many areas."""
    words, located = edition.words, located_results(edition.programme)
    areas = words.n("at_a_glance.map_areas", len({code for fact in located for code in fact.areas}))
    return frame.card_title(words.n("at_a_glance.map_title", len(located), areas=areas))


def published_places(edition: Edition, *, key: str) -> str | None:
    """The small map of the first page: published results that name a place, and nothing else."""
    shaded = _located(edition)
    chosen = maps.choose_area(
        shaded.cells,
        legend=shaded.legend,
        selected=None,
        key=key,
        label=shaded.alt,
        words=edition.words,
        compact=True,
        absence_words=absence_words(edition),
    )
    sources = dict.fromkeys(fact.source for fact in located_results(edition.programme))
    draw(provenance.line(edition.words, provenances=["published"], sources=sources))
    return chosen


@kept
def _located(edition: Edition) -> Shaded:
    words, located = edition.words, located_results(edition.programme)
    by_area: dict[str, list[Fact]] = {}
    for fact in located:
        for code in fact.areas:
            by_area.setdefault(code, []).append(fact)
    sentences = [findings.decapitalised(findings.fact_sentence(edition, fact)) for fact in located]
    return Shaded(
        cells=tuple(_published_cell(edition, code, by_area.get(code, [])) for code in load_areas()),
        legend=Legend(
            title="", classes=(words("at_a_glance.map_class"),), absences=("not_published", "not_applicable")
        ),
        alt=words("at_a_glance.map_alt", facts=words.join(sentences)),
    )


def _published_cell(edition: Edition, code: str, located: list[Fact]) -> Cell:
    name = edition.words.name(load_areas()[code].name)
    if located:
        lines = [findings.short_fact(edition, fact) for fact in located]
        text = reduce(edition.words.with_more, lines)
        return Cell(area=code, name=name, text=text, class_index=0, absence=None, label=[name, *lines])
    ran = any(code in scheme.areas for scheme in edition.programme.schemes.values())
    reason = "not_published" if ran else "not_applicable"
    return Cell(area=code, name=name, text=absence_words(edition)(reason), class_index=None, absence=reason)


def locator(edition: Edition, here: str, *, key: str) -> str | None:
    """Where an area lies, to go to its neighbours from."""
    words = edition.words
    return maps.choose_area(
        _ran_or_not(edition),
        legend=Legend(title="", classes=(words("area.some_scheme"),), absences=("not_applicable",)),
        selected=here,
        key=key,
        label=words("area.where", area=load_areas()[here].name),
        words=words,
        compact=True,
        absence_words=absence_words(edition),
    )


@kept
def _ran_or_not(edition: Edition) -> tuple[Cell, ...]:
    words = edition.words
    ran = {code for scheme in edition.programme.schemes.values() for code in scheme.areas}
    return tuple(
        Cell(
            area=code,
            name=words.name(area.name),
            text=words("area.some_scheme") if code in ran else absence_words(edition)("not_applicable"),
            class_index=0 if code in ran else None,
            absence=None if code in ran else "not_applicable",
        )
        for code, area in load_areas().items()
    )


def published_table(edition: Edition, headlines: list[Headline], *, key: str) -> tuple[Piece, ...]:
    """The table twin of the first page: every published result on it, with target and place where there is one."""
    words, areas = edition.words, load_areas()
    targets = {each.fact.id: each for each in headlines}
    rows = []
    for fact in (fact for fact in edition.programme.facts if fact.kind == "actual" and fact.indicator):
        headline = targets.get(fact.id)
        target = headline.target if headline else None
        rows.append(
            {
                "label": words.name(fact.label),
                "figure": words.fact_value(fact),
                "target": words.target(target, edition.programme.indicators[str(fact.indicator)]) if target else None,
                "share": headline.share if headline else None,
                "absence": "not_published",
                "where": words.join([words.name(areas[code].name) for code in fact.areas]) or words("table.whole"),
                "source": words.source(fact.source),
                "provenance": "published",
            }
        )
    return views.below(
        edition,
        pd.DataFrame(rows, columns=["label", "figure", "target", "share", "absence", "where", "source", "provenance"]),
        [
            Column("label", words("about.column_label")),
            Column("figure", words("about.column_figure"), "number"),
            Column("target", words("table.target"), "number"),
            Column("share", words("table.share"), "number", show=words.percent),
            Column("where", words("table.area")),
            Column("source", words("about.column_source")),
            Column("provenance", words("table.provenance"), "provenance"),
        ],
        key=key,
        caption=words("at_a_glance.table"),
        extra=[("derived", words("table.share"))],
    )
