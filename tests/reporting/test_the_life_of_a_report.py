"""A report from its first cell to approval: what each act does, that it is done once, and what is refused."""

import pytest

from ccare_metrics.entries import Entry, Figure
from ccare_metrics.scope import RefusedError
from ccare_metrics.store import acts, desk, drafts, notices, people, read, trail
from ccare_metrics.store.engine import writing
from tests.reporters import ADVICE, IN_KENT, PLACES, Office, a_key, email, signature


def refused(code: str):
    return pytest.raises(RefusedError, match=rf"^{code}\b")


def approved(office: Office) -> dict:
    frame = read.approved_figures(office.engine, through="2022-06")
    return {(row.scheme, row.indicator, row.area, row.month): row.value for row in frame.itertuples()}


def test_what_is_typed_is_there_after_the_window_was_closed(office):
    number = office.begin()
    office.type(number, {ADVICE: "12,5"})
    assert office.begin() == number
    (entry,) = desk.report(office.engine, signature("south"), number).entries
    assert (entry.key, entry.typed, entry.version) == (ADVICE, "12,5", 1)


def test_a_report_counts_only_once_it_is_approved(office):
    number = office.sent(5)
    assert approved(office) == {}
    office.approve(number)
    assert approved(office) == {("advice", "places", "29", "2022-04"): 5}
    assert read.standing_problems(office.engine, office.programme) == []


def test_a_returned_report_is_mended_and_sent_again_and_both_sendings_are_kept(office):
    number = office.sent(50)
    office.give_back(number, "Ten times the usual.")
    report = desk.report(office.engine, signature("south"), number)
    assert (report.state, report.reason) == ("returned", "Ten times the usual.")
    office.type(number, {ADVICE: "5"}, seen={ADVICE: 1})
    office.submit(number, [Figure(ADVICE, 5, None, "")])
    office.approve(number)
    told = desk.history_of(office.engine, office.programme, signature("south"), key=ADVICE, month="2022-04")
    assert [(row.value, row.state, row.reason) for row in told.itertuples()] == [
        (50, "returned", "Ten times the usual."),
        (5, "approved", None),
    ]


def test_the_second_to_change_a_cell_is_told_what_stands_there_and_nothing_is_overwritten(office):
    number = office.begin()
    office.type(number, {ADVICE: "5"})
    office.type(number, {ADVICE: "6"}, seen={ADVICE: 1})
    saved = office.type(number, {ADVICE: "7"}, seen={ADVICE: 1})
    (conflict,) = saved.conflicts
    assert (conflict.mine.typed, conflict.theirs.typed, conflict.theirs.version, conflict.by) == ("7", "6", 2, "South")
    assert [entry.typed for entry in desk.report(office.engine, signature("south"), number).entries] == ["6"]
    assert office.type(number, {ADVICE: "7"}, seen={ADVICE: 2}).conflicts == ()


def test_a_conflict_in_one_cell_does_not_keep_the_others_from_being_saved(office):
    number = office.begin("north")
    office.type(number, {PLACES: "5"}, who="north")
    office.type(number, {PLACES: "6"}, who="north", seen={PLACES: 1})
    saved = office.type(number, {PLACES: "7", IN_KENT: "3"}, who="north", seen={PLACES: 1})
    assert [entry.key for entry in saved.entries] == [IN_KENT]


def test_saving_the_same_again_changes_nothing(office):
    number = office.begin()
    first, again = (office.type(number, {ADVICE: "5"}).entries for _ in range(2))
    assert first == again


def test_two_clicks_on_send_make_one_submission(office):
    number = office.begin()
    office.type(number, {ADVICE: "5"})
    report = desk.report(office.engine, signature("south"), number)
    same = {"version": report.version, "seen": report.stamp, "key": a_key()}
    first, second = (office.submit(number, [Figure(ADVICE, 5, None, "")], **same) for _ in range(2))
    assert first == second
    sendings = desk.report(office.engine, signature("south"), number).steps["state"].tolist()
    assert sendings == ["draft", "submitted"]


def test_a_key_is_good_for_one_act_only(office):
    first, second, key = office.sent(5), office.sent(6, period="2022-05"), a_key()
    office.approve(first, key=key)
    with refused("key_used"):
        office.approve(second, key=key)


def test_what_was_checked_is_what_is_sent(office):
    number = office.begin()
    office.type(number, {ADVICE: "5"})
    seen = desk.report(office.engine, signature("south"), number).stamp
    office.type(number, {ADVICE: "500"}, seen={ADVICE: 1})
    with refused("changed"):
        office.submit(number, [Figure(ADVICE, 5, None, "")], seen=seen)
    assert office.state(number) == "draft"


def test_a_draft_counts_what_is_typed_and_a_sent_report_what_was_sent(office):
    def counted() -> int:
        reports = desk.reports(office.engine, signature("south"), "south").set_index("submission")
        return int(reports.loc[number, "figures"])

    number = office.begin()
    assert counted() == 0
    office.type(number, {ADVICE: "5"})
    assert counted() == 1
    office.type(number, {ADVICE: ""}, seen={ADVICE: 1})
    assert counted() == 0
    office.type(number, {ADVICE: "6"}, seen={ADVICE: 2})
    office.submit(number, [Figure(ADVICE, 6, None, "")])
    assert counted() == 1


def test_an_approval_holds_for_the_version_that_was_looked_at(office):
    number = office.sent(5)
    looked_at = office.version(number)
    office.withdraw(number)
    office.submit(number, [Figure(ADVICE, 5, None, "")])
    with refused("changed"):
        office.approve(number, version=looked_at)
    office.approve(number)


def test_of_two_opposite_decisions_the_first_holds_and_the_second_is_told(office):
    number = office.sent(5)
    looked_at = office.version(number)
    office.give_back(number)
    with refused("wrong_state"):
        office.approve(number, who="second_lead", version=looked_at)
    assert office.state(number) == "returned"


def test_returning_needs_a_reason(office):
    number = office.sent(5)
    with refused("reason_missing"):
        office.give_back(number, "  ")
    assert office.state(number) == "submitted"


def test_what_the_leads_own_organisation_sent_needs_a_second_lead_person(office):
    number = office.sent(5, PLACES, who="north")
    with refused("second_person_needed"):
        office.approve(number, who="lead")
    office.confirm(number, who="lead")
    with refused("second_person_needed"):
        office.approve(number, who="lead")
    office.approve(number, who="second_lead")
    assert office.state(number) == "approved"


def test_a_lead_who_sent_it_counts_as_the_first_of_the_two(office):
    number = office.begin("lead")
    office.type(number, {PLACES: "5"}, who="lead")
    office.submit(number, [Figure(PLACES, 5, None, "")], who="lead")
    with refused("second_person_needed"):
        office.approve(number, who="lead")
    office.approve(number, who="second_lead")


def test_a_confirmation_is_for_what_was_sent_then_and_not_for_what_is_sent_later(office):
    number = office.sent(5, PLACES, who="north")
    office.confirm(number, who="lead")
    office.withdraw(number, who="north")
    office.submit(number, [Figure(PLACES, 5, None, "")], who="north")
    with refused("second_person_needed"):
        office.approve(number, who="second_lead")


def test_an_entry_of_another_organisation_needs_no_confirmation(office):
    with refused("no_second_person_needed"):
        office.confirm(office.sent(5))


def test_a_correction_says_why_and_leaves_what_was_approved_on_each_day_to_be_asked(office):
    number = office.approved(5)
    with refused("reason_missing"):
        office.correct(number, " ")
    correction = int(office.correct(number, "Counted twice.")["submission"])
    office.type(correction, {ADVICE: "3"})
    office.submit(correction, [Figure(ADVICE, 3, None, "")])
    assert approved(office) == {("advice", "places", "29", "2022-04"): 5}
    office.approve(correction)
    assert approved(office) == {("advice", "places", "29", "2022-04"): 3}
    told = desk.history_of(office.engine, office.programme, signature("board" and "lead"), key=ADVICE, month="2022-04")
    assert [(row.value, row.reason) for row in told.itertuples()] == [(5, None), (3, "Counted twice.")]


def test_a_correction_decided_at_an_earlier_time_of_day_still_comes_after_what_it_corrects(office):
    number = office.sent(5)
    office.approve(number, at="23:50:00")
    correction = int(office.correct(number)["submission"])
    office.type(correction, {ADVICE: "3"})
    office.submit(correction, [Figure(ADVICE, 3, None, "")])
    office.approve(correction, at="00:10:00")
    assert approved(office) == {("advice", "places", "29", "2022-04"): 3}


def test_a_month_that_is_approved_takes_corrections_only(office):
    office.approved(5)
    with refused("reported_already"):
        office.begin()


def test_one_correction_of_a_month_at_a_time(office):
    number = office.approved(5)
    office.correct(number)
    with refused("being_corrected"):
        office.correct(number)


@pytest.mark.parametrize(
    ("period", "code"),
    [
        ("2022-06", "future_period"),
        ("2021-12", "unknown_period"),
        ("2022-13", "unknown_period"),
        ("May", "unknown_period"),
    ],
)
def test_only_months_of_the_programme_that_have_begun_are_reported(office, period, code):
    with refused(code):
        office.begin(period=period)


def test_a_shut_month_takes_nothing_until_it_is_opened_again(office):
    number = office.begin()
    office.type(number, {ADVICE: "5"})
    asked = {"period": "2022-04", "reason": "Closed for the annual report."}
    acts.lock(office.engine, office.programme, signature("lead"), **asked, key=a_key())
    with refused("locked"):
        office.submit(number, [Figure(ADVICE, 5, None, "")])
    with refused("locked"):
        office.begin("quiet")
    acts.reopen(office.engine, office.programme, signature("lead"), **asked, key=a_key())
    office.submit(number, [Figure(ADVICE, 5, None, "")])
    assert [bool(shut) for shut in desk.locks(office.engine, signature("south"))["locked"]] == [False]


@pytest.mark.parametrize(
    "key",
    [
        PLACES,
        ADVICE._replace(indicator="nothing"),
        ADVICE._replace(area="nowhere"),
        ADVICE._replace(category="sex:other"),
    ],
)
def test_a_draft_keeps_entries_about_what_is_the_partners_own_and_nothing_else(office, key):
    number = office.begin()
    with refused("unknown_entry"):
        office.type(number, {key: "5"})
    assert desk.report(office.engine, signature("south"), number).entries == ()


def test_what_is_too_long_is_refused_whole(office):
    number = office.begin()
    with refused("too_long"):
        office.type(number, {ADVICE: "5" * 101})
    with refused("too_long"):
        office.type(number, {ADVICE: "5"}, note="x" * 1001)


def test_a_file_takes_the_place_of_what_was_typed_whole_and_once(office):
    number = office.begin("north")
    office.type(number, {PLACES: "5", IN_KENT: "1"}, who="north")
    report = desk.report(office.engine, signature("north"), number)
    asked = {"seen": report.stamp, "file_name": "may.xlsx", "sha256": "f" * 64, "key": a_key()}
    rows = [Entry(PLACES, "8", "from the file")]
    for _ in range(2):
        drafts.take_over(office.engine, office.programme, signature("north"), submission=number, entries=rows, **asked)
    (entry,) = desk.report(office.engine, signature("north"), number).entries
    assert (entry.typed, entry.version) == ("8", 2)
    with refused("changed"):
        again = {**asked, "key": a_key()}
        drafts.take_over(office.engine, office.programme, signature("north"), submission=number, entries=rows, **again)


def test_a_remark_that_somebody_else_changed_meanwhile_is_not_written_over(office):
    number = office.begin()
    asked = {"submission": number, "scheme": "advice", "language": "en"}
    first = drafts.remark(office.engine, office.programme, signature("south"), **asked, text="A quiet month.", seen=0)
    assert first == 1
    drafts.remark(office.engine, office.programme, signature("south"), **asked, text="A busy month.", seen=1)
    told = drafts.remark(office.engine, office.programme, signature("south"), **asked, text="Neither.", seen=1)
    assert (told.theirs, told.version, told.by) == ("A busy month.", 2, "South")


def test_those_concerned_find_a_notice_and_nobody_else_does(office):
    number = office.sent(5)
    office.give_back(number, "Please check.")
    told = {
        who: notices.own(office.engine, signature(who))["kind"].tolist()
        for who in ("lead", "second_lead", "south", "north", "quiet", "board")
    }
    assert told == {
        "lead": ["submitted"],
        "second_lead": ["submitted"],
        "south": ["returned"],
        "north": [],
        "quiet": [],
        "board": [],
    }
    newest = int(notices.own(office.engine, signature("south"))["number"].iloc[0])
    acts.read_notices(office.engine, signature("south"), through=newest)
    assert (notices.unread(office.engine, signature("south")), notices.unread(office.engine, signature("lead"))) == (
        0,
        1,
    )


def test_the_audit_names_who_was_invited_and_not_what_their_provider_calls_them_today(office):
    number = office.sent(5)
    asked = {"submission": number, "version": office.version(number), "key": "forged"}
    acts.withdraw(office.engine, signature("south", email=email("lead"), email_verified=False), **asked)
    newest = trail.events(office.engine, signature("lead"), act="withdraw", most=1).iloc[0]
    assert newest["who"] == email("south")


def test_whoever_moves_to_another_organisation_leaves_the_notices_about_the_first_behind(office):
    office.give_back(office.sent(5), "Please check.")
    assert notices.unread(office.engine, signature("south")) == 1
    with writing(office.engine) as session:
        people.invite(
            session, office.programme, by="a test", at="2022-05-25T09:00:00Z", email=email("south"), role="partner",
            partner="north",
        )  # fmt: skip
    assert notices.unread(office.engine, signature("south")) == 0
    assert notices.own(office.engine, signature("south")).empty


def test_every_act_stands_in_the_audit_and_the_chain_is_whole(office):
    office.approved(5)
    told = trail.events(office.engine, signature("lead"))
    assert told["act"].tolist()[:3] == ["approved", "submitted", "draft"]
    assert read.broken_audit_entry(office.engine) is None
