"""Texts in Chinese and English: written once in English, translated in `<language>/*.po`, rendered late."""

from insight.i18n.catalogue import translate
from insight.i18n.text import LANGUAGES, Language, Money, Text, Value, _, in_context, listed

__all__ = ["LANGUAGES", "Language", "Money", "Text", "Value", "_", "in_context", "listed", "translate"]
