"""The filters: widgets and web address in, stable codes out. The only module that knows the filters' keys.

The address holds codes, never labels, so that a copied link opens the same view in either language. Streamlit's own
`bind="query-params"` writes the displayed label, hence this small codec.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Literal

import streamlit as st

from ccare_metrics.cited import facts, located_results
from ccare_metrics.results import place_codes
from geo.areas import COUNTRY_NAMES, load_areas
from ui.access import Visit

Kind = Literal["select", "pills", "slider"]
TICK = 1.6  # seconds a period stands while playing


class UnknownCodeError(LookupError):
    """The address names something that is not known; `dashboard.py` answers with what there is, inside the frame of the page."""

    def __init__(self, *, name: str, asked: str, options: Sequence[tuple[str, str]], label: str):
        super().__init__(f"{name}={asked!r}")
        self.name, self.asked, self.options, self.label = name, asked, options, label


def choose(
    visit: Visit,
    name: str,
    options: Sequence[str],
    *,
    label: str,
    shown: Callable[[str], str],
    default: str,
    kind: Kind = "select",
    help: str | None = None,
    known: Collection[str] = (),
) -> str:
    """One code out of `options`; `name` is its place in the address. An unknown code in the address raises UnknownCodeError.

    `known`: codes that exist but do not apply beside another choice on the page; such a one gives way to the default, and says so.
    """
    asked = st.query_params.get(name) or None
    if asked is not None and asked not in options:
        if asked not in known:
            offered = [(option, shown(option)) for option in options]
            raise UnknownCodeError(name=name, asked=asked, options=offered, label=label)
        put(name, None)
        st.caption(visit.words("filters.does_not_apply", asked=shown(asked), instead=shown(default)))
        asked = None
    code = asked or default
    key = f"filter_{name}"
    if st.session_state.get(f"{key}_seen") != code or key not in st.session_state:
        st.session_state[key] = code  # the address was changed from outside: a link, back, forward
    st.session_state[f"{key}_seen"] = code

    def remember() -> None:
        chosen = st.session_state[key] or default
        put(name, None if chosen == default else chosen)
        st.session_state[f"{key}_seen"] = chosen

    if kind == "select":
        hint = visit.words("filters.choose")
        st.selectbox(label, list(options), format_func=shown, key=key, on_change=remember, help=help, placeholder=hint)
    elif kind == "pills":
        st.segmented_control(
            label, list(options), format_func=shown, key=key, on_change=remember, help=help, required=True
        )
    else:
        st.select_slider(label, list(options), format_func=shown, key=key, on_change=remember, help=help)
    return st.session_state[key] or default


def choose_or_all(
    visit: Visit, name: str, codes: Sequence[str], *, label: str, everything: str, shown: Callable[[str], str]
) -> str | None:
    """One code, or None for all of them, which stands first under the words `everything`."""
    code = choose(
        visit,
        name,
        ["all", *codes],
        label=label,
        shown=lambda each: everything if each == "all" else shown(each),
        default="all",
    )
    return None if code == "all" else code


def choose_several(
    visit: Visit, name: str, options: Sequence[str], *, label: str, shown: Callable[[str], str]
) -> tuple[str, ...]:
    """Any number of codes, in the order of `options`; all where the address names none. Unknown codes raise UnknownCodeError."""
    asked = [code for code in (st.query_params.get(name) or "").split(",") if code]
    for code in asked:
        if code not in options:
            offered = [(option, shown(option)) for option in options]
            raise UnknownCodeError(name=name, asked=code, options=offered, label=label)
    chosen, key = tuple(code for code in options if code in asked or not asked), f"filter_{name}"
    if st.session_state.get(f"{key}_seen") != chosen or key not in st.session_state:
        st.session_state[key] = list(chosen)
    st.session_state[f"{key}_seen"] = chosen

    def remember() -> None:
        now = tuple(code for code in options if code in (st.session_state[key] or ()))
        put(name, None if now == tuple(options) else ",".join(now))
        st.session_state[f"{key}_seen"] = now or tuple(options)

    st.pills(label, list(options), format_func=shown, key=key, on_change=remember, selection_mode="multi")
    return tuple(code for code in options if code in (st.session_state[key] or ()))


def choose_indicator(
    visit: Visit, options: Sequence[str], *, default: str, label: str = "", known: Collection[str] = ()
) -> str:
    """An indicator, by its name."""
    words, indicators = visit.words, visit.programme.indicators
    return choose(
        visit,
        "indicator",
        options,
        label=label or words("filters.indicator"),
        shown=lambda code: words.name(indicators[code].name),
        default=default,
        known=known,
    )


def choose_scheme(visit: Visit, options: Sequence[str], *, default: str, known: Collection[str] = ()) -> str:
    """A scheme, by its short name; the code "all" is every scheme."""
    words, schemes = visit.words, visit.programme.schemes
    return choose(
        visit,
        "scheme",
        options,
        label=words("filters.scheme"),
        shown=lambda code: words("filters.all_schemes") if code == "all" else words.name(schemes[code].short_name),
        default=default,
        known=known,
    )


def play(visit: Visit, name: str, options: Sequence[str]) -> None:
    """A button that walks the filter `name` through its options, one after the other, and stops at the last or when pressed again."""
    playing, key = f"playing_{name}", f"filter_{name}"
    words = visit.words

    def toggle() -> None:
        st.session_state[playing] = not st.session_state.get(playing, False)
        if st.session_state[playing] and st.session_state.get(key) == options[-1]:
            put(name, options[0])

    st.button(
        words("filters.pause" if st.session_state.get(playing) else "filters.play"), key=f"play_{name}", on_click=toggle
    )
    if st.session_state.get(playing):
        st.session_state[f"{playing}_drawn"] = True
        _walk(name, tuple(options), playing)


@st.fragment(run_every=TICK)
def _walk(name: str, options: tuple[str, ...], playing: str) -> None:
    if st.session_state.pop(f"{playing}_drawn", False):
        return  # called by a run of the whole page, which has just drawn a period: only the ticks in between move on
    here = options.index(st.query_params.get(name, options[0]))
    if here + 1 < len(options):
        put(name, options[here + 1])
    else:
        st.session_state[playing] = False
    st.rerun()


def put(name: str, code: str | None) -> None:
    """Writes a code into the address; None takes it out."""
    if code is None:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = code


def published_only(visit: Visit) -> bool:
    """The switch that leaves only published figures on the page."""
    key = "filter_figures"
    asked = st.query_params.get("figures") == "published"
    if st.session_state.get(f"{key}_seen") != asked or key not in st.session_state:
        st.session_state[key] = asked
    st.session_state[f"{key}_seen"] = asked

    def remember() -> None:
        put("figures", "published" if st.session_state[key] else None)
        st.session_state[f"{key}_seen"] = st.session_state[key]

    st.toggle(
        visit.words("filters.published_only"),
        key=key,
        on_change=remember,
        help=visit.words("filters.published_only_help"),
    )
    return bool(st.session_state[key])


def first_scheme(visit: Visit) -> str:
    """The scheme to open on when none is named: the first of which a result is published."""
    told = {fact.scheme for fact in facts(visit.programme, kinds=("actual",))}
    schemes = list(visit.programme.schemes)
    return next((code for code in schemes if code in told), schemes[0])


def area_option(visit: Visit, code: str) -> str:
    """An area in a list of both countries: Norfolk (England)."""
    area = load_areas()[code]
    return visit.words("area.option", area=area.name, country=COUNTRY_NAMES[area.country])


def find_area(visit: Visit) -> str | None:
    """An area to go to, None until somebody chooses one; the label says that choosing opens a page."""
    return st.selectbox(
        visit.words("filters.find_area"),
        list(load_areas()),
        index=None,
        format_func=lambda code: area_option(visit, code),
        key="find_area",
        placeholder=visit.words("filters.area"),
    )


def first_area(visit: Visit) -> str:
    """The area to open on when none is named: the first in which a published result lies, else the first in which a scheme ran."""
    areas = [area for fact in located_results(visit.programme) for area in fact.areas]
    areas += [area for scheme in visit.programme.schemes.values() for area in scheme.areas]
    return (areas or place_codes("area"))[0]
