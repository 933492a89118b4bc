"""The sections of a pack, in the order in which they stand in it. A new one is a module of its own here, and its line below."""

from collections.abc import Callable, Mapping

from reports.content import Asked, Section
from reports.sections import attention, changes, curves, map, money, outlook, progress, reporting
from ui.edition import Edition

Builder = Callable[[Edition, Asked], Section | None]

# A builder gives None where there is nothing to say: a release does not know who has reported, a programme may have no targets.
SECTIONS: Mapping[str, Builder] = {
    "attention": attention.section,
    "progress": progress.section,
    "outlook": outlook.section,
    "curves": curves.section,
    "reporting": reporting.section,
    "changes": changes.section,
    "map": map.section,
    "money": money.section,
}
