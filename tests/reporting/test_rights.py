"""Who may do what: every act by everybody upon everybody's, in every state; and that each guard is one the matrix would miss."""

from collections.abc import Callable
from itertools import product

import pytest

from ccare_metrics.entries import Change, Entry, EntryKey, Figure
from ccare_metrics.scope import NotAllowedError, NotFoundError, NotInvitedError, RefusedError
from ccare_metrics.store import acts, desk, drafts, people, read, refusals, rights, trail
from tests.reporters import ADVICE, PLACES, ROLES, Office, a_key, email, everything, signature

OWNERS = {"north": PLACES, "south": ADVICE}
STATES = ("draft", "submitted", "returned", "approved")
EVERYBODY = (*ROLES, "stranger")


# What each person may do to a submission of north's or south's, written out once more without the table in the code.
def may(who: str, act: str, owner: str) -> bool:
    organisation = {"lead": "north", "second_lead": "north"}.get(who, who)
    is_lead = who in ("lead", "second_lead")
    if act in ("return", "approve", "confirm"):
        return is_lead
    if act == "see":
        return is_lead or organisation == owner
    return organisation == owner


def in_state(office: Office, owner: str, state: str) -> int:
    key = OWNERS[owner]
    if state == "draft":
        number = office.begin(owner)
        office.type(number, {key: "5"}, who=owner)
        return number
    number = office.sent(5, key, who=owner)
    if state == "returned":
        office.give_back(number)
    if state == "approved":
        if owner == "north":
            office.confirm(number, who="lead")
        office.approve(number, who="second_lead")
    return number


def act_upon(office: Office, act: str, who: str, number: int, owner: str) -> object:
    engine, programme, by, key = office.engine, office.programme, signature(who), OWNERS[owner]
    report = desk.report(engine, signature("lead"), number)
    asked = {"submission": number, "version": report.version, "key": a_key()}
    doing: dict[str, Callable[[], object]] = {
        "see": lambda: desk.report(engine, by, number),
        "save": lambda: drafts.save(engine, programme, by, submission=number, changes=[Change(key, "6", "", 1)]),
        "remark": lambda: drafts.remark(
            engine, programme, by, submission=number, scheme=key.scheme, language="en", text="Said.", seen=0
        ),
        "take_over": lambda: drafts.take_over(
            engine, programme, by, submission=number, seen=report.stamp, entries=[Entry(key, "7", "")],
            file_name="file.csv", sha256="0", key=a_key(),
        ),
        "submit": lambda: acts.submit(
            engine, programme, by, seen=report.stamp, figures=[Figure(key, 5, None, "")], **asked
        ),
        "withdraw": lambda: acts.withdraw(engine, by, **asked),
        "return": lambda: acts.give_back(engine, by, reason="Why?", **asked),
        "confirm": lambda: acts.confirm(engine, by, **asked),
        "approve": lambda: acts.approve(engine, programme, by, **asked),
        "correct": lambda: drafts.correct(engine, programme, by, submission=number, reason="Wrong.", key=a_key()),
    }  # fmt: skip
    return doing[act]()


ACTS = ("see", "save", "remark", "take_over", "submit", "withdraw", "return", "confirm", "approve", "correct")
FITTING = {
    **dict.fromkeys(("save", "remark", "take_over", "submit"), ("draft", "returned")),
    **dict.fromkeys(("withdraw", "return", "confirm", "approve"), ("submitted",)),
    "correct": ("approved",),
    "see": STATES,
}


@pytest.mark.parametrize(("owner", "state"), [*product(OWNERS, STATES)])
def test_every_act_by_everybody_is_done_or_refused_as_the_rights_say(office, owner, state):
    """Refusals first, all on one submission, whose revision must not move; then what is allowed, each on a fresh one."""
    number = in_state(office, owner, state)
    before = everything(office.engine)
    for who, act in product(EVERYBODY, ACTS):
        fits, allowed = state in FITTING[act], who != "stranger" and may(who, act, owner)
        if fits and allowed:
            continue
        with pytest.raises((NotAllowedError, RefusedError)) as refused:
            act_upon(office, act, who, number, owner)
        assert isinstance(refused.value, expected(who, act, owner, allowed)), (who, act, refused.value)
    assert everything(office.engine) == before


def expected(who: str, act: str, owner: str, allowed: bool) -> type[Exception]:
    if who == "stranger":
        return NotInvitedError
    if allowed:
        return RefusedError  # the state
    sees = may(who, "see", owner)
    has_the_act = {"board": False, "partner": act not in ("return", "approve", "confirm"), "lead": True}[ROLES[who][0]]
    # Somebody with the right, but not over this organisation, learns no more than that there is no such thing.
    return NotFoundError if has_the_act and not sees else NotAllowedError


@pytest.mark.parametrize(
    ("who", "act", "owner", "state"),
    [
        (who, act, owner, state)
        for act in ACTS
        for who, owner, state in product(ROLES, OWNERS, FITTING[act])
        if may(who, act, owner)
    ],
)
def test_what_is_allowed_is_done(office, who, act, owner, state):
    number = in_state(office, owner, state)
    if act == "confirm" and owner != "north":
        with pytest.raises(RefusedError, match="no_second_person_needed"):
            act_upon(office, act, who, number, owner)
        return
    if act == "approve" and owner == "north":
        office.confirm(number, who="second_lead" if who == "lead" else "lead")
    if act != "see":
        before = read.revision(office.engine)
        act_upon(office, act, who, number, owner)
        assert read.revision(office.engine) > before
    else:
        assert desk.report(office.engine, signature(who), number).partner == owner


OF_A_PARTNER = {
    "reports": lambda office, by: desk.reports(office.engine, by, "south"),
    "approved": lambda office, by: desk.approved_of(office.engine, by, "south"),
    "standing": lambda office, by: desk.standing_of(office.engine, by, "south"),
    "files": lambda office, by: desk.sent_files(office.engine, by, "south"),
    "history": lambda office, by: desk.history_of(office.engine, office.programme, by, key=ADVICE, month="2022-04"),
}


@pytest.mark.parametrize(("who", "question"), [*product(EVERYBODY, OF_A_PARTNER)])
def test_what_a_partner_keeps_is_read_by_itself_and_the_lead(office, who, question):
    office.approved(5)
    ask = OF_A_PARTNER[question]
    if who in ("south", "lead", "second_lead"):
        assert len(ask(office, signature(who))) >= (0 if question == "files" else 1)
    else:
        with pytest.raises(NotAllowedError):
            ask(office, signature(who))


FOR_THE_LEAD = {
    "queue": lambda office, by: desk.queue(office.engine, by),
    "audit": lambda office, by: trail.events(office.engine, by),
    "acts": lambda office, by: trail.acts(office.engine, by),
    "people": lambda office, by: desk.everybody(office.engine, by),
    "lock": lambda office, by: acts.lock(
        office.engine, office.programme, by, period="2022-04", reason="Done.", key=a_key()
    ),
    "grant": lambda office, by: people.grant(
        office.engine, office.programme, by, email="new@example.org", role="board"
    ),
    "revoke": lambda office, by: people.revoke(office.engine, by, email=email("quiet"), reason="Left."),
}  # fmt: skip


@pytest.mark.parametrize(("who", "act"), [*product(EVERYBODY, FOR_THE_LEAD)])
def test_what_is_for_the_lead_is_for_the_lead_alone(office, who, act):
    before = everything(office.engine)
    if who in ("lead", "second_lead"):
        FOR_THE_LEAD[act](office, signature(who))
    else:
        with pytest.raises(NotAllowedError):
            FOR_THE_LEAD[act](office, signature(who))
        assert everything(office.engine) == before


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("partner", ["north", "south", "quiet"])
def test_a_report_is_begun_for_ones_own_organisation_only(office, who, partner):
    organisation = {"lead": "north", "second_lead": "north"}.get(who, who)
    if organisation == partner:
        assert office.begin(who, partner=partner)
    else:
        with pytest.raises(NotAllowedError):
            office.begin(who, partner=partner)
        assert desk.reports(office.engine, signature("lead"), partner).empty


def test_another_partners_submission_and_one_that_never_was_are_answered_alike(office):
    number = office.sent(5)
    answers = []
    for asked in (number, 999):
        with pytest.raises(NotFoundError) as refused:
            desk.report(office.engine, signature("north"), asked)
        answers.append((str(refused.value), refused.value.code, refused.value.told))
    assert answers[0] == answers[1]


def test_every_act_of_the_table_is_one_that_the_matrix_tries():
    tried = {*ACTS, *FOR_THE_LEAD, "begin", "see_entries", "see_people", "see_audit", "see_notices", "see_figures"}
    assert {*rights.RIGHTS} - tried == {"reopen", "publish"}  # tried where periods and releases are


@pytest.mark.parametrize("act", ["save", "submit", "approve", "return"])
def test_a_guard_that_is_taken_away_is_missed(office, act, monkeypatch):
    """The negative twin: with everybody allowed everything, the matrix above finds acts that should have been refused."""
    monkeypatch.setattr(rights, "allowed", lambda *_: True)
    number = in_state(office, "south", FITTING[act][0])
    act_upon(office, act, "quiet", number, "south")


def test_an_unknown_act_is_an_error_and_not_a_refusal():
    with pytest.raises(KeyError, match="unknown act 'publsh'"):
        rights.reach("lead", "publsh")


def test_a_figure_cannot_be_put_under_another_partners_scheme_even_past_the_rights(office, monkeypatch):
    """The composite key of the database itself."""
    monkeypatch.setattr(refusals, "refuse_unknown", lambda *_: None)
    number = office.begin()
    with pytest.raises(Exception, match="FOREIGN KEY"):
        office.type(number, {EntryKey("training", "places", "E10000020"): "5"})
