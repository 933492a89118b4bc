"""Enter figures: the month that needs work, a field for each figure that is due beside what came before, checked as one types, sent."""

import streamlit as st

from ui import entering, entry_held, entry_views, frame, links, own_reports, submission_views
from ui.access import current
from ui.pieces import draw

visit = current()
words = visit.words
mine = own_reports.own(visit)
head = st.container(gap="small")

if mine.duties.empty:
    with head:
        frame.page_title(words, words("entry.nothing_due"), lead=words("own.nothing_due"))
else:
    of, report = own_reports.asked(visit, mine)
    duty = own_reports.duty(mine, of.period)
    with head:
        frame.page_title(words, entry_views.title(words, duty, report), lead=own_reports.stands(visit, report))
    if own_reports.is_editable(report):
        draw(
            (entry_views.urgency(words, duty), entry_views.returned(words, report), entry_views.corrects(words, report))
        )
        entry_held.look_again()
        entering.fields(entry_held.Typed(visit, of, corrects=bool(report and report.corrects)))
        there = links.to(visit, "upload", words("entry.upload"), **own_reports.named(of))
    else:
        entry_held.forget_sending()
        before = own_reports.before(visit, report)
        draw((submission_views.receipt(visit, report), submission_views.figures(visit, report, before)))
        there = links.to(visit, "submissions", words("entry.go_to_report"), submission=str(report.number))
    submission_views.go(there, key="next")
