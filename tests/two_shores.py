"""An invented programme as its files, small enough for a pencil, with every awkward case on purpose.

Awkward on purpose: a ratio with its two parts, a running total with a gap, a snapshot that should fall, ranks that cannot be added,
money, a target that was revised, a scheme without areas, a partner who never reports. `programmes` makes stores and releases of it.
"""

from geo.areas import Text

NORFOLK, KENT, MEDWAY, FINISTERE = "E10000020", "E10000016", "E06000035", "29"

HEAD = """
code = "two_shores"
window_start = "2022-01"
window_end = "2022-06"
closing_day = 2022-06-15
demonstration_today = 2022-05-25
languages = ["en", "fr"]
currencies = ["GBP", "EUR"]
disclosure = { hide_below = 0 }
headline = ["places", "people_waiting"]
name = { en = "Two Shores", fr = "Deux rives" }
short_name = { en = "Two Shores", fr = "Deux rives" }
summary = { en = "An invented programme.", fr = "Un programme inventé." }
funding.emblem_title = { en = "Emblem", fr = "Emblème" }
funding.lines = [{ en = "A fund", fr = "Un fonds" }]
funding.programme = { en = "A programme", fr = "Un programme" }
funding.statement = { en = "Paid for by a fund.", fr = "Payé par un fonds." }
funding.source = "page"
status_rule = { on_course = 95, at_risk = 80, minimum_coverage = 80 }
reporting = { calendar = "month", days_until_due = 15 }
not_published = []

[[strands]]
code = "work"
number = 1
name = { en = "Work", fr = "Travail" }

[[strands]]
code = "homes"
number = 2
name = { en = "Homes", fr = "Logement" }

[[disaggregations]]
code = "sex"
name = { en = "Sex", fr = "Sexe" }
categories = [{ code = "female", name = { en = "Women", fr = "Femmes" } }]

[[plans]]
indicator = "places"
baseline = 0
[[plans.targets]]
value = 60
by = 2022-06-30
qualifier = "over"
provenance = "published"
valid_from = 2022-01-01
source = "page"

[[plans]]
indicator = "people_waiting"
baseline = 40
[[plans.targets]]
value = 10
by = 2022-06-30
qualifier = "exact"
provenance = "published"
valid_from = 2022-01-01
source = "page"
"""

PARTNERS = """
[[partners]]
code = "north"
name = { en = "North Council", fr = "Conseil du Nord" }
short_name = { en = "North", fr = "Nord" }
country = "UK"
role = "lead_partner"
source = "page"

[[partners]]
code = "south"
name = { en = "South Council", fr = "Conseil du Sud" }
short_name = { en = "South", fr = "Sud" }
country = "FR"
role = "partner"
source = "page"

[[partners]]
code = "quiet"
name = { en = "Quiet Council", fr = "Conseil discret" }
short_name = { en = "Quiet", fr = "Discret" }
country = "FR"
role = "partner"
source = "page"
"""

SOURCES = """
[page]
title = "A page"
url = "https://example.org/page"
date = "2022-06"
"""

FACTS = """\
id,indicator,scheme,partner,areas,kind,value,unit,qualifier,as_of,source_title,source_url,source_date,label_en,label_fr,note_en,note_fr
P1,places,,,,actual,30,count,exact,2022-06-15,A page,https://example.org/page,2022-06,Places,Places,Counted.,Comptées.
P2,people_waiting,,,,actual,25,count,exact,2022-06-15,A page,https://example.org/page,2022-06,Waiting,En attente,Counted.,Comptées.
P3,places,advice,south,29,actual,9,count,over,2022-03-15,A page,https://example.org/page,2022-06,Places,Places,Counted.,Comptées.
P4,,,,,budget,100000000,EUR,exact,,A page,https://example.org/page,2022-06,Budget,Budget,Counted.,Compté.
"""


def _indicator(
    code: str, order: int, name: Text, *, rules: str = "", disaggregations: str = "[]", **changed: str
) -> str:
    fields = {
        "level": "output",
        "kind": "things",
        "direction": "higher",
        "over_time": "sum",
        "across": "sum",
        **changed,
    }
    lines = "\n".join(f'{key} = "{value}"' for key, value in fields.items())
    words = f'{{ en = "{name.en}", fr = "{name.fr}" }}'
    decimals = 2 if changed.get("kind") == "money" else 0
    return f"""
code = "{code}"
order = {order}
{lines}
{rules}
decimals = {decimals}
disaggregations = {disaggregations}
sensitive = false
zeros_shown = true
name = {words}
short_name = {words}
unit.one = {words}
unit.many = {words}
definition = {words}
why_it_matters = {words}
"""


INDICATORS = {
    "places": _indicator("places", 1, Text("Places", "Places ouvertes"), disaggregations='["sex"]'),
    "enrolled": _indicator("enrolled", 2, Text("Enrolled", "Inscrits"), kind="people", over_time="running_total"),
    "people_waiting": _indicator(
        *("people_waiting", 3, Text("People waiting", "Personnes en attente")),
        kind="people",
        over_time="snapshot",
        direction="lower",
    ),
    "rank": _indicator("rank", 4, Text("Rank", "Rang"), over_time="snapshot", across="none", direction="lower"),
    "grants_paid": _indicator(
        *("grants_paid", 5, Text("Grants paid", "Aides versées")), kind="money", rules='currency = "GBP"'
    ),
    "started": _indicator("started", 6, Text("Started", "Commencés"), kind="people"),
    "completed": _indicator("completed", 7, Text("Completed", "Terminés"), kind="people"),
    "completion_rate": _indicator(
        *("completion_rate", 8, Text("Completion rate", "Taux de réussite")),
        kind="ratio",
        across="ratio",
        rules='numerator = "completed"\ndenominator = "started"',
    ),
}


def _scheme(code: str, order: int, *, partner: str, strand: str, areas: str, start: str, end: str, plans: str) -> str:
    words = f'{{ en = "{code.title()}", fr = "{code.title()} (fr)" }}'
    return f"""
code = "{code}"
order = {order}
name = {words}
short_name = {words}
what_it_is = {words}
who_ran_it = {words}
unit_of_support = {words}
beneficiary = "people"
partner = "{partner}"
strand = "{strand}"
areas = {areas}
depth = "brief"
source = "page"
start = "{start}"
end = "{end}"
{plans}
"""


def _plan(indicator: str, baseline: int = 0, milestones: str = "", *targets: str) -> str:
    return f'[[plans]]\nindicator = "{indicator}"\nbaseline = {baseline}\n{milestones}\n' + "\n".join(targets)


def _target(value: int, provenance: str = "illustrative", valid_from: str = "2022-01-01", more: str = "") -> str:
    return f"""[[plans.targets]]
value = {value}
by = 2022-06-30
qualifier = "exact"
provenance = "{provenance}"
valid_from = {valid_from}
{more}"""


REVISED = 'decided_by = { en = "Board", fr = "Comité" }\nreason = { en = "Demand.", fr = "Demande." }'

SCHEMES = {
    "training": _scheme(
        *("training", 1),
        partner="north",
        strand="work",
        areas=f'["{NORFOLK}", "{KENT}", "{MEDWAY}"]',
        start="2022-01",
        end="2022-06",
        plans="\n".join(
            [
                _plan(
                    *("places", 0, 'milestones = [{ on = 2022-02-28, value = 10, provenance = "illustrative" }]'),
                    _target(40),
                    _target(50, valid_from="2022-03-01", more=REVISED),
                ),
                _plan("enrolled", 0, "", _target(13, "published", more='source = "page"')),
                _plan("completion_rate"),
                _plan("rank"),
            ]
        ),
    ),
    "advice": _scheme(
        *("advice", 2),
        partner="south",
        strand="homes",
        areas=f'["{FINISTERE}"]',
        start="2022-02",
        end="2022-06",
        plans="\n".join(
            [
                _plan(
                    *("places", 0, 'milestones = [{ on = 2022-03-31, value = 10, provenance = "illustrative" }]'),
                    _target(20),
                ),
                _plan("people_waiting", 40, "", _target(10)),
                _plan("rank"),
            ]
        ),
    ),
    "grants": _scheme(
        *("grants", 3),
        partner="north",
        strand="work",
        areas=f'["{KENT}"]',
        start="2022-01",
        end="2022-02",  # its figure of March was not due, and still counts
        plans=_plan("grants_paid", 0, "", _target(500_000).replace("2022-06-30", "2022-02-28")),
    ),
    "outreach": _scheme(
        *("outreach", 4),
        partner="quiet",
        strand="homes",
        areas=f'["{FINISTERE}"]',
        start="2022-01",
        end="2022-06",
        plans=_plan("places", 0, "", _target(12)),
    ),
    "leaflets": _scheme(
        *("leaflets", 5),
        partner="south",
        strand="homes",
        areas="[]",
        start="2022-01",
        end="2022-06",
        plans=_plan("places", 0, "", _target(5)),
    ),
}

DOCUMENTS = {
    "programme.toml": HEAD,
    "partners.toml": PARTNERS,
    "sources.toml": SOURCES,
    "published_figures.csv": FACTS,
    **{f"indicators/{code}.toml": text for code, text in INDICATORS.items()},
    **{f"schemes/{code}.toml": text for code, text in SCHEMES.items()},
}
