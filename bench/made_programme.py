"""C-CARE's own declaration with made-up schemes in the place of its own: as many, and in as many areas, as a measurement asks for."""

import tomllib
from collections.abc import Iterable, Sequence

from ccare_metrics.framework import read_documents
from ccare_metrics.store.engine import programme_folder

INDICATORS = ("businesses_supported", "people_supported", "skills_action_plans", "new_businesses", "digital_programmes")
PARTNER = "plymouth"


def made_documents(areas: Iterable[Sequence[str]]) -> dict[str, str]:
    """The programme's files with a scheme `made_0`, `made_1` ... for each list of areas, all of one partner."""
    documents = {
        path: text
        for path, text in read_documents(programme_folder()).items()
        if not path.startswith("schemes/") and path != "published_figures.csv"
    }
    made = {f"schemes/made_{number}.toml": made_scheme(number, places) for number, places in enumerate(areas)}
    return {**documents, "published_figures.csv": _facts_without_schemes(), **made}


def _facts_without_schemes() -> str:
    lines = (programme_folder() / "published_figures.csv").read_text(encoding="utf-8").splitlines()
    return "\n".join([lines[0], *(line for line in lines[1:] if line.split(",")[2] == "")]) + "\n"


def made_scheme(number: int, areas: Sequence[str]) -> str:
    """A scheme like one of C-CARE's, under another name."""
    model = tomllib.loads((programme_folder() / "schemes" / "skills_plans.toml").read_text(encoding="utf-8"))
    texts = "\n".join(
        f'{field}.{language} = "{model[field][language].replace(chr(34), "")} {number}"'
        for field in ("name", "short_name", "what_it_is", "who_ran_it", "unit_of_support")
        for language in ("en", "fr")
    )
    places = ", ".join(f'"{code}"' for code in areas)
    plans = "\n".join(
        f'[[plans]]\nindicator = "{code}"\nbaseline = 0\n[[plans.targets]]\nvalue = 9000\nby = 2023-06-30\n'
        'qualifier = "exact"\nprovenance = "illustrative"\nvalid_from = 2021-10-01'
        for code in INDICATORS
    )
    return (
        f'code = "made_{number}"\norder = {number + 1}\npartner = "{PARTNER}"\nstrand = "social_inclusion"\nbeneficiary = "both"\n'
        f'areas = [{places}]\ndepth = "brief"\nsource = "closing_interview"\n{texts}\n{plans}\n'
    )
