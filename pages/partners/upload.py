"""Upload: a template to fill in, and a file that is read, checked and shown before anything of it is kept."""

import streamlit as st

from ui import entry_views, frame, links, own_reports, submission_views, upload_template, upload_views, uploading
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
    with head:
        frame.page_title(words, upload_views.title(words, of), lead=own_reports.stands(visit, report))
    if uploading.taken(visit):
        pass
    elif own_reports.is_editable(report):
        draw(entry_views.returned(words, report))
        with frame.card("template"):
            draw((frame.card_title(words("upload.first")), upload_views.note(words("upload.template_note"))))
            upload_template.template(visit, of)
        with frame.card("file"):
            draw((frame.card_title(words("upload.second")), upload_views.note(words("upload.file_note"))))
            chosen = uploading.choose(visit, of)
        uploading.looked_at(visit, chosen)
    else:
        draw(frame.empty(words, words("upload.not_now"), text=words("upload.not_now_text")))
        there = links.to(visit, "submissions", words("entry.go_to_report"), submission=str(of.submission))
        submission_views.go(there, key="report")
