"""One measured thing a line: ours, what it is compared with, their ratio, and the ratio it may have."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True)
class Line:
    what: str
    ours: float
    unit: str
    reference: float | None = None
    limit: float | None = None  # of the ratio where there is a reference, else of the value

    @property
    def ratio(self) -> float | None:
        return self.ours / self.reference if self.reference else None

    @property
    def holds(self) -> bool:
        measured = self.ratio if self.reference else self.ours
        return self.limit is None or measured is None or measured <= self.limit


def table(lines: Iterable[Line]) -> str:
    rows = [("what", "ours", "reference", "ratio", "at most", "")]
    rows += [
        (
            line.what,
            f"{line.ours:,.1f} {line.unit}",
            f"{line.reference:,.1f} {line.unit}" if line.reference is not None else "",
            f"{line.ratio:.2f}" if line.ratio is not None else "",
            f"{line.limit:g}" if line.limit is not None else "",
            "" if line.holds else "<- over",
        )
        for line in lines
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def middle(values: Sequence[float]) -> float:
    return median(values)


def ninety_fifth(values: Sequence[float]) -> float:
    return quantiles(values, n=20)[-1]
