"""What /healthz says: whether there is a release to show, and which revision the working store has reached."""

from functools import partial

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from ccare_metrics.release import ReleaseError, open_release
from ccare_metrics.store import read
from ccare_metrics.store.checking import checked
from ccare_metrics.store.engine import StoreError, releases_folder, store_url

NO_STORE = {"Cache-Control": "no-store"}
UNAVAILABLE = 503


def health_route(*, public_only: bool) -> Route:
    return Route("/healthz", partial(_healthz, public_only))


async def _healthz(public_only: bool, _request: Request) -> JSONResponse:
    """200 while visitors can be served; 503 and the reason where they cannot."""
    answer = await run_in_threadpool(partial(state, public_only=public_only))
    return JSONResponse(answer, status_code=200 if answer["status"] == "ok" else UNAVAILABLE, headers=NO_STORE)


def state(*, public_only: bool) -> dict[str, object]:
    """A public server opens no working store, so it has no revision to tell."""
    try:
        release = open_release(releases_folder()).number
        revision = None if public_only else _revision()
    except (ReleaseError, StoreError) as error:
        return {"status": "unavailable", "reason": error.message.en}
    except SQLAlchemyError:
        return {"status": "unavailable", "reason": "The working store does not answer."}
    return {"status": "ok", "release": release, "revision": revision}


def _revision() -> int:
    engine = checked(store_url())
    try:
        return read.revision(engine)
    finally:
        engine.dispose()
