"""The rules of the house (docs/decisions.md and the README's map tell them in words). Each returns its offences, a sentence each.

There is no list of allowed exceptions beside the rules: what is allowed is the rule.
"""

import ast
import re
from collections.abc import Callable, Iterator, Sequence

from tests.house.reading import Module, calls, is_within

Rule = Callable[[Sequence[Module]], list[str]]

PURE = tuple(
    f"ccare_metrics.{name}"
    for name in (
        *(
            "aggregation",
            "attack",
            "backtest",
            "backtest_report",
            "cited",
            "classes",
            "closeness",
            "coverage",
            "disclosure",
            "forecast",
        ),
        *(
            "entries",
            "hiding",
            "intervals",
            "knowledge",
            "outliers",
            "periods",
            "progress",
            "relations",
            "rivals",
            "scope",
        ),
        *("share_in_words", "solver"),
    )
)
BASIS = ("ccare_metrics.framework", "ccare_metrics.periods", "geo.areas")

# Which of our own modules each room may import; the longest name that fits a module counts.
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "geo": ("geo",),
    "ccare_metrics": ("ccare_metrics", "geo.areas"),
    "ccare_metrics.framework": BASIS,
    **dict.fromkeys(PURE, (*BASIS, *PURE)),
    "ccare_metrics.intake": (*BASIS, "ccare_metrics.entries", "ccare_metrics.intake"),
    "ccare_metrics.checks": (
        *(*BASIS, *PURE, "ccare_metrics.checks"),
        *("ccare_metrics.intake.faults", "ccare_metrics.intake.grammar"),
    ),
    "ccare_metrics.submissions": (
        *BASIS,
        "ccare_metrics.checks",
        "ccare_metrics.entries",
        "ccare_metrics.intake.grammar",
    ),
    "ccare_metrics.results": (*BASIS, *PURE, "ccare_metrics.results"),
    "ccare_metrics.release": (*BASIS, "ccare_metrics.aggregation"),
    "ccare_metrics.register": (*BASIS, "ccare_metrics.release"),
    "ccare_metrics.store": (*BASIS, "ccare_metrics.entries", "ccare_metrics.scope", "ccare_metrics.store"),
    "data": ("ccare_metrics", "geo.areas", "data"),
    "exports": ("exports",),
    "api": (
        *BASIS,
        *("ccare_metrics.aggregation", "ccare_metrics.register", "ccare_metrics.release", "ccare_metrics.results"),
        *("ccare_metrics.scope", "geo.boundaries", "serving.bundles", "serving.languages", "ui.words"),
        *("exports", "api"),
    ),
    "api.embeds": (
        *(*BASIS, "ccare_metrics.cited", "ccare_metrics.release", "ccare_metrics.results", "ccare_metrics.scope"),
        *("api", "reports.drawing", "serving.languages"),
        # Those of ui that need no Streamlit.
        *(
            "ui.charts",
            "ui.edition",
            "ui.findings",
            "ui.map_words",
            "ui.provenance",
            "ui.tables",
            "ui.theme",
            "ui.words",
        ),
    ),
    "ui": ("ccare_metrics", "geo", "ui", "serving.claims", "serving.menu", "reports", "exports"),
    "pages": ("ccare_metrics.results", "ccare_metrics.cited", "ccare_metrics.scope", "geo.areas", "ui"),
    "reports": (
        *BASIS,
        *("ccare_metrics.results", "ccare_metrics.scope", "ccare_metrics.workflow", "ccare_metrics.working", "reports"),
        # Those of ui that need no Streamlit.
        *("ui.attention_words", "ui.edition", "ui.findings", "ui.names", "ui.outlook_words", "ui.theme", "ui.words"),
    ),
    "serving": (
        "ccare_metrics.register",
        "ccare_metrics.release",
        "ccare_metrics.results",
        "ccare_metrics.scope",
        "ccare_metrics.store",
        "geo.areas",
        "serving",
        # Those of ui that need no Streamlit.
        *("ui.edition", "ui.findings", "ui.theme", "ui.words"),
        "api",
    ),
    "dashboard": (
        "ccare_metrics.release",
        "serving.contact",
        "serving.languages",
        "serving.menu",
        "serving.providers",
        "ui",
    ),
    "server": ("serving",),
    "administration": ("administration", "ccare_metrics", "geo.areas", "ui.words"),
    "manage": ("administration", "ccare_metrics", "geo.areas", "reports", "serving.menu", "ui.words"),
    "demo_signin": (*BASIS, "ccare_metrics.store", "demo_signin"),
    "bench": ("bench", "ccare_metrics", "geo.areas", "reports", "serving", "ui.edition", "ui.words"),
}

# Who may import a library of others: the library, and the rooms it belongs to.
BELONGS_TO: dict[str, tuple[str, ...]] = {
    "streamlit": ("ui", "pages", "dashboard", "server", "serving", "bench"),
    "plotly": ("ui.curves", "ui.trend", "ui.trend_marks", "bench"),
    "pydeck": ("ui.exploring_map",),
    "xlsxwriter": ("exports", "reports", "bench"),
    "pyarrow": ("exports",),
    "python_calamine": ("ccare_metrics.intake.child",),
    "typst": ("reports.typesetting",),
    "pptx": ("reports",),
    "geopandas": ("geo.boundaries", "geo.build_boundaries"),
    "shapely": ("geo",),
    "fastapi": ("api", "serving", "server"),
    "starlette": ("api", "serving", "server", "bench"),
    "pandas": ("ccare_metrics", "geo", "ui", "bench", "api", "exports", "reports"),
    "numpy": ("ccare_metrics", "geo", "ui"),
    "highspy": ("ccare_metrics.solver",),
    "scipy": ("ccare_metrics.hiding", "ccare_metrics.intervals", "ccare_metrics.relations", "ccare_metrics.solver"),
    "babel": ("ui.words",),
    "gettext": ("ui.words",),
    "sqlite3": ("ccare_metrics.store", "ccare_metrics.release", "ccare_metrics.release_file"),
    "sqlmodel": ("ccare_metrics.store",),
    "alembic": ("ccare_metrics.store",),
    "sqlalchemy": (
        "ccare_metrics.store",
        "ccare_metrics.earlier",
        "ccare_metrics.publishing",
        "ccare_metrics.reporting",
        "administration",
        "bench",
        "ccare_metrics.working",
        "ccare_metrics.workflow",
    ),
    "sqlalchemy.exc": ("serving.health",),  # to tell that the store does not answer; opens nothing
}

OPENING = ("sqlite3.connect", "create_engine", "sqlalchemy.create_engine")
SQL = re.compile(r"\b(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+TABLE)\b", re.S)
ADDING_UP = {
    *(
        "groupby",
        "merge",
        "pivot",
        "pivot_table",
        "fillna",
        "execute",
        "agg",
        "aggregate",
        "apply",
        "cumsum",
        "rolling",
    ),
    *("sum", "mean", "median", "min", "max", "div", "mul", "add", "sub", "round", "rank"),
}
ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult)
# "rgba(0,0,0,0)" is nothing at all, and so no colour.
COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{8}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\b|\b(?!rgba\(0,0,0,0\))(?:rgba?|hsla?)\(\s*\d")
CLOCKS = re.compile(r"\b(?:date\.today|datetime\.(?:now|today|utcnow)|time\.(?:time|localtime|gmtime))$")
LONGEST_PAGE = 110  # lines; a page asks and shows
NO_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}


def rooms_import_only_what_lies_below_them(house: Sequence[Module]) -> list[str]:
    found = []
    for module in house:
        room = max((room for room in MAY_IMPORT if module.is_in(room)), key=len, default=None)
        if room is None:
            found.append(f"{module.path}: belongs to no room; name its place in tests/house/rules.py")
            continue
        for each in module.imports:
            ours = each.name in module.house or each.name.split(".")[0] in {name.split(".")[0] for name in module.house}
            if ours and not any(is_within(each.name, allowed) for allowed in MAY_IMPORT[room]):
                found.append(f"{module.path}:{each.line}: {room} may not import {each.name}")
    return found


def libraries_stay_in_their_rooms(house: Sequence[Module]) -> list[str]:
    found = []
    for module in house:
        for each in module.imports:
            fitting = [library for library in BELONGS_TO if is_within(each.name, library)]
            if fitting and not any(module.is_in(*BELONGS_TO[library]) for library in fitting):
                found.append(
                    f"{module.path}:{each.line}: {each.name} belongs to {', '.join(BELONGS_TO[max(fitting, key=len)])}"
                )
    return found


def no_module_imports_itself_by_a_detour(house: Sequence[Module]) -> list[str]:
    """Imports inside functions count, those for types only do not."""
    leads_to = {
        module.name: sorted(
            {each.name for each in module.imports if each.name in module.house and not each.for_types} - {module.name}
        )
        for module in house
    }
    found, done = [], set()
    for name in sorted(leads_to):
        for detour in _detours(name, [name], leads_to, done):
            found.append(" imports ".join(detour))
        done.add(name)
    return found


def _detours(name: str, way: list[str], leads_to: dict[str, list[str]], done: set[str]) -> Iterator[list[str]]:
    for following in leads_to[name]:
        if following == way[0]:
            yield [*way, following]
        elif following not in way and following not in done:
            yield from _detours(following, [*way, following], leads_to, done)


def an_import_inside_a_function_gives_its_reason(house: Sequence[Module]) -> list[str]:
    found = []
    for module in house:
        lines = module.text.splitlines()
        for each in module.imports:
            here = lines[each.line - 1], lines[each.line - 2]
            if each.inside and "#" not in here[0] and not here[1].lstrip().startswith("#"):
                found.append(f"{module.path}:{each.line}: {each.name} is imported inside a function without a reason")
    return found


def pages_do_no_arithmetic(house: Sequence[Module]) -> list[str]:
    found = []
    for module in house:
        if not module.is_in("pages"):
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ARITHMETIC):
                found.append(f"{module.path}:{node.lineno}: computes {ast.unparse(node)}")
        for name, call in calls(module):
            if name.rpartition(".")[2] in ADDING_UP:
                found.append(f"{module.path}:{call.lineno}: calls {name}")
    return found


def a_page_is_short(house: Sequence[Module]) -> list[str]:
    return [
        f"{module.path}: {lines} lines, at most {LONGEST_PAGE}"
        for module in house
        if module.is_in("pages") and (lines := len(module.text.splitlines())) > LONGEST_PAGE
    ]


def pages_leave_session_and_address_to_the_filters(house: Sequence[Module]) -> list[str]:
    watched = {"st.session_state", "st.query_params", "st.context"}
    return [
        f"{module.path}:{node.lineno}: reads {ast.unparse(node)}"
        for module in house
        if module.is_in("pages")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node) in watched
    ]


def only_the_theme_names_a_colour(house: Sequence[Module]) -> list[str]:
    return [
        f"{module.path}:{line}: names the colour {COLOUR.search(text)[0]}"
        for module in house
        if not module.is_in("ui.theme")
        for text, line in module.texts
        if COLOUR.search(text)
    ]


def only_one_module_caches_answers(house: Sequence[Module]) -> list[str]:
    return [
        f"{module.path}:{node.lineno}: uses {ast.unparse(node)}"
        for module in house
        if not module.is_in("ui.cached")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute)
        and node.attr.startswith("cache_")
        and ast.unparse(node.value) in ("st", "streamlit")
    ]


def databases_are_opened_in_store_and_release_only(house: Sequence[Module]) -> list[str]:
    found = []
    for module in house:
        if module.is_in("ccare_metrics.store", "ccare_metrics.release", "ccare_metrics.release_file"):
            continue
        found += [f"{module.path}:{call.lineno}: opens a database" for name, call in calls(module) if name in OPENING]
        found += [f"{module.path}:{line}: speaks SQL" for text, line in module.texts if SQL.search(text)]
    return found


def nothing_below_the_door_reads_a_clock_or_the_environment(house: Sequence[Module]) -> list[str]:
    """Day, viewer and language are handed in; where the store lies is read in one module."""
    found = []
    for module in house:
        if not module.is_in("ccare_metrics", "geo", "ui", "pages", "data", "reports", "exports", "api"):
            continue
        found += [
            f"{module.path}:{call.lineno}: reads the clock ({name})"
            for name, call in calls(module)
            if CLOCKS.search(name)
        ]
        if module.is_in("ccare_metrics.store.engine"):
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Attribute) and ast.unparse(node) in ("os.environ", "os.getenv"):
                found.append(f"{module.path}:{node.lineno}: reads the environment")
    return found


def missing_is_never_filled_with_zero(house: Sequence[Module]) -> list[str]:
    return [
        f"{module.path}:{call.lineno}: {ast.unparse(call)}"
        for module in house
        for name, call in calls(module)
        if name.endswith(".fillna")
        and any(
            isinstance(given, ast.Constant) and given.value == 0 and given.value is not False for given in call.args
        )
    ]


def every_module_has_a_name_that_says_something(house: Sequence[Module]) -> list[str]:
    return [
        f"{module.path}: no place for {', '.join(found)}"
        for module in house
        if (found := NO_NAMES & {*module.name.split(".")})
    ]


RULES: tuple[Rule, ...] = (
    rooms_import_only_what_lies_below_them,
    libraries_stay_in_their_rooms,
    no_module_imports_itself_by_a_detour,
    an_import_inside_a_function_gives_its_reason,
    pages_do_no_arithmetic,
    a_page_is_short,
    pages_leave_session_and_address_to_the_filters,
    only_the_theme_names_a_colour,
    only_one_module_caches_answers,
    databases_are_opened_in_store_and_release_only,
    nothing_below_the_door_reads_a_clock_or_the_environment,
    missing_is_never_filled_with_zero,
    every_module_has_a_name_that_says_something,
)
