"""About the figures: where they come from, what they mean, where sources disagree, what is not published, and the site's own manners."""

from ui import about, frame, links, selection
from ui.access import current

visit = current()
words = visit.words

frame.page_title(words, words("about.finding", programme=visit.programme.short_name), lead=words("about.lead"))
frame.card_link(links.to(visit, "releases", words("about.to_releases")), key="releases")
frame.card_link(links.to(visit, "glossary", words("about.to_glossary")), key="glossary")
part = selection.choose(
    visit,
    "part",
    tuple(about.PARTS),
    label=words("about.parts"),
    shown=lambda code: words(f"about.part_{code}"),
    default="method",
    kind="pills",
)
about.PARTS[part](visit)
