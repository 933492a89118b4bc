"""People as they are named in the store."""

from ui.edition import Edition

DEMONSTRATION = " (demonstration)"


def person(edition: Edition, who: str) -> str:
    """A name as it stands; of the demonstration's own hands, which carry a partner's code, the partner and that it is one."""
    partner = edition.programme.partners.get(who.removesuffix(DEMONSTRATION))
    if partner is None or not who.endswith(DEMONSTRATION):
        return who
    return edition.words("board.demonstration_hand", partner=partner.short_name)
