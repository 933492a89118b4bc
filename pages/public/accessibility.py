"""The accessibility statement of this site."""

from ui import frame, links, statement
from ui.access import current
from ui.pieces import draw

visit = current()
words = visit.words

frame.page_title(
    words,
    statement.finding(words),
    lead=words("statement.lead"),
    trail=[links.to(visit, "about", words("statement.about"))],
)
draw(statement.status(words))
draw(statement.gaps(words))
draw(statement.method(words))
draw(statement.does(words))
draw(statement.recourse(visit))
