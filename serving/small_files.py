"""The small files that browsers and robots ask for by fixed names."""

from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from serving.languages import language_of
from serving.site import site

ICONS = Path(__file__).parent / "icons"
A_DAY = {"Cache-Control": "public, max-age=86400"}
ROBOTS = "User-agent: *\nDisallow: /_stcore/\nDisallow: /healthz\n"


def small_file_routes() -> list[Route]:
    return [
        Route("/favicon.svg", _icon("favicon.svg", "image/svg+xml")),
        Route("/favicon.png", _icon("favicon.png", "image/png")),
        Route("/robots.txt", _robots),
        Route("/manifest.json", _manifest),
    ]


def _icon(name: str, media_type: str):
    async def icon(_request: Request) -> Response:
        return FileResponse(ICONS / name, media_type=media_type, headers=A_DAY)

    return icon


async def _robots(_request: Request) -> Response:
    return PlainTextResponse(ROBOTS, headers=A_DAY)


async def _manifest(request: Request) -> Response:
    """Takes the place of the framework's own manifest.json, which lists its bundles."""
    language = language_of(request)
    known = await run_in_threadpool(site, language)
    return JSONResponse(
        {
            "name": known.name,
            "description": known.description,
            "lang": language,
            "start_url": "/",
            "display": "browser",
            "icons": [{"src": "/favicon.svg", "type": "image/svg+xml", "sizes": "any"}],
        },
        media_type="application/manifest+json",
        headers={"Cache-Control": "no-cache", "Vary": "Accept-Language, Cookie"},
    )
