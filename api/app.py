"""The open figures as an application of their own, mounted under /api/v1: every request is read, checked, answered and sent alike."""

import logging
import secrets
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from api.addresses import ADDRESSES
from api.asking import BASE, Address, Asking
from api.description import REFUSALS, description_answer
from api.docs import HTML, docs_answer
from api.everybody import ForEverybody
from api.faults import Faults, NotAcceptableError, NotThereError, RefusedError, Told
from api.opening import opened
from api.parameters import EVERYWHERE, WHOLE, read
from api.remembered import Kept, Remembered, ready
from api.sending import refuse_wrong_accept, refused, sent
from ccare_metrics.release import ReleaseError
from serving.languages import PARAMETER, chosen_language
from ui.words import Words, words_for

LOG = logging.getLogger(__name__)
KEPT_BYTES = 64 * 2**20


def api_routes(folder: Callable[[], Path]) -> list[BaseRoute]:
    """`folder`: where the releases lie, asked on every request."""
    return [Mount(BASE, ForEverybody(application(folder))), Route(BASE, _to_the_description)]


def application(folder: Callable[[], Path]) -> FastAPI:
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    remembered = Remembered(KEPT_BYTES)
    for address in ADDRESSES:
        app.add_api_route(
            address.path,
            _endpoint(address, folder, remembered),
            methods=["GET"],
            name=address.name,
            operation_id=address.name,
            response_model=address.model,
            responses={status: {"model": model} for status, model in REFUSALS.items()},
        )
    for address in describing(app.routes):
        app.add_api_route(address.path, _endpoint(address, folder, remembered), include_in_schema=False)
    for error, handler in HANDLERS.items():
        app.add_exception_handler(error, handler)
    return app


async def _to_the_description(_request: Request) -> Response:
    return RedirectResponse(f"{BASE}/docs")


def _endpoint(
    address: Address, folder: Callable[[], Path], remembered: Remembered
) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        return await run_in_threadpool(_answered, address, folder(), remembered, request)

    return endpoint


def describing(routes: list[BaseRoute]) -> tuple[Address, ...]:
    """The addresses that describe the others, for programs and for people."""
    return (
        Address("description", "/openapi.json", EVERYWHERE, partial(description_answer, routes=routes)),
        Address(
            "docs",
            "/docs",
            EVERYWHERE,
            docs_answer,
            media_types=lambda _asked: (HTML,),
            depends_on_release_alone=False,  # it prints the address of this server as the reader wrote it
        ),
    )


def _answered(address: Address, folder: Path, remembered: Remembered, request: Request) -> Response:
    words = words_of(request)
    pairs = [*request.query_params.multi_items(), *((name, str(value)) for name, value in request.path_params.items())]
    number = _named(pairs)
    release = opened(folder, number, words)
    asked, faults = read(pairs, address.parameters, release, words)
    faults += address.contradicts(release, asked, words)
    if faults:
        raise RefusedError(faults)
    refuse_wrong_accept(request, address.media_types(asked), words)
    asking = Asking(
        release=release,
        asked=asked,
        words=words,
        address=f"{BASE}{request.scope['path'].removeprefix(BASE)}",
        in_path=frozenset(request.path_params),
        folder=folder,
        site=f"{request.url.scheme}://{request.url.netloc}",
    )
    for_ever = number is not None and address.depends_on_release_alone
    return sent(request, _made(address, asking, remembered), for_ever=for_ever, words=words)


def _made(address: Address, asking: Asking, remembered: Remembered) -> Kept:
    if not address.depends_on_release_alone:
        return ready(address.answer(asking))
    key = (asking.release.key, asking.address, tuple(sorted(asking.asked.pairs())), asking.words.lang)
    return remembered.take(key, lambda: address.answer(asking))


def _named(pairs: list[tuple[str, str]]) -> int | None:
    """The release that a request names; None also where what it says is no number, which is told with its other faults."""
    told = [value for name, value in pairs if name == "release"]
    return int(told[0]) if len(told) == 1 and WHOLE.fullmatch(told[0]) and int(told[0]) > 0 else None


def words_of(request: Request) -> Words:
    """The language of the address, else the one that the client prefers; a visitor's cookie does not count here."""
    return words_for(chosen_language(request.query_params.get(PARAMETER), None, request.headers.get("accept-language")))


# -- what goes wrong


def _refused(_request: Request, error: RefusedError) -> Response:
    return refused(Faults(error.faults), 422)


def _not_there(_request: Request, error: NotThereError) -> Response:
    return refused(error.told, 404)


def _not_acceptable(_request: Request, error: NotAcceptableError) -> Response:
    return refused(error.told, 406)


def _unavailable(request: Request, error: ReleaseError) -> Response:
    return refused(Told(words_of(request).name(error.message)), 503)


def _no_address(request: Request, _error: HTTPException) -> Response:
    return refused(Told(words_of(request)("api.no_address"), tuple(f"{BASE}{each.path}" for each in ADDRESSES)), 404)


def _mishap(request: Request, error: Exception) -> Response:
    reference = f"{secrets.randbelow(10**8):08d}"
    LOG.error("Reference %s: %s failed", reference, request.url.path, exc_info=error)
    return refused(Told(words_of(request)("api.mishap", reference=reference)), 500)


HANDLERS: dict[type[Exception], Callable[[Request, Any], Response]] = {
    RefusedError: _refused,
    NotThereError: _not_there,
    NotAcceptableError: _not_acceptable,
    ReleaseError: _unavailable,
    HTTPException: _no_address,
    Exception: _mishap,
}
