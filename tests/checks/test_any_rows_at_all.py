"""Whatever is typed, the checks answer; and what they let through means the same when it comes back."""

import random
import sys
from collections.abc import Iterator
from itertools import combinations

import pytest

from ccare_metrics.checks.history import is_far_from, others_since_it_began
from ccare_metrics.checks.registry import STRENGTHS
from ccare_metrics.checks.sentences import finding_words
from ccare_metrics.entries import EntryKey, Row, as_typed
from ccare_metrics.outliers import FEWEST, unusual
from ccare_metrics.periods import month_range
from ccare_metrics.submissions import Approved, Checked, Context, check
from tests.checks.situations import finistere, kent, north, people
from tests.two_shores import FINISTERE, KENT, MEDWAY, NORFOLK
from ui.words import words_for

ROWS, ROWS_A_SHEET = 100_000, 40
SCHEMES = (
    "training",
    "Training (fr)",
    "grants",
    "advice",
    "digital_poverty",
    "Bon technologique",
    "rsa_entrepreneurs",
    "leaflets",
    "",
)
INDICATORS = (
    *(
        "places",
        "Enrolled",
        "started",
        "completed",
        "completion_rate",
        "rank",
        "grants_paid",
        "people_supported",
        "Personnes",
    ),
    *("vouchers_value", "businesses_supported", "digital_programmes", "persnes", ""),
)
AREAS = (KENT, "Kent", NORFOLK, MEDWAY, FINISTERE, "finistère", "Devon", "Kеnt", "Nowhere", "")
PERIODS = ("", "", "", "", "2022-04", "mai 2023", "2022-13", "T1 2022", "04/05/2022", "1999-01", "2999-12", "2022-06")
CATEGORIES = ("", "", "", "all", "sex:female", "Femmes", "Hommes", "sex:not_stated", "micro", "16 to 24", "nothing")
VALUES = (
    *map(str, range(12)),
    "40",
    "400",
    "1 234",
    "12.5",
    "n/a",
    "",
    "",
    "-",
    "-3",
    "1,234",
    "1e3",
    "٣",
    "½",
    "#REF!",
    "9" * 20,
)
NOTES = (
    "",
    "",
    "",
    "Only 2 people",
    "--",
    "as agreed",
    "\N{RIGHT-TO-LEFT OVERRIDE}right to left",
    "\0",
    "x" * 1200,
    "\ud800",
)


def any_text(chance: random.Random) -> str:
    """Of every plane, surrogates and controls included."""
    return "".join(
        chr(chance.choice((chance.randrange(128), chance.randrange(sys.maxunicode))))
        for _ in range(chance.randrange(12))
    )


def any_row(chance: random.Random) -> Row:
    cells = [chance.choice(each) for each in (SCHEMES, INDICATORS, AREAS, PERIODS, CATEGORIES, VALUES, NOTES)]
    if chance.random() < 0.1:
        cells[chance.randrange(7)] = any_text(chance)
    return Row(str(chance.randrange(99)), *cells)


def sane_rows(chance: random.Random, context: Context) -> list[Row]:
    """A few figures that are due, small and explained: most such sheets have nothing against them."""
    return [
        Row(
            "",
            key.scheme,
            key.indicator,
            key.area,
            "",
            chance.choice(("", "all")),
            sane_value(chance, context, key),
            "as agreed",
        )
        for key in chance.sample(context.due, min(len(context.due), chance.randrange(6)))
    ]


def sane_value(chance: random.Random, context: Context, key: EntryKey) -> str:
    typed = as_typed(chance.choice((0, 1, 2, 250)), context.programme.indicators[key.indicator].decimals)
    return chance.choice((typed, typed, "n/a", ""))


def any_sheets(seed: int, rows: int) -> Iterator[tuple[list[Row], Context]]:
    chance = random.Random(seed)
    contexts = [
        each(approved=past(each(), chance), correction=late)
        for each in (north, finistere, kent)
        for late in (False, True)
    ]
    for number in range(rows // ROWS_A_SHEET):
        context = contexts[number % len(contexts)]
        yield [any_row(chance) for _ in range(ROWS_A_SHEET)], context
        yield sane_rows(chance, context), context


def past(context: Context, chance: random.Random) -> dict[tuple[EntryKey, str], Approved]:
    months = month_range(context.programme.window_start, context.period)[-9:]
    return {
        (key, month): Approved(
            *chance.choice(((chance.randrange(5), None), (chance.randrange(60), None), (None, "not_reported")))
        )
        for key in context.due
        for month in months
    }


def typed_again(checked: Checked, context: Context) -> list[Row]:
    """As a draft gives its entries back to the checks."""
    return [
        Row(
            "",
            each.key.scheme,
            each.key.indicator,
            each.key.area,
            context.period,
            each.key.category,
            each.typed,
            each.note,
        )
        for each in checked.entries
        if each is not None
    ]


def figures_typed(checked: Checked, context: Context) -> list[Row]:
    """As somebody would type the figures that were sent."""
    words = {"not_applicable": "n/a", "not_reported": "-" if context.correction else ""}
    return [
        Row("", each.key.scheme, each.key.indicator, each.key.area, "", each.key.category,
            as_typed(each.value, context.programme.indicators[each.key.indicator].decimals) if each.value is not None
            else words[each.absence or ""], each.note)
        for each in checked.figures
    ]  # fmt: skip


def test_any_rows_are_answered_and_what_is_not_blocked_comes_back_the_same() -> None:
    seen: set[str] = set()
    let_through = 0
    for rows, context in any_sheets(5, ROWS):
        checked = check(rows, context)
        assert len(checked.entries) == len(rows)
        new = [each for each in checked.findings if each.check not in seen]
        seen |= {each.check for each in new}
        for finding in new:
            assert all("⟦" not in sentence for lang in ("en", "fr") for sentence in words_of(finding, context, lang))
        if checked.blocked or not checked.can_be_taken_over:
            continue
        let_through += 1
        assert check(typed_again(checked, context), context).figures == checked.figures
        again = check(figures_typed(checked, context), context)
        assert again.figures == checked.figures and again.entries.count(None) == 0
    assert let_through > 1_000
    assert len(seen) > len(STRENGTHS) / 2


def words_of(finding, context: Context, lang: str) -> tuple[str, str]:
    return finding_words(words_for(lang), finding, context.programme, context.areas)


def test_every_finding_of_many_sheets_can_be_said() -> None:
    for rows, context in any_sheets(6, 4_000):
        for finding in check(rows, context).findings:
            assert all("⟦" not in sentence for lang in ("en", "fr") for sentence in words_of(finding, context, lang))


def test_the_same_rows_in_another_order_have_the_same_findings() -> None:
    chance = random.Random(7)
    for rows, context in any_sheets(8, 4_000):
        order = chance.sample(range(len(rows)), len(rows))
        moved = check([rows[place] for place in order], context)
        one = sorted((each.check, sorted(each.rows)) for each in check(rows, context).findings)
        other = sorted((each.check, sorted(order[place] for place in each.rows)) for each in moved.findings)
        assert one == other


# -- the same a second time, slowly


SPLITS = {"sex": ("female", "male", "not_stated"), "age_band": ("aged_16_24", "aged_25_49", "aged_50_plus")}


def plain_pairs(rows: list[Row]) -> tuple[set[int], set[int]]:
    """Rows that say the same as another one, and rows that contradict another one, each compared with each."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for one, row in enumerate(rows):
        groups.setdefault(tuple(row[1:4]) + (row.category or "all",), []).append(one)
    same, other = set(), set()
    for group in groups.values():
        clash = any(rows[one].value != rows[two].value for one, two in combinations(group, 2))
        if len(group) > 1:
            (other if clash else same).update(group)
    return same, other


def coded_rows(chance: random.Random) -> list[Row]:
    """Two figures of C-CARE and one split, by their codes, with plain numbers, some twice."""
    names = (*(f"{split}:{name}" for split, split_names in SPLITS.items() for name in split_names), "all", "")
    values = ("", "0", "1", "2", "3", "4", "n/a")
    return [people(chance.choice(values), category=chance.choice(names)) for _ in range(chance.randrange(1, 9))]


def test_repeated_rows_are_those_that_comparing_each_with_each_finds() -> None:
    chance, context = random.Random(9), finistere()
    for _ in range(1_500):
        rows = coded_rows(chance)
        checked = check(rows, context)
        found = {name: {row for each in checked.findings if each.check == name for row in each.rows}
                 for name in ("duplicate.same_value", "duplicate.other_value")}  # fmt: skip
        assert (found["duplicate.same_value"], found["duplicate.other_value"]) == plain_pairs(rows)


def plain_sums(rows: list[Row]) -> set[tuple[str, str]]:
    """What is wrong with the sums of one figure, written out without a look-up; rows that contradict each other are left out."""
    typed: dict[str, set[str]] = {}
    for row in rows:
        typed.setdefault(row.category or "all", set()).add(row.value)
    if any(len(values) > 1 for name, values in typed.items() if name == "all"):
        return set()
    total = next(iter(typed.get("all", {""})))
    wrong = set()
    for split, names in SPLITS.items():
        parts = [typed.get(f"{split}:{name}", {""}) for name in names]
        if any(len(part) > 1 for part in parts):
            continue
        told = [next(iter(part)) for part in parts]
        numbers = [int(part) for part in told if part.isdigit()]
        if not numbers:
            continue
        if not total.isdigit():
            wrong.add((split, "split.without_total"))
        elif "" in told:
            wrong.add((split, "split.above_total" if sum(numbers) > int(total) else "split.in_part"))
        elif sum(numbers) != int(total):
            wrong.add((split, "split.total_differs"))
    return wrong


def test_sums_are_wrong_where_adding_them_by_hand_says_so() -> None:
    chance, context = random.Random(10), finistere()
    kinds = set()
    for _ in range(2_000):
        rows = coded_rows(chance)
        found = {
            (str(each.told["split"]), each.check)
            for each in check(rows, context).findings
            if each.check.startswith("split.")
        }
        assert found == plain_sums(rows)
        kinds |= {check for _, check in found}
    assert len(kinds) == 4


@pytest.mark.parametrize("seed", range(3))
def test_a_month_is_unusual_exactly_where_the_board_would_call_it_so(seed: int) -> None:
    """The board judges every month of a series against the others; an entry is one of those months."""
    chance = random.Random(seed)
    months = month_range("2021-04", "2023-06")
    answers = set()
    for _ in range(2_000):
        values = [
            chance.choice((None, 0, chance.randrange(9), chance.randrange(9), chance.randrange(60))) for _ in months
        ]
        place = chance.randrange(len(months))
        value = values[place] = chance.randrange(60) if chance.random() < 0.7 else 0
        asked = unusual(months, values, target=None, deviations=4, share_of_target=0.5)
        known = [
            (month, other)
            for at, (month, other) in enumerate(zip(months, values, strict=True))
            if at != place and other is not None
        ]
        others = others_since_it_began(known, months[place], value)
        mine = len(others) >= FEWEST and is_far_from(value, others, deviations=4, least=1)
        assert mine == (months[place] in {each.month for each in asked})
        answers.add(mine)
    assert answers == {True, False}
