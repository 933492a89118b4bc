"""What /healthz says: which release visitors see, which files beside it are damaged, and which revision the working store has reached."""

from collections.abc import Mapping
from functools import partial

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from ccare_metrics.register import newest_sound, register
from ccare_metrics.release import ReleaseError
from ccare_metrics.store import read
from ccare_metrics.store.checking import checked
from ccare_metrics.store.engine import StoreError, releases_folder, store_url
from geo.areas import Text

NO_STORE = {"Cache-Control": "no-store"}
UNAVAILABLE = "unavailable"


def health_route(*, public_only: bool) -> Route:
    return Route("/healthz", partial(_healthz, public_only))


async def _healthz(public_only: bool, _request: Request) -> JSONResponse:
    """200 while visitors can be served, even where a file is damaged: whoever sends them elsewhere on any other answer must not be
    told to. 503 and the reason where they cannot be served."""
    answer = await run_in_threadpool(partial(state, public_only=public_only))
    return JSONResponse(answer, status_code=503 if answer["status"] == UNAVAILABLE else 200, headers=NO_STORE)


def state(*, public_only: bool) -> dict[str, object]:
    """`status`: ok, degraded (the release that is shown is sound, another file is not: `damaged`), or unavailable.

    A public server opens no working store, so it has no revision to tell.
    """
    damaged: dict[str, object] = {}
    try:
        damaged = _told(register(releases_folder()).damaged)
        release = newest_sound(releases_folder()).number
        revision = None if public_only else _revision()
    except (ReleaseError, StoreError) as error:
        return {"status": UNAVAILABLE, "reason": error.message.en, **damaged}
    except SQLAlchemyError:
        return {"status": UNAVAILABLE, "reason": "The working store does not answer.", **damaged}
    return {"status": "degraded" if damaged else "ok", "release": release, "revision": revision, **damaged}


def _told(damaged: Mapping[int, Text]) -> dict[str, object]:
    """Nothing where nothing is damaged, so that an answer in health stays as short as it is."""
    told = [{"release": number, "reason": reason.en} for number, reason in damaged.items()]
    return {"damaged": told} if told else {}


def _revision() -> int:
    engine = checked(store_url())
    try:
        return read.revision(engine)
    finally:
        engine.dispose()
