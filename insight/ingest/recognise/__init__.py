"""Recognition of known exports: what a sheet is, and which of its columns fill which canonical ones."""

from insight.ingest.recognise.kinds import ALIASES, KINDS
from insight.ingest.recognise.mapping import Mapping, joined_by
from insight.ingest.recognise.names.header import header_fingerprint, normalise_header, without_note
from insight.ingest.recognise.names.words import normalise_word, shared_refund_words, shared_status_words
from insight.ingest.recognise.proposal import CellCheck, Offer, Proposal, Question, Reading, offers, propose
from insight.ingest.recognise.recognition import Guess, Recognition, recognise
from insight.ingest.recognise.template import Template, load_templates
from insight.ingest.recognise.unknown import rows_told

__all__ = [
    "ALIASES",
    "KINDS",
    "CellCheck",
    "Guess",
    "Mapping",
    "Offer",
    "Proposal",
    "Question",
    "Reading",
    "Recognition",
    "Template",
    "header_fingerprint",
    "joined_by",
    "load_templates",
    "normalise_header",
    "normalise_word",
    "offers",
    "propose",
    "recognise",
    "rows_told",
    "shared_refund_words",
    "shared_status_words",
    "without_note",
]
