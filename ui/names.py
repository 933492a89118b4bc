"""People as they are named in the store."""

from ccare_metrics.framework import Programme
from ui.edition import Edition
from ui.words import Words

DEMONSTRATION = " (demonstration)"


def person(edition: Edition, who: str) -> str:
    """A name as it stands; of the demonstration's own hands, which carry a partner's code, the partner and that it is one."""
    return in_words(edition.words, edition.programme, who)


def in_words(words: Words, programme: Programme, who: str) -> str:
    """The same, where there is no edition."""
    partner = programme.partners.get(who.removesuffix(DEMONSTRATION))
    if partner is None or not who.endswith(DEMONSTRATION):
        return who
    return words("board.demonstration_hand", partner=partner.short_name)
