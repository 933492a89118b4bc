"""The template of a month, given back unchanged, says what the draft says; in either language, as a workbook and as CSV."""

from datetime import date

import pandas as pd
import pytest

from ccare_metrics import load_programme
from ccare_metrics.coverage import due_keys
from ccare_metrics.entries import Entry
from ccare_metrics.intake import read_file
from ccare_metrics.reporting import sheets
from ccare_metrics.store.read import FIGURE_COLUMNS
from ccare_metrics.submissions import Context, check
from exports.template import template_csv, template_xlsx
from geo.areas import load_areas
from tests.pages.conftest import ROOT
from ui import upload_template
from ui.acting import Of
from ui.words import words_for

PROGRAMME = load_programme(ROOT / "data" / "ccare")
TODAY, MONTH = date(2023, 6, 5), "2023-06"
PARTNERS = [code for code in PROGRAMME.partners if due_keys(PROGRAMME, code, MONTH)]


def draft(partner: str) -> list[Entry]:
    """Every figure that is due, and one part of each that is split."""
    entries = []
    for place, key in enumerate(due_keys(PROGRAMME, partner, MONTH)):
        entries.append(Entry(key, str(place + 2), "A note, with a comma; and more"))
        for categories in list(sheets.splits(PROGRAMME, key.indicator).values())[:1]:
            entries.append(Entry(key._replace(category=categories[0]), "1", ""))
    return entries


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("partner", PARTNERS)
def test_what_a_draft_says_comes_back_from_its_template(partner, lang, kind):
    words, entries = words_for(lang), draft(partner)
    approved = pd.DataFrame(columns=[*FIGURE_COLUMNS, "submission"])
    rows = sheets.sheet(
        PROGRAMME, partner=partner, period=MONTH, entries=entries, approved=approved, today=TODAY, with_splits=True
    )
    rows = rows[rows["typed"].ne("")]
    lines = upload_template.lines_of(words, PROGRAMME, rows, MONTH)
    offered = upload_template.choices(words, PROGRAMME, Of(partner, MONTH, None))
    made = (
        template_csv(words, lines)
        if kind == "csv"
        else template_xlsx(words, lines, offered, programme=PROGRAMME.code, day=TODAY)
    )
    context = Context(
        programme=PROGRAMME, areas=load_areas(), partner=partner, period=MONTH, today=TODAY, open_periods=(MONTH,)
    )
    checked = check(read_file(f"template.{kind}", made).rows, context)
    assert [finding.check for finding in checked.findings if finding.strength == "block"] == []
    assert {entry.key: (entry.typed, entry.note) for entry in checked.entries if entry} == {
        entry.key: (entry.typed, entry.note) for entry in entries
    }


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_only_the_partners_own_names_are_offered(lang):
    offered = upload_template.choices(words_for(lang), PROGRAMME, Of("norfolk", MONTH, None))
    assert len(offered["scheme"]) == 1
    assert offered["area"] == ["Norfolk"]
    assert len(offered["indicator"]) == 3
