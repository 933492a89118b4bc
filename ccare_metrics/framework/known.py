"""What the files of a programme may refer to while they are being read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ccare_metrics.framework.types import Indicator, Source


@dataclass(frozen=True)
class Known:
    """None where the file that declares the codes cannot be read: one fault for it, none for each who refers to it."""

    areas: Collection[str]
    sources: Mapping[str, Source]
    strands: Collection[str] | None = None
    disaggregations: Collection[str] | None = None
    currencies: Collection[str] | None = None
    window: tuple[str, str] | None = None
    partners: Collection[str] | None = None
    indicators: Mapping[str, Indicator] | None = None
    schemes: Collection[str] | None = None
