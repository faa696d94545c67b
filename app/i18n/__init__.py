"""The three languages: texts, and numbers, dates and periods as each writes them. It must not know the data."""

from app.i18n.texts import SEPARATOR, Texts, load_all, opening

__all__ = ["SEPARATOR", "Texts", "load_all", "opening"]
