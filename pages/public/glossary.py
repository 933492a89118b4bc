"""The words of the field, in the order of the reader's alphabet; the one that a link led to stands first."""

from ui import frame, glossary, links
from ui.access import current
from ui.pieces import draw

visit = current()
words = visit.words
kept = {name: visit.address[name] for name in links.KEPT if name in visit.address}
asked = visit.address.get(glossary.ASKED)

frame.page_title(
    words,
    words.n("glossary.finding", len(glossary.TERMS)),
    lead=words("glossary.lead"),
    trail=[links.home(visit), links.to(visit, "about", words("about.name"))],
)
if asked in glossary.TERMS:
    draw(glossary.asked_for(words, asked, kept=kept))
elif asked:
    draw(frame.empty(words, words("glossary.unknown", asked=asked), text=words("glossary.unknown_text")))
draw(glossary.listed(words, kept=kept, asked=asked))
