"""The sections of a pack, in the order in which they stand in it. A new one is a module of its own here, and its line below."""

from collections.abc import Callable, Mapping

from reports.content import Asked, Section
from reports.sections import curves, map, progress, reporting
from ui.edition import Edition

Builder = Callable[[Edition, Asked], Section | None]

# A builder gives None where the edition cannot answer: a release does not know who has reported.
SECTIONS: Mapping[str, Builder] = {
    "progress": progress.section,
    "curves": curves.section,
    "reporting": reporting.section,
    "map": map.section,
}
