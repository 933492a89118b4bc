"""Which language a visitor gets: what the address says, else what they chose before, else what the browser prefers."""

from collections.abc import Sequence

from starlette.requests import Request

from ui.words import LOCALES

LANGUAGES = tuple(LOCALES)
PARAMETER = "lang"
COOKIE = "lang"
A_YEAR = 365 * 24 * 60 * 60


def chosen_language(asked: str | None, before: str | None, accepted: str | None) -> str:
    """`asked` in the address, chosen `before` (the cookie), `accepted` (an Accept-Language header). An unknown language counts
    as not said."""
    return next(wish for wish in (asked, before, *preferences(accepted or ""), *LANGUAGES) if wish in LANGUAGES)


def language_of(request: Request) -> str:
    return chosen_language(
        request.query_params.get(PARAMETER), request.cookies.get(COOKIE), request.headers.get("accept-language")
    )


def preferences(accepted: str) -> Sequence[str]:
    """ "fr-FR,fr;q=0.9,en;q=0.8" -> fr, fr, en: main languages, most wanted first; what is malformed is left out."""
    weighed = []
    for part in accepted[:500].split(","):
        tag, _, weight = part.partition(";")
        try:
            wanted = float(weight.strip().removeprefix("q=") or 1)
        except ValueError:
            continue
        if wanted > 0:
            weighed.append((-wanted, tag.strip().partition("-")[0].lower()))
    return [language for _, language in sorted(weighed, key=lambda pair: pair[0])]
