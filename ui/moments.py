"""Moments as the record keeps them (2023-06-05T14:03:22Z), in the visitor's language. Their time of day is UTC, and says so."""

from datetime import date

from ui.words import Words


def time(words: Words, moment: str) -> str:
    """14:03 / 14 h 03"""
    return words("moment.time", hour=moment[11:13], minute=moment[14:16])


def day(moment: str) -> date:
    return date.fromisoformat(moment[:10])


def at(words: Words, moment: str) -> str:
    """5 June 2023 at 14:03 (UTC)"""
    return words("moment.at", day=day(moment), time=time(words, moment))
