"""What the files of a programme may refer to while they are being read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ccare_metrics.framework.types import Indicator, Source


@dataclass(frozen=True)
class Known:
    """One fault for a file that cannot be read, none for each file that refers to it.

    So what one file declares many of is None until it is read, and what has a file each is known by the files' names.
    """

    areas: Collection[str]
    sources: Mapping[str, Source]
    indicators: Mapping[str, Indicator | None]
    schemes: Collection[str]
    strands: Collection[str] | None = None
    disaggregations: Collection[str] | None = None
    currencies: Collection[str] | None = None
    window: tuple[str, str] | None = None
    partners: Collection[str] | None = None
