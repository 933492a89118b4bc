"""How an answer leaves: checked against what the client takes, tagged, cached for ever where its release is named, compressed."""

from collections.abc import Sequence

from pydantic_core import to_json
from starlette.requests import Request
from starlette.responses import Response

from api.faults import NotAcceptableError
from api.remembered import Kept
from serving.bundles import FOR_EVER, accepts_gzip
from ui.words import Words

A_MINUTE = "public, max-age=60"  # the newest release: a new one is followed within a minute
NO_STORE = "no-store"
JSON = "application/json"
NOT_MODIFIED = 304


def refuse_wrong_accept(request: Request, media_types: Sequence[str], words: Words) -> None:
    """`media_types`: what this request would be answered with. The kind of file is chosen in the address, not by this header."""
    accepted = request.headers.get("accept")
    if accepted and not any(_takes(accepted, media_type) for media_type in media_types):
        raise NotAcceptableError(words("api.not_acceptable"), media_types)


def _takes(accepted: str, media_type: str) -> bool:
    kind = media_type.partition(";")[0]
    for part in accepted.split(","):
        asked, _, weight = part.replace(" ", "").lower().partition(";")
        if asked in ("*/*", kind, f"{kind.partition('/')[0]}/*") and not _is_nothing(weight):
            return True
    return False


def _is_nothing(weight: str) -> bool:
    """q=0 and q=0.0: not at all."""
    return weight.startswith("q=") and weight.removeprefix("q=").strip("0.") == ""


def sent(request: Request, kept: Kept, *, for_ever: bool, words: Words) -> Response:
    headers = {
        "ETag": kept.etag,
        "Cache-Control": FOR_EVER if for_ever else A_MINUTE,
        "Vary": "Accept-Encoding, Accept-Language",
        "Content-Language": words.lang,
    }
    if kept.made.following:
        headers["Link"] = f'<{kept.made.following}>; rel="next"'
    if _is_known(request, kept.etag):
        return Response(status_code=NOT_MODIFIED, headers=headers)
    if kept.made.filename:
        headers["Content-Disposition"] = f'attachment; filename="{kept.made.filename}"'
    packed = kept.packed if accepts_gzip(request.headers.get("accept-encoding", "")) else None
    if packed:
        headers["Content-Encoding"] = "gzip"
    return Response(packed or kept.made.body, media_type=kept.made.media_type, headers=headers)


def _is_known(request: Request, etag: str) -> bool:
    """Whether the client has this very answer already; a weak comparison, as the standard asks for reading."""
    told = [each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")]
    return "*" in told or etag.removeprefix("W/") in told


def refused(body: object, status: int, *, headers: dict[str, str] | None = None) -> Response:
    """A `Faults` or a `Told`; never kept, since the next release may have an answer."""
    return Response(to_json(body), status, {"Cache-Control": NO_STORE, **(headers or {})}, JSON)
