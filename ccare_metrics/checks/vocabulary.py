"""The names of a programme's things, as a partner may write them in either language."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ccare_metrics.checks.naming import Names, names_of
from ccare_metrics.entries import ALL
from ccare_metrics.framework import Disaggregation, Programme, Scheme
from geo.areas import Area, Text

ALL_NAMES = ("total", "tous", "toutes", "ensemble")


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """`schemes`: one partner's own. `categories`: by indicator; `every_category`: of all of them."""

    schemes: Names
    indicators: Names
    areas: Names
    categories: Mapping[str, Names]
    every_category: Names


def vocabulary(programme: Programme, schemes: Mapping[str, Scheme], areas: Mapping[str, Area]) -> Vocabulary:
    splits = programme.disaggregations
    return Vocabulary(
        schemes=names_of((code, _texts(each.name, each.short_name, *each.aliases)) for code, each in schemes.items()),
        indicators=names_of((code, _texts(each.name, each.short_name)) for code, each in programme.indicators.items()),
        areas=names_of((code, _texts(each.name)) for code, each in areas.items()),
        categories={code: _category_names(each.disaggregations, splits) for code, each in programme.indicators.items()},
        every_category=_category_names(splits, splits),
    )


def _texts(*names: Text | str) -> Iterator[str]:
    for name in names:
        yield from (name,) if isinstance(name, str) else (name.en, name.fr)


def _category_names(splits: Iterable[str], known: Mapping[str, Disaggregation]) -> Names:
    """Women, Femmes, female, Sex: Women, sexe : femmes, sex:female; and those of all."""
    things: list[tuple[str, list[str]]] = [(ALL, [*ALL_NAMES])]
    for split in splits:
        for code, name in known[split].categories.items():
            alone = [code, *_texts(name)]
            headed = [f"{head} {each}" for head in (split, *_texts(known[split].name)) for each in alone]
            things.append((f"{split}:{code}", [*alone, *headed]))
    return names_of(things)
