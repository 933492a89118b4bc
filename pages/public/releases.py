"""Every release, newest first: what it brought and put right, what it hides, and the site as it stood then."""

from ui import frame, links, release_views, selection
from ui.access import current
from ui.pieces import draw

visit = current()
words = visit.words
known = release_views.known()
newest = known.releases[-1]

frame.page_title(
    words,
    words.n("releases.finding", len(known.releases), number=newest.number, day=newest.published_on),
    lead=words("releases.lead"),
    trail=[links.home(visit), links.to(visit, "about", words("about.name"))],
)
pasts = release_views.history(visit.edition, known.releases)
which = release_views.NEWEST
if len(pasts) > release_views.AT_ONCE:
    which = selection.choose(
        visit,
        "history",
        (release_views.NEWEST, release_views.ALL),
        label=words("releases.which"),
        shown=lambda code: words(f"releases.which_{code}"),
        default=release_views.NEWEST,
        kind="pills",
    )
for number in known.damaged:
    draw(frame.empty(words, words("release.damaged", asked=number), text=words("releases.damaged_text")))
for past in pasts if which == release_views.ALL else pasts[: release_views.AT_ONCE]:
    with frame.card(f"release_{past.release.number}"):
        draw((release_views.about(past), release_views.changed(past)))
        opened = links.to(visit, "at_a_glance", words("releases.open"), release=str(past.release.number))
        frame.card_link(opened, key=f"release_{past.release.number}")
