"""From the texts of a programme's files to one checked Programme, or to everything that is wrong with them."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from ccare_metrics.framework import documents as files
from ccare_metrics.framework.faults import FaultList
from ccare_metrics.framework.indicators import read_indicators
from ccare_metrics.framework.known import Known
from ccare_metrics.framework.partners import read_partners
from ccare_metrics.framework.programme import read_declarations, read_programme
from ccare_metrics.framework.published import read_facts
from ccare_metrics.framework.schemes import read_schemes
from ccare_metrics.framework.tables import Table, read_source
from ccare_metrics.framework.types import Programme, Source
from geo.areas import Area, load_areas


def load_programme(folder: Path) -> Programme:
    return parse_programme(files.read_documents(folder), load_areas())


def parse_programme(documents: Mapping[str, str], areas: Mapping[str, Area]) -> Programme:
    """The programme these texts describe; FrameworkError with every fault where there is one."""
    faults = FaultList()
    tables = files.open_tables(documents, faults)
    known = Known(
        areas=tuple(areas),
        sources=_read_sources(tables.get(files.SOURCES)),
        indicators=dict.fromkeys(files.codes(documents, files.INDICATORS)),
        schemes=files.codes(documents, files.SCHEMES),
    )
    head = tables.get(files.PROGRAMME, _muted())
    declared = read_declarations(head)
    if files.PROGRAMME in tables:
        known = replace(
            known,
            window=declared.window if head.clear("window_start", "window_end") else None,
            currencies=declared.currencies,
            strands=declared.strands,
            disaggregations=declared.disaggregations,
        )

    indicators = read_indicators(files.in_folder(tables, files.INDICATORS), known)
    known = replace(known, indicators={**known.indicators, **indicators})
    partners = read_partners(tables.get(files.PARTNERS, _muted()), known)
    if files.PARTNERS in tables:
        known = replace(known, partners=partners)
    schemes = read_schemes(files.in_folder(tables, files.SCHEMES), known)
    facts = read_facts(files.open_figures(documents, faults), known)

    programme = read_programme(
        head, declared, known, partners=partners, indicators=indicators, schemes=schemes, facts=facts
    )
    faults.stop_if_any()
    return programme


def _read_sources(table: Table | None) -> dict[str, Source]:
    return {} if table is None else {code: read_source(table.table(code)) for code in table.codes()}


def _muted() -> Table:
    """Stands for a file whose own fault is noted already; what it lacks is not said again."""
    return Table({}, file="", path="", faults=FaultList())
