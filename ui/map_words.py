"""What the shades of a map mean, in words."""

from collections.abc import Callable

from ccare_metrics.classes import MapClass
from ccare_metrics.framework import Indicator
from ccare_metrics.results import Measure
from ui import findings
from ui.edition import Edition
from ui.words import Words


def classes_in_words(
    edition: Edition, classes: tuple[MapClass, ...], indicator: Indicator, measure: Measure
) -> tuple[str, ...]:
    """Each class by its lowest and highest value, least first."""

    def shown(value: float) -> str:
        return findings.bare_measure(edition, round(value) if measure == "count" else value, indicator, measure)

    whole = measure == "count" and indicator.kind != "money"
    return tuple(_class_in_words(edition.words, each, shown, whole=whole) for each in classes)


def _class_in_words(words: Words, each: MapClass, shown: Callable[[float], str], *, whole: bool) -> str:
    if each.low == each.high:
        return shown(each.low)
    if whole:
        return words("map.class_whole", low=shown(each.low), high=shown(each.high))
    if each.low == 0:
        return words("map.class_first", high=shown(each.high))
    return words("map.class_over", low=shown(each.low), high=shown(each.high))
