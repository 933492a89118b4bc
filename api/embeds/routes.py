"""The addresses of the cards: `/embed/<card>?...`, of the newest release or of a named one."""

from collections.abc import Callable, Mapping
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from api.embeds.asking import NOT_FOUND, THEMES, Asked, Choice, NoCardError, Theme, checked, parameters, release_number
from api.embeds.curve import curve
from api.embeds.figures import headline, scheme
from api.embeds.map import area_map
from api.embeds.page import page, refused
from api.embeds.targets import targets
from api.faults import NotThereError
from api.opening import opened
from api.remembered import Made, Remembered
from api.sending import NO_STORE, sent
from ccare_metrics.release import Release, ReleaseError
from serving.languages import PARAMETER, chosen_language
from ui.edition import Edition
from ui.words import Words, words_for

DRAWN = {"headline": headline, "targets": targets, "map": area_map, "curve": curve, "scheme": scheme}
HTML = "text/html"
UNAVAILABLE = 503
# A site that isolates itself (COEP) may frame a card too.
FRAMED = {"Cross-Origin-Resource-Policy": "cross-origin"}

_kept = Remembered(16_000_000)  # bytes: some two hundred maps


def embed_routes(folder: Callable[[], Path]) -> list[Route]:
    """Read only, whatever follows: an unknown card gets a page that names those there are. `folder`: where the releases lie, asked on
    every request."""

    def answer(request: Request) -> Response:
        # Not a coroutine, so that drawing does not hold up other answers.
        return _answer(request, folder())

    return [Route("/embed/{card:path}", answer, methods=["GET"])]


def _answer(request: Request, folder: Path) -> Response:
    told = request.query_params
    words = words_for(chosen_language(told.get(PARAMETER), None, request.headers.get("accept-language")))
    try:
        return _card(request, folder, words)
    except NoCardError as error:
        refusal = error
    except ReleaseError as error:
        refusal = NoCardError(UNAVAILABLE, words.name(error.message))
    theme: Theme = next((each for each in THEMES if each == told.get("theme")), "auto")
    headers = {"Cache-Control": NO_STORE, "Content-Language": words.lang, **FRAMED}
    return HTMLResponse(refused(words, refusal, theme), refusal.status, headers)


def _card(request: Request, folder: Path, words: Words) -> Response:
    """Raises NoCardError, and ReleaseError where no release can be read."""
    card, site = request.path_params["card"], str(request.base_url)
    found = parameters(words, card, request.query_params.multi_items())
    edition = Edition(words, _release(words, found, folder), "light")
    asked = checked(edition, card, found)
    kept = _kept.take((edition.release.key, words.lang, asked, site), lambda: _made(edition, asked, site))
    answer = sent(request, kept, for_ever=asked.release is not None, words=words)
    answer.headers.update(FRAMED)
    return answer


def _made(edition: Edition, asked: Asked, site: str) -> Made:
    drawn = DRAWN[asked.card](edition, asked)
    return Made(page(edition, asked, drawn, site=site).encode(), f"{HTML}; charset=utf-8")


def _release(words: Words, found: Mapping[str, str], folder: Path) -> Release:
    """The sound release that the address names, or the newest."""
    number = release_number(words, found)
    try:
        return opened(folder, number, words)
    except NotThereError as error:
        choices = [Choice(each) for each in error.told.known]
        raise NoCardError(NOT_FOUND, words("embed.no_release", number=number), choices) from error
