"""What a programme is made of: frozen types without behaviour, but for the one question a plan is asked by date.

Every amount of money is a whole number of minor units (pence, cents); every name and sentence is a `Text`, en and fr.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from geo.areas import Text


@dataclass(frozen=True)
class Source:
    """Where something was read; `date` as the source prints it ("2023-05-22", "2021-04", "2021") or None.

    `language`: of its title, "en" or "fr", so that a screen reader reads it in its own; None where it is not told.
    """

    title: str
    url: str
    date: str | None = None
    language: str | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Unit:
    one: Text
    many: Text


@dataclass(frozen=True)
class Disaggregation:
    """One way of splitting a figure; a figure's category is "all" or "<code>:<category>", such as "sex:female"."""

    code: str
    name: Text
    categories: Mapping[str, Text]


@dataclass(frozen=True)
class Indicator:
    """`decimals` places the point in the smallest unit: 2 for pence (100 is £1.00), 0 for heads."""

    code: str
    name: Text
    short_name: Text
    unit: Unit
    definition: Text
    why_it_matters: Text
    level: str
    kind: str
    direction: str
    over_time: str
    across: str
    numerator: str | None
    denominator: str | None
    currency: str | None
    decimals: int
    disaggregations: tuple[str, ...]
    sensitive: bool
    zeros_shown: bool
    beside: str | None  # for money: the count of those it went to, hidden together with it
    source: Source | None
    references: tuple[Source, ...]


@dataclass(frozen=True)
class Target:
    """One decision about a target: it holds from `valid_from` until the next revision does."""

    value: int
    by: date
    qualifier: str
    provenance: str
    valid_from: date
    decided_by: Text | None
    reason: Text | None
    source: Source | None


@dataclass(frozen=True)
class Milestone:
    """The cumulative value expected by the end of a day."""

    on: date
    value: int
    provenance: str


@dataclass(frozen=True)
class Plan:
    """What one indicator is expected to do, for one scheme or (scheme None) for the programme itself."""

    indicator: str
    scheme: str | None
    baseline: int
    start: date
    milestones: tuple[Milestone, ...]
    targets: tuple[Target, ...]

    def target_on(self, day: date) -> Target | None:
        """The target as it stood on that day; None before the first one was set."""
        held = [target for target in self.targets if target.valid_from <= day]
        return held[-1] if held else None


@dataclass(frozen=True)
class Link:
    title: Text
    url: str


@dataclass(frozen=True)
class Lesson:
    title: Text
    text: Text
    source: Source


@dataclass(frozen=True)
class Place:
    """A point that a source names; never a guess at where something may have happened."""

    name: Text
    lon: float
    lat: float
    what: Text
    source: Source


@dataclass(frozen=True)
class Scheme:
    code: str
    name: Text
    short_name: Text
    aliases: tuple[str, ...]
    what_it_is: Text
    who_ran_it: Text
    unit_of_support: Text
    beneficiary: str
    partner: str
    strand: str
    areas: tuple[str, ...]
    start: str
    end: str
    dates_provenance: str
    plans: tuple[Plan, ...]
    links: tuple[Link, ...]
    lessons: tuple[Lesson, ...]
    notes: tuple[Text, ...]
    depth: str
    source: Source
    places: tuple[Place, ...]

    @property
    def indicators(self) -> tuple[str, ...]:
        return tuple(plan.indicator for plan in self.plans)


@dataclass(frozen=True)
class Partner:
    """`budget` in euro cents, None where no share is published."""

    code: str
    name: Text
    short_name: Text
    country: str
    role: str
    seat: str | None
    budget: int | None
    budget_qualifier: str | None
    budget_source: Source | None
    source: Source
    note: Text | None


@dataclass(frozen=True)
class Strand:
    code: str
    number: int
    name: Text


@dataclass(frozen=True)
class Fact:
    """One published figure, cited: `value` in the smallest unit (pence, cents, percent points, count)."""

    id: str
    indicator: str | None
    scheme: str | None
    partner: str | None
    areas: tuple[str, ...]
    kind: str
    value: int
    unit: str
    qualifier: str
    as_of: str | None
    source: Source
    label: Text
    note: Text


@dataclass(frozen=True)
class StatusRule:
    """Cut-offs in percent of what was expected, and of the reports that were due."""

    on_course: int
    at_risk: int
    minimum_coverage: int


@dataclass(frozen=True)
class AttentionRule:
    """When the board's attention is asked for, beside a status. Days and months count back from the day that is looked at.

    The values given here hold where a programme's file says nothing, as in releases made before there was such a rule.
    """

    returned_days: int = 14  # a submission sent back and not sent again for longer than this
    late_months: int = 3  # figures that came after their day, among the last so many months
    outlier_months: int = 3  # an unusual month, among the last so many
    outlier_deviations: int = 4  # median absolute deviations from the scheme's own other months
    outlier_share_of_target: int = 50  # or more than this percentage of the target in one month
    revised_days: int = 92  # a target decided anew


@dataclass(frozen=True)
class DisclosureRule:
    """Which counts a release hides, and how wide what anybody can work out about a hidden one must stay.

    Widths are in the indicator's smallest unit, between the smallest and the largest value that agree with everything public.
    `hide_below` 0 hides nothing.
    """

    hide_below: int = 10
    width: int = 8  # around a count that is hidden for being small
    complementary_width: int = 2  # around one that is hidden so that the small ones cannot be worked out
    most_hidden_percent: int = (
        20  # of a series' months; where more would be hidden, it is published by quarter, year or only to date
    )
    money_percent: int = (
        50  # an amount beside a hidden count is never known more closely than this, as a percentage of itself
    )

    @property
    def profile(self) -> str:
        return f"hide_under_{self.hide_below}" if self.hide_below else "none"


@dataclass(frozen=True)
class Reporting:
    calendar: str
    days_until_due: int


@dataclass(frozen=True)
class Funding:
    emblem_title: Text
    lines: tuple[Text, ...]
    programme: Text
    statement: Text
    source: Source


@dataclass(frozen=True)
class DatedClaim:
    what: str
    value: str
    source: Source


@dataclass(frozen=True)
class Contradiction:
    """What sources say differently, each claim with its source, and which one is used here."""

    subject: Text
    claims: tuple[tuple[Text, Source], ...]
    we_use: Text


@dataclass(frozen=True)
class LegacyItem:
    title: Text
    text: Text
    url: str | None
    source: Source


@dataclass(frozen=True)
class Programme:
    code: str
    name: Text
    short_name: Text
    summary: Text
    window_start: str
    window_end: str
    closing_day: date
    demonstration_today: date | None
    languages: tuple[str, ...]
    currencies: tuple[str, ...]
    funding: Funding
    strands: Mapping[str, Strand]
    disaggregations: Mapping[str, Disaggregation]
    status_rule: StatusRule
    attention: AttentionRule
    disclosure: DisclosureRule
    reporting: Reporting
    headline: tuple[str, ...]
    plans: tuple[Plan, ...]
    partners: Mapping[str, Partner]
    indicators: Mapping[str, Indicator]
    schemes: Mapping[str, Scheme]
    facts: tuple[Fact, ...]
    dates: tuple[DatedClaim, ...]
    contradictions: tuple[Contradiction, ...]
    lessons: tuple[Lesson, ...]
    legacy: tuple[LegacyItem, ...]
    not_published: tuple[Text, ...]
