"""Reading partners.toml."""

from ccare_metrics.framework import vocabulary
from ccare_metrics.framework.known import Known
from ccare_metrics.framework.ordering import by_code
from ccare_metrics.framework.tables import Table
from ccare_metrics.framework.types import Partner
from geo.areas import Text

_ONE_LEAD = Text("exactly one partner with role lead_partner", "un seul partenaire dont role est lead_partner")
_WITH_BUDGET = Text("only beside a budget", "uniquement avec un budget")


def read_partners(table: Table, known: Known) -> dict[str, Partner]:
    """Every partner by its code, in the order of the file."""
    found = [_read_partner(item, known) for item in table.tables("partners")]
    table.refuse_unknown_keys()
    leads = [partner.code for partner in found if partner.role == "lead_partner"]
    if table.sound and len(leads) != 1:
        table.fault("partners", found=", ".join(leads) or None, expected=_ONE_LEAD)
    return by_code([(partner.code, partner) for partner in found], table, "partners")


def _read_partner(table: Table, known: Known) -> Partner:
    budgeted = table.has("budget")
    for key in ("budget_qualifier", "budget_source"):
        if not budgeted and table.has(key):
            table.fault(key, found=key, expected=_WITH_BUDGET)
    partner = Partner(
        code=table.code("code"),
        name=table.words("name"),
        short_name=table.words("short_name"),
        country=table.choice("country", vocabulary.COUNTRIES),
        role=table.choice("role", vocabulary.ROLES),
        seat=table.reference("seat", known.areas) if table.has("seat") else None,
        budget=table.whole("budget") if budgeted else None,
        budget_qualifier=table.choice("budget_qualifier", vocabulary.QUALIFIERS) if budgeted else None,
        budget_source=table.source("budget_source", known.sources) if budgeted else None,
        source=table.source("source", known.sources),
        note=table.words("note") if table.has("note") else None,
    )
    table.refuse_unknown_keys()
    return partner
