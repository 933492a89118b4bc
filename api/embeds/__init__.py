"""Cards for other people's sites: each an HTML page with a drawing in it, without scripts, that anybody may frame."""

from api.embeds.routes import embed_routes

__all__ = ["embed_routes"]
