"""The plain fraction that a share is near enough to, so that a sentence can say "three in five"."""

FRACTIONS = ((1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (2, 5), (3, 5), (4, 5), (9, 10))
NEAR_ENOUGH = 0.02  # of the whole; a reader who does the sum must not feel misled


def plain_fraction(share: float) -> tuple[int, int] | None:
    """The nearest of FRACTIONS within two points of a hundred, or None."""
    nearest = min(FRACTIONS, key=lambda fraction: abs(share - fraction[0] / fraction[1]))
    return nearest if abs(share - nearest[0] / nearest[1]) <= NEAR_ENOUGH else None
