"""Requests that a release answers, for the page that describes the addresses: made of its own codes, so that they run as printed."""

from dataclasses import dataclass

from api.grains import grains_of
from ccare_metrics.periods import months_of
from ccare_metrics.release import Release
from ccare_metrics.results import group_codes, time_codes
from ccare_metrics.scope import TIMES, Scope


@dataclass(frozen=True)
class Example:
    """`why`: the key of the sentence beside it; `file`: the name under which the answer is kept, empty where it is read at once."""

    why: str
    path: str
    file: str = ""
    options: tuple[str, ...] = ()


def examples(release: Release) -> dict[str, tuple[Example, ...]]:
    """By the name of the address."""
    indicator = release.programme.headline[0]
    plain = {name: (Example(name, f"/{name}"),) for name in ("programme", "partners", "schemes", "indicators", "areas")}
    return {
        "figures": _of_figures(release, indicator),
        "targets": (
            Example("targets", "/targets"),
            Example("targets_of", f"/targets?indicator={indicator}&release={release.number}"),
        ),
        **plain,
        "outlines": (Example("outlines", "/areas.geojson", file="areas.geojson"),),
        "releases": (Example("releases", "/releases"),),
        "changes": (Example("changes", f"/releases/{release.number}/changes?limit=100"),),
        "package": (Example("package", "/datapackage.json"),),
        "table": (Example("table", f"/releases/{release.number}/figures.csv", file="figures.csv"),),
        "zip": (Example("zip", f"/release.zip?release={release.number}", file="release.zip"),),
        "description": (Example("description", "/openapi.json?lang=fr"),),
    }


def _of_figures(release: Release, indicator: str) -> tuple[Example, ...]:
    scheme = group_codes(release.programme, "scheme", indicator)[0]
    finest = grains_of(release, Scope(indicator, scheme=scheme))[-1]
    split = f"&by={finest}" if finest in TIMES else ""
    asked = f"/figures?indicator={indicator}"
    return (
        Example("total", asked),
        Example("total_of", f"{asked}&scheme={scheme}&lang=fr"),
        Example("by_area", f"{asked}&by=area"),
        Example("over_time", f"{asked}&scheme={scheme}{split}{_stretch(release, finest)}"),
        Example("cited_only", f"{asked}&by=scheme&provenance=published"),
        Example("named", f"{asked}&by=scheme,country&release={release.number}"),
        Example("pages", f"{asked}&by=area&limit=10&offset=10"),
        *(
            Example(kind, f"{asked}&by=scheme,area&format={kind}", file=f"figures.{kind}")
            for kind in ("csv", "xlsx", "parquet")
        ),
    )


def _stretch(release: Release, kind: str) -> str:
    """The last two periods."""
    if kind not in TIMES:
        return ""
    first, last = time_codes(release, kind)[-2:][0], time_codes(release, kind)[-1]
    start = max(months_of(first)[0], release.programme.window_start)
    return f"&from={start}&to={min(months_of(last)[-1], release.through)}"


def refusals(release: Release) -> dict[int, Example]:
    """One request for each way of not being answered; a damaged release cannot be asked for on purpose."""
    indicator = release.programme.headline[0]
    return {
        404: Example("refused_404", f"/figures?indicator={indicator}&release=999999", options=("-i",)),
        405: Example("refused_405", f"/figures?indicator={indicator}", options=("-i", "-X", "POST")),
        406: Example("refused_406", "/programme", options=("-i", "-H", '"Accept: application/xml"')),
        422: Example("refused_422", "/figures?indicator=nothing&by=area&by=month&limit=-1", options=("-i",)),
    }
