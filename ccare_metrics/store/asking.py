"""A question to the store, answered as a table."""

from collections.abc import Mapping

import pandas as pd
from sqlalchemy import text
from sqlmodel import Session


def frame(session: Session, question: str, asked: Mapping[str, object], columns: list[str]) -> pd.DataFrame:
    """As plain objects, so that nothing is None and not a number that is none; columns of numbers are made so where they are asked."""
    return pd.DataFrame(session.execute(text(question), asked).mappings().all(), columns=columns, dtype="object")
