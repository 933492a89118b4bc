"""Money as it is published: the grant, the partners' shares, the vouchers; each in its own currency, none added to another."""

from dataclasses import dataclass
from datetime import date

from ccare_metrics.cited import facts, is_known
from ccare_metrics.framework import Fact, Programme


@dataclass(frozen=True)
class Money:
    """`grants`: what the fund gave, in each form in which it is published, and the funds around it; `shares`: every partner with its
    share, None where none is published; `paid`: what was paid out to firms or people; `ceilings`: the most that one of them could have."""

    grants: tuple[Fact, ...]
    shares: tuple[tuple[str, Fact | None], ...]
    paid: tuple[Fact, ...]
    ceilings: tuple[Fact, ...]


def money(programme: Programme, *, known_on: date) -> Money:
    """Only what a source had given by that day; no amount is worked out from another."""

    def of(kind: str) -> tuple[Fact, ...]:
        found = facts(programme, kinds=(kind,))
        return tuple(fact for fact in found if fact.unit in programme.currencies and is_known(fact, known_on))

    budgets = of("budget")
    shares = {fact.partner: fact for fact in budgets if fact.partner}
    return Money(
        grants=tuple(fact for fact in budgets if fact.partner is None),
        shares=tuple((code, shares.get(code)) for code in programme.partners),
        paid=of("actual"),
        ceilings=of("ceiling"),
    )
