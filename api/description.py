"""The description for programs (OpenAPI 3.1): written from the addresses, their parameters and the types of their answers, with the codes
of a release as the values that are known."""

from typing import Any

from fastapi.openapi.utils import get_openapi
from pydantic_core import to_json
from starlette.routing import BaseRoute

from api.addresses import ADDRESSES
from api.asking import BASE, Address, Asking
from api.faults import Faults, Told
from api.figures import FIGURE_COLUMNS
from api.figures_answer import TYPES
from api.package import described
from api.parameters import Parameter
from api.remembered import Made
from api.sending import JSON
from ccare_metrics.release import Release
from ui.words import Words

VERSION = "1"
# By status: the type of the body, and the word for it. What no address can answer (405) is described with each all the same.
REFUSALS: dict[int, type] = {404: Told, 405: Told, 406: Told, 422: Faults, 503: Told}
OTHER_TYPES = {
    "figures": tuple(TYPES.values()),
    "outlines": ("application/geo+json",),
    "table": ("text/csv",),
    "zip": ("application/zip",),
}


def description_answer(asking: Asking, routes: list[BaseRoute]) -> Made:
    return Made(to_json(description(asking.release, asking.words, routes)), JSON)


def description(release: Release, words: Words, routes: list[BaseRoute]) -> dict[str, Any]:
    """`routes`: those of the application, which know the types of the answers."""
    programme = release.programme
    told = get_openapi(
        title=words("api.docs.title", programme=programme.short_name),
        version=VERSION,
        description=words("api.docs.lead", programme=programme.short_name),
        routes=routes,
        servers=[{"url": BASE}],
    )
    for address in ADDRESSES:
        operation = told["paths"][address.path]["get"]
        operation["summary"] = words(f"api.address.{address.name}")
        operation["description"] = words(f"api.address.{address.name}.text")
        operation["parameters"] = [parameter(address, each, release, words) for each in address.parameters]
        operation["responses"] = _responses(address, operation["responses"], words)
    _reworded(told["components"]["schemas"], words)
    return told


def parameter(address: Address, asked: Parameter, release: Release, words: Words) -> dict[str, Any]:
    in_path = f"{{{asked.name}}}" in address.path
    told: dict[str, Any] = {
        "name": asked.name,
        "in": "path" if in_path else "query",
        "required": asked.needed,
        "description": words(f"api.parameter.{asked.name}"),
        "schema": _schema(asked, release),
    }
    return told | ({"style": "form", "explode": False} if asked.many else {})


def _schema(asked: Parameter, release: Release) -> dict[str, Any]:
    if not asked.known:
        low, high = asked.numbers
        return {"type": "integer", "minimum": low, "maximum": high}
    one = {"type": "string", "enum": list(asked.known(release))}
    return {"type": "array", "items": one, "minItems": 1, "uniqueItems": True} if asked.many else one


def _responses(address: Address, told: dict[str, Any], words: Words) -> dict[str, Any]:
    for status, response in told.items():
        response["description"] = words(f"api.status.{status}")
    answered = told["200"]["content"].pop(JSON)["schema"] if address.model else {"type": "object"}
    binary = {"type": "string", "format": "binary"}
    kinds = OTHER_TYPES.get(address.name, (JSON,))
    told["200"]["content"] = {
        kind.partition(";")[0]: {"schema": answered if "json" in kind else binary} for kind in kinds
    }
    told["304"] = {"description": words("api.status.304")}
    return told


def _reworded(schemas: dict[str, Any], words: Words) -> None:
    """Names of classes and their notes are for whoever reads the code; a reader of the description gets words of their language."""
    for schema in schemas.values():
        schema.pop("description", None)
        for field in schema.get("properties", {}).values():
            field.pop("title", None)
    for name in FIGURE_COLUMNS:
        schemas["Figure"]["properties"][name]["description"] = described(name, words)
