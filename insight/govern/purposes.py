"""What a list may be for. The set is closed: a purpose that is not here cannot be asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

from insight.errors import ParameterError
from insight.i18n import Text, _

Purpose = Literal["analysis", "marketing", "service", "survey", "correction"]
ContactPurpose = Literal["marketing", "service", "survey"]

CONTACT_PURPOSES: tuple[ContactPurpose, ...] = get_args(ContactPurpose)


@dataclass(frozen=True, slots=True, kw_only=True)
class PurposeWords:
    """What a purpose is called, and what a list for it is used for."""

    label: Text
    meaning: Text


PURPOSES: Mapping[Purpose, PurposeWords] = MappingProxyType(
    {
        "analysis": PurposeWords(
            label=_("Internal analysis"),
            meaning=_("Nobody is contacted. Everybody is on the list, contacts stay masked."),
        ),
        "marketing": PurposeWords(
            label=_("Marketing contact"),
            meaning=_("Offers, new products, invitations to buy. Only people who agreed to marketing."),
        ),
        "service": PurposeWords(
            label=_("Service notice"),
            meaning=_("Notices about membership, orders and points. Only people who agreed to notices."),
        ),
        "survey": PurposeWords(
            label=_("Survey or research"),
            meaning=_("Questionnaires and interviews. Only people who agreed to be asked."),
        ),
    }
)
"""What a list of people may be for. The first one, which contacts nobody, is the default everywhere."""

PURPOSE_WORDS: Mapping[Purpose, PurposeWords] = MappingProxyType(
    {
        **PURPOSES,
        "correction": PurposeWords(
            label=_("Correction of data"),
            meaning=_("Rows as they stand in a file, to be mended and imported again. Nobody is contacted."),
        ),
    }
)
"""What anything in the export log left for."""


def check_purpose(purpose: object) -> None:
    """Raises ParameterError for a purpose that is not one of the closed set."""
    if purpose not in PURPOSES:
        raise ParameterError("purpose", purpose, _("one of {names}", names=", ".join(PURPOSES)))


def is_contact(purpose: Purpose) -> bool:
    """Whether people on a list for it are going to hear from us."""
    return purpose in CONTACT_PURPOSES
