"""Who has access: invitations that bind at the first sign-in, rights that end at the next act, and the last lead who cannot go."""

import pytest

from ccare_metrics.scope import NotAllowedError, NotInvitedError, RefusedError, SignInAgainError
from ccare_metrics.store import acts, desk, people, read, rights, trail
from ccare_metrics.store.engine import writing
from tests.reporters import ADVICE, NOW, Office, email, signature

HOUR = 3600


def new_person(office: Office, **told) -> None:
    people.grant(office.engine, office.programme, signature("lead"), email="new@example.org", role="board", **told)


def test_an_invitation_binds_to_the_first_who_comes_with_that_verified_address(office):
    new_person(office)
    before = read.revision(office.engine)
    assert people.come_in(office.engine, signature("new")).role == "board"
    assert read.revision(office.engine) == before + 1
    people.come_in(office.engine, signature("new"))
    assert read.revision(office.engine) == before + 1


def test_an_address_in_other_letters_is_the_same_address(office):
    new_person(office)
    assert people.come_in(office.engine, signature("new", email=" New@Example.ORG ")).email == "new@example.org"


@pytest.mark.parametrize("other", ["o\N{LATIN SMALL LIGATURE FFI}ce@kent.example", "office@\N{KELVIN SIGN}ent.example"])
def test_letters_that_only_look_alike_are_another_address(other):
    assert people.plain(" Office@KENT.example") == "office@kent.example"
    assert people.plain(other) != "office@kent.example"


@pytest.mark.parametrize(
    "told",
    [
        {"email_verified": False},
        {"email": ""},
        {"email": "other@example.org"},
    ],
)
def test_an_address_that_was_not_verified_or_not_invited_binds_nothing(office, told):
    new_person(office)
    with pytest.raises(NotInvitedError):
        people.come_in(office.engine, signature("new", **told))


def test_the_same_address_from_another_provider_is_another_person(office):
    with pytest.raises(NotInvitedError):
        people.come_in(office.engine, signature("south", issuer="https://elsewhere.example.org"))
    with pytest.raises(NotInvitedError):
        office.engine and desk.report(office.engine, signature("south", subject="somebody else"), 1)


def test_a_person_is_known_by_issuer_and_subject_whatever_their_address_is_now(office):
    assert people.come_in(office.engine, signature("south", email="married@example.org")).partner == "south"


def test_a_revoked_right_ends_at_the_next_act(office):
    number = office.begin()
    people.revoke(office.engine, signature("lead"), email=email("south"), reason="Left.")
    with pytest.raises(NotInvitedError):
        office.type(number, {ADVICE: "5"})
    with pytest.raises(NotInvitedError):
        people.come_in(office.engine, signature("south"))


def test_a_changed_role_holds_from_the_next_act(office):
    people.grant(office.engine, office.programme, signature("lead"), email=email("south"), role="board")
    assert desk.person(office.engine, signature("south")).role == "board"


def taken_and_given_back(office: Office) -> None:
    people.revoke(office.engine, signature("lead"), email=email("south"), reason="Another sign-in service.")
    people.grant(
        office.engine, office.programme, signature("lead"), email=email("south"), role="partner", partner="south"
    )


def test_somebody_who_was_revoked_can_be_let_in_again(office):
    taken_and_given_back(office)
    with pytest.raises(NotInvitedError):
        office.begin()
    people.come_in(office.engine, signature("south"))
    assert office.begin()


def test_after_a_change_of_sign_in_service_an_address_that_is_invited_anew_is_its_new_account(office):
    mine, elsewhere = office.begin(), signature("south", issuer="https://elsewhere.example.org", subject="another")
    with pytest.raises(NotInvitedError):
        people.come_in(office.engine, elsewhere)
    taken_and_given_back(office)
    person = people.come_in(office.engine, elsewhere)
    assert (person.partner, person.email) == ("south", email("south"))
    assert desk.report(office.engine, elsewhere, mine).number == mine
    with pytest.raises(NotInvitedError):
        people.come_in(office.engine, signature("south"))
    assert read.broken_audit_entry(office.engine) is None


@pytest.mark.parametrize(
    ("age", "asked_again"), [(12 * HOUR, False), (12 * HOUR + 1, True), (-301, True), (-300, False)]
)
def test_a_sign_in_lasts_twelve_hours(office, age, asked_again):
    old = signature("south", signed_in=NOW - age)
    if asked_again:
        with pytest.raises(SignInAgainError):
            desk.person(office.engine, old)
    else:
        assert desk.person(office.engine, old).partner == "south"


def test_signing_out_in_one_window_ends_the_rights_of_the_others(office):
    number = office.begin()
    people.sign_out(office.engine, signature("south"))
    with pytest.raises(SignInAgainError):
        office.type(number, {ADVICE: "5"})
    assert desk.person(office.engine, signature("south", signed_in=NOW)).partner == "south"


def test_signing_out_with_an_older_sign_in_does_not_end_a_newer_one(office):
    people.sign_out(office.engine, signature("south", signed_in=NOW - 600))
    assert desk.person(office.engine, signature("south")).partner == "south"


def test_a_first_sign_in_that_is_too_old_binds_nothing(office):
    new_person(office)
    with pytest.raises(SignInAgainError):
        people.come_in(office.engine, signature("new", signed_in=NOW - 13 * HOUR))
    told = desk.everybody(office.engine, signature("lead")).set_index("email")
    assert told.loc["new@example.org", "bound_at"] is None


def test_the_last_lead_cannot_be_removed_nor_made_something_else(office):
    people.revoke(office.engine, signature("lead"), email=email("second_lead"), reason="Left.")
    with pytest.raises(RefusedError, match="last_lead"):
        people.revoke(office.engine, signature("lead"), email=email("lead"), reason="Left.")
    with pytest.raises(RefusedError, match="last_lead"):
        people.grant(office.engine, office.programme, signature("lead"), email=email("lead"), role="board")


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"email": "nobody", "role": "board"}, "bad_email"),
        ({"email": "a b@example.org", "role": "board"}, "bad_email"),
        ({"email": "a@example.org", "role": "queen"}, "unknown_role"),
        ({"email": "a@example.org", "role": "partner"}, "partner_missing"),
        ({"email": "a@example.org", "role": "partner", "partner": "west"}, "unknown_partner"),
        ({"email": "a@example.org", "role": "board", "partner": "south"}, "no_partner_for_board"),
        ({"email": "a@example.org", "role": "lead", "partner": "south"}, "lead_of_another"),
    ],
)
def test_an_invitation_that_makes_no_sense_is_refused(office, told, code):
    before = read.revision(office.engine)
    with pytest.raises(RefusedError, match=rf"^{code}\b"):
        people.grant(office.engine, office.programme, signature("lead"), **told)
    assert read.revision(office.engine) == before


def test_inviting_the_same_twice_changes_nothing(office):
    new_person(office)
    events = len(trail.events(office.engine, signature("lead")))
    new_person(office)
    assert len(trail.events(office.engine, signature("lead"))) == events


def test_revoking_needs_a_reason_and_somebody_who_is_there(office):
    with pytest.raises(RefusedError, match="reason_missing"):
        people.revoke(office.engine, signature("lead"), email=email("south"), reason=" ")
    with pytest.raises(RefusedError, match="unknown_person"):
        people.revoke(office.engine, signature("lead"), email="nobody@example.org", reason="Left.")


def test_an_administrator_at_the_command_line_is_a_person_too_and_named_in_the_audit(office):
    by = signature("lead", issuer=rights.COMMAND_LINE, subject="", signed_in=0)
    people.grant(office.engine, office.programme, by, email="new@example.org", role="board")
    assert trail.events(office.engine, signature("lead"))["who"].iloc[0] == email("lead")
    with pytest.raises(NotInvitedError):
        desk.person(office.engine, signature("nobody", issuer=rights.COMMAND_LINE))


def test_an_administrator_without_a_name_looks_and_does_nothing(office):
    number, nobody = office.sent(5), signature("", email="", issuer=rights.COMMAND_LINE)
    assert desk.report(office.engine, nobody, number).state == "submitted"
    version = office.version(number)
    with pytest.raises(NotAllowedError):
        acts.approve(office.engine, office.programme, nobody, submission=number, version=version, key="a key")
    assert office.state(number) == "submitted"


def test_the_first_lead_is_invited_by_an_administrator_without_anybody_inside(office):
    with writing(office.engine) as session:
        people.invite(
            session, office.programme, by="administrator", at="2022-05-25T08:00:00Z", email="first@example.org",
            role="lead", partner="north",
        )  # fmt: skip
    assert people.come_in(office.engine, signature("first")).role == "lead"
