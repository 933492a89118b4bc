"""From what is typed to what is sent: one way for the form, a file and the command line, and only what was checked goes out."""

import pytest

from ccare_metrics.entries import Change, Figure
from ccare_metrics.reporting import handling
from ccare_metrics.scope import NotAllowedError, NotFoundError, RefusedError
from ccare_metrics.store import acts, desk, drafts, read
from tests.reporters import ADVICE, Office, a_key, everything, signature
from tests.reporting.test_bad_input import GOOD, as_csv

WAITING = ADVICE._replace(indicator="people_waiting")


def asked(office: Office, who: str = "south"):
    return office.engine, office.programme, signature(who)


def send(office: Office, number: int, who: str = "south", **told: object):
    report = desk.report(office.engine, signature(who), number)
    return handling.send(
        *asked(office, who),
        submission=number,
        **{"version": report.version, "seen": report.stamp, "key": a_key(), **told},
    )


def test_what_is_due_and_left_blank_is_sent_as_not_reported_and_never_as_zero(office):
    number = office.begin()
    office.type(number, {ADVICE: "5"})
    send(office, number)
    told = {figure.key: figure for figure in desk.report(office.engine, signature("south"), number).figures}
    assert told[ADVICE] == Figure(ADVICE, 5, None, "")
    assert told[WAITING] == Figure(WAITING, None, "not_reported", "")


def test_nothing_to_report_and_nothing_reported_are_two_things(office):
    number = office.begin()
    office.type(number, {ADVICE: "n/a", WAITING: "0"})
    send(office, number)
    told = {
        figure.key: (figure.value, figure.absence)
        for figure in desk.report(office.engine, signature("south"), number).figures
    }
    assert (told[ADVICE], told[WAITING]) == ((None, "not_applicable"), (0, None))


def test_what_blocks_is_not_sent_and_stays_as_it_was_typed(office):
    number = office.begin()
    office.type(number, {ADVICE: "12,5"})
    before = everything(office.engine)
    with pytest.raises(RefusedError, match="blocked"):
        send(office, number)
    assert everything(office.engine) == before
    office.type(number, {ADVICE: "5"}, seen={ADVICE: 1})
    assert send(office, number)["state"] == "submitted"


def test_what_looks_strange_is_sent_with_an_explanation_and_not_without(office):
    for month, count in (("2022-01", 9), ("2022-02", 11), ("2022-03", 10), ("2022-04", 12)):
        office.approved(count, period=month)
    number = office.begin(period="2022-05")
    office.type(number, {ADVICE: "40"})
    with pytest.raises(RefusedError, match="blocked"):
        send(office, number)
    office.type(number, {ADVICE: "40"}, seen={ADVICE: 1}, note="A second adviser began.")
    assert send(office, number)["state"] == "submitted"


def test_asked_again_after_it_went_through_it_answers_with_its_receipt(office):
    number = office.begin()
    office.type(number, {ADVICE: "5"})
    report = desk.report(office.engine, signature("south"), number)
    same = {"version": report.version, "seen": report.stamp, "key": a_key()}
    assert send(office, number, **same) == send(office, number, **same)


def test_a_cell_that_a_colleague_changed_after_the_look_is_not_sent_unseen(office):
    number = office.begin()
    office.type(number, {ADVICE: "5"})
    seen = desk.report(office.engine, signature("south"), number).stamp
    office.type(number, {ADVICE: "6"}, seen={ADVICE: 1})
    with pytest.raises(RefusedError, match="changed"):
        send(office, number, seen=seen)


def test_a_file_shows_what_it_would_change_and_changes_nothing_until_it_is_confirmed(office):
    number = office.begin()
    office.type(number, {ADVICE: "5", WAITING: "3"})
    before = everything(office.engine)
    content = as_csv([{**GOOD, "period": "2022-04", "value": "8", "note": "counted again"}])
    found = handling.preview(*asked(office), submission=number, name="april.csv", content=content)
    assert found.changes[["indicator", "before", "after"]].values.tolist() == [
        ["places", "5", "8"],
        ["people_waiting", "3", None],
    ]
    assert everything(office.engine) == before
    handling.take_over(*asked(office), found, key=a_key())
    assert [(e.key, e.typed) for e in desk.report(office.engine, signature("south"), number).entries] == [(ADVICE, "8")]


def test_a_preview_is_of_the_draft_it_was_made_for(office):
    number = office.begin()
    content = as_csv([{**GOOD, "period": "2022-04"}])
    found = handling.preview(*asked(office), submission=number, name="april.csv", content=content)
    office.type(number, {ADVICE: "7"})
    with pytest.raises(RefusedError, match="changed"):
        handling.take_over(*asked(office), found, key=a_key())


def test_the_same_file_once_more_is_noted(office):
    number, content = office.begin(), as_csv([{**GOOD, "period": "2022-04"}])
    named = {"submission": number, "name": "april.csv", "content": content}
    handling.take_over(*asked(office), handling.preview(*asked(office), **named), key=a_key())
    assert "report.same_file" not in [f.check for f in handling.preview(*asked(office), **named).checked.findings]
    send(office, number)
    office.withdraw(number)
    assert "report.same_file" in [f.check for f in handling.preview(*asked(office), **named).checked.findings]


def test_a_correction_sends_only_what_was_typed(office):
    number = office.begin()
    office.type(number, {ADVICE: "5", WAITING: "3"})
    send(office, number)
    office.approve(number)
    correction = int(office.correct(number)["submission"])
    office.type(correction, {ADVICE: "4"})
    send(office, correction)
    told = desk.report(office.engine, signature("south"), correction).figures
    assert [(figure.key, figure.value) for figure in told] == [(ADVICE, 4)]
    office.approve(correction)
    frame = read.approved_figures(office.engine, through="2022-04")
    told = frame.dropna(subset="value")
    assert dict(zip(told["indicator"], told["value"], strict=True)) == {"places": 4, "people_waiting": 3}


@pytest.mark.parametrize("who", ["north", "quiet", "board"])
def test_nobody_else_looks_into_a_draft_or_hands_a_file_in_for_it(office, who):
    number = office.begin()
    for ask in (
        lambda: handling.opened(*asked(office, who), number),
        lambda: handling.preview(*asked(office, who), submission=number, name="a.csv", content=as_csv([GOOD])),
        lambda: send(office, number, who, version=1, seen=""),
    ):
        with pytest.raises((NotFoundError, NotAllowedError)):
            ask()


def test_a_reviewer_sees_each_figure_beside_its_history_target_and_neighbours(office):
    for month, count in (("2022-02", 11), ("2022-03", 10)):
        office.approved(count, period=month)
    number = office.sent(14)
    found = handling.opened(office.engine, office.programme, signature("lead"), number)
    (told,) = handling.under_review(*asked(office, "lead"), found)
    assert (told.figure.value, told.last, told.to_date, told.target) == (14, 10, 21, told.target)
    assert told.series[-2:] == (("2022-02", 11), ("2022-03", 10))
    assert told.neighbours is None
    with pytest.raises(NotAllowedError):
        handling.under_review(*asked(office), found)


def test_a_remark_is_sent_with_the_figures_and_counts_for_what_was_seen(office):
    number = office.begin()
    office.type(number, {ADVICE: "5"})
    seen = desk.report(office.engine, signature("south"), number).stamp
    drafts.remark(*asked(office), submission=number, scheme="advice", language="fr", text="Un mois calme.", seen=0)
    with pytest.raises(RefusedError, match="changed"):
        send(office, number, seen=seen)
    send(office, number)
    office.approve(number)
    told = read.commentary_on(office.engine, "2022-05-25")
    assert told[["scheme", "language", "text"]].values.tolist() == [["advice", "fr", "Un mois calme."]]


def test_saving_while_the_lead_shuts_the_month_keeps_the_draft_and_refuses_the_sending(office):
    number = office.begin()
    office.type(number, {ADVICE: "5"})
    acts.lock(*asked(office, "lead"), period="2022-04", reason="Year end.", key=a_key())
    changes = [Change(ADVICE, "6", "", 1)]
    assert drafts.save(*asked(office), submission=number, changes=changes).conflicts == ()
    with pytest.raises(RefusedError, match="blocked|locked"):
        send(office, number)
