"""What a person may choose, said once: check, bounds, default, label, JSON and sentence of every value."""

from insight.fields.days import AsOf, Currency, Day, InCurrency
from insight.fields.field import Field, Flag, Given, Named, Values
from insight.fields.given import convert
from insight.fields.numbers import MOST_AMOUNT, MOST_SEED, Amount, Below, Days, Number, Share, Whole
from insight.fields.parameters import check_fields, fields_of, settings
from insight.fields.rule_values import bound
from insight.fields.words import Choice, Choices, Document, Word, Words, one_of

__all__ = [
    "MOST_AMOUNT",
    "MOST_SEED",
    "Amount",
    "AsOf",
    "Below",
    "Choice",
    "Choices",
    "Currency",
    "Day",
    "Days",
    "Document",
    "Field",
    "Flag",
    "Given",
    "InCurrency",
    "Named",
    "Number",
    "Share",
    "Values",
    "Whole",
    "Word",
    "Words",
    "bound",
    "check_fields",
    "convert",
    "fields_of",
    "one_of",
    "settings",
]
