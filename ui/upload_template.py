"""The template of a month: a row for each figure that is due, and what the draft says already."""

import pandas as pd
import streamlit as st

from ccare_metrics.coverage import due_keys
from ccare_metrics.framework import Programme
from ccare_metrics.reporting import sheets
from ccare_metrics.store import desk
from exports.tables import CSV, XLSX
from exports.template import TemplateLine, template_csv, template_xlsx
from geo.areas import load_areas
from ui import access, cached, entry_grid, own_reports
from ui.access import Visit
from ui.acting import Of
from ui.downloads import unguessable
from ui.words import Words


def template(visit: Visit, of: Of) -> None:
    """The template with the rows that are due, and what the draft says already; as a workbook and as CSV."""
    words, programme = visit.words, visit.programme
    name = f"{programme.code}-{of.partner}-{of.period}"
    report, approved = own_reports.ask(visit, lambda: _draft(visit, of))
    rows = sheets.sheet(
        programme, partner=of.partner, period=of.period, entries=report.entries if report else (), approved=approved,
        today=visit.today,
    )  # fmt: skip
    lines = lines_of(words, programme, rows, of.period)
    with st.container(key="cc_template", horizontal=True, gap="small", vertical_alignment="center"):
        st.download_button(
            words("upload.template_xlsx"),
            lambda: template_xlsx(words, lines, choices(words, programme, of), programme=programme.code, day=visit.today),
            file_name=f"{name}.xlsx", mime=unguessable(XLSX), key="cc_template_xlsx", on_click="ignore", type="primary",
        )  # fmt: skip
        st.download_button(
            words("upload.template_csv"), lambda: template_csv(words, lines),
            file_name=f"{name}.csv", mime=unguessable(CSV), key="cc_template_csv", on_click="ignore",
        )  # fmt: skip


def _draft(visit: Visit, of: Of) -> tuple[desk.Report | None, pd.DataFrame]:
    engine, signature = cached.store(), access.signature_now()
    report = desk.report(engine, signature, of.submission) if of.submission else None
    return report, desk.approved_of(engine, signature, of.partner)


def lines_of(words: Words, programme: Programme, rows: pd.DataFrame, period: str) -> list[TemplateLine]:
    """`rows`: as sheets.sheet; by the names a person reads them under."""
    told = rows.to_dict("records")
    names = entry_grid.names(words, programme, told).to_dict("records")
    return [
        TemplateLine(
            scheme=name["scheme"],
            indicator=words.name(programme.indicators[row["indicator"]].name),
            area=name["area"],
            period=period,
            category=name["category"],
            value=row["typed"],
            note=row["note"],
        )
        for row, name in zip(told, names, strict=True)
    ]


def choices(words: Words, programme: Programme, of: Of) -> dict[str, list[str]]:
    """The names that may stand in each column."""
    keys = due_keys(programme, of.partner, of.period)
    indicators = list(dict.fromkeys(key.indicator for key in keys))
    categories = [
        category for code in indicators for listed in sheets.splits(programme, code).values() for category in listed
    ]
    return {
        "scheme": [words.name(scheme.short_name) for scheme in sheets.schemes_of(programme, of.partner, of.period)],
        "indicator": [words.name(programme.indicators[code].name) for code in indicators],
        "area": [words.name(load_areas()[code].name) for code in dict.fromkeys(key.area for key in keys)],
        "category": [entry_grid.category_name(words, code, programme) for code in dict.fromkeys(categories)],
    }
