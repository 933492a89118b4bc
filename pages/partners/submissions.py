"""Our reports: every report of the organisation and where it is on its way; one in full, to be taken back or corrected."""

from ui import frame, links, outcomes, own_reports, submission_acts, submission_views
from ui.access import current
from ui.pieces import draw

visit = current()
words = visit.words
mine = own_reports.own(visit)
number = own_reports.number_asked(visit)

if number is None:
    frame.page_title(words, submission_views.finding(words, mine), lead=words("report.lead"))
    with frame.card("reports"):
        draw(submission_views.table(visit, mine.reports))
else:
    report = own_reports.report(visit, mine, number)
    frame.page_title(
        words,
        submission_views.title(words, report),
        lead=own_reports.stands(visit, report),
        trail=[links.to(visit, "submissions", words("report.name"))],
    )
    outcomes.show(visit)
    draw((submission_views.receipt(visit, report), submission_views.returned(visit, report)))
    if own_reports.is_editable(report):
        there = links.to(visit, "enter_figures", words("report.go_on"), submission=str(report.number))
        submission_views.go(there, key="enter", primary=True)
    with frame.card("figures"):
        before = own_reports.before(visit, report)
        draw((submission_views.figures(visit, report, before), submission_views.remarks(visit, report)))
    submission_acts.offered(visit, report)
    with frame.card("steps"):
        draw((submission_views.steps(visit, report), submission_views.about(visit, report)))
