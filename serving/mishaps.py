"""What a visitor reads when a page fails: a plain sentence and a number under which the log has the rest."""

import secrets

import streamlit as st
from streamlit.logger import get_logger

from serving.languages import COOKIE, PARAMETER, chosen_language
from ui.words import words_for

LOG = get_logger(__name__)


def tell(error: Exception) -> bool:
    """Called by the framework for an error that no page caught. True: the visitor has been told, show nothing more."""
    reference = new_reference()
    LOG.error("Reference %s: a page failed", reference, exc_info=error)
    st.error(words_for(_language())("shell.mishap", reference=reference))
    return True


def new_reference() -> str:
    """Eight digits in two groups: easy to read out on the telephone."""
    digits = f"{secrets.randbelow(10**8):08d}"
    return f"{digits[:4]}-{digits[4:]}"


def _language() -> str:
    return chosen_language(
        st.query_params.get(PARAMETER), st.context.cookies.get(COOKIE), st.context.headers.get("Accept-Language")
    )
