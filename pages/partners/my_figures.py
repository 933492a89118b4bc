"""Our figures: what the organisation has to do now, how its targets stand, what was approved and what is published."""

from ui import frame, own_reports, own_views
from ui.access import current
from ui.pieces import draw

visit = current()
words = visit.words
mine = own_reports.own(visit)

if own_views.is_idle(mine.reports, mine.duties):
    frame.page_title(words, own_views.finding(visit, mine), lead=words("own.nothing_due"))
else:
    frame.page_title(words, own_views.finding(visit, mine), lead=own_views.lead(visit))
    own_views.to_do(visit, mine)
    edition = own_views.edition(visit, mine)
    if edition:
        with frame.card("progress"):
            draw(own_views.progress(edition))
    with frame.card("approved"):
        draw(own_views.approved(visit, mine))
    own_views.others(visit)
