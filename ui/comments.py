"""What partners said beside their figures, in the language in which they said it."""

from html import escape

import pandas as pd

from ccare_metrics.workflow import Workflow
from ui.edition import Edition
from ui.words import typeset


def of_scheme(workflow: Workflow, scheme: str | None) -> pd.DataFrame:
    """The comments on a scheme that had been approved by the day, oldest first; columns as `read.commentary_on`."""
    told = workflow.commentary
    return told[told["scheme"].eq(scheme)].sort_values("period", ignore_index=True)


def latest_text(workflow: Workflow, scheme: str | None) -> tuple[str | None, str | None]:
    """The words of the last comment on a scheme, and the language they are in."""
    found = of_scheme(workflow, scheme)
    if found.empty:
        return None, None
    language = str(found.iloc[-1]["language"])
    return typeset(str(found.iloc[-1]["text"]), language), language


def latest(edition: Edition, workflow: Workflow, scheme: str | None) -> str:
    """The partner's last comment on a scheme as HTML; nothing where there is none."""
    found = of_scheme(workflow, scheme)
    return "" if found.empty else quoted(edition, found.iloc[-1].to_dict())


def quoted(edition: Edition, comment: dict) -> str:
    """One comment: who said it of which month, in which language, and the words themselves."""
    words = edition.words
    partner = edition.programme.partners[comment["partner"]].short_name
    head = words("comment.head", partner=partner, of_month=words.of_month(comment["period"]))
    if comment["language"] != words.lang:
        head = words.with_reason(head, words(f"comment.in_{comment['language']}"))
    text = typeset(comment["text"], comment["language"])
    said = f'<q lang="{escape(comment["language"], quote=True)}" dir="auto">{escape(text)}</q>'
    return f'<blockquote class="cc-comment"><span class="cc-small-words">{escape(head)}</span> {said}</blockquote>'


def numbered(edition: Edition, comments: pd.DataFrame) -> str:
    """All comments on a scheme as a numbered list; the numbers stand in the curve too."""
    if comments.empty:
        return ""
    items = "".join(f"<li>{quoted(edition, comment)}</li>" for comment in comments.to_dict("records"))
    return f'<ol class="cc-comments">{items}</ol>'
