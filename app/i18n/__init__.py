"""The three languages: texts, and numbers, dates and periods as each writes them. It must not know the data."""

from app.i18n.texts import Texts, load_all

__all__ = ["Texts", "load_all"]
