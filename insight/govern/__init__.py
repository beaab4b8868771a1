"""What protects the people on a list: consent by purpose, masks, a log of what left the house, no small cells."""

from insight.govern.consent import STANDINGS, Standing, Stated, has_statements, stated, states
from insight.govern.consent_sql import HEARD, STANDING, STANDING_TODAY
from insight.govern.export_chain import Fault
from insight.govern.export_log import (
    Arm,
    Export,
    check_log,
    exported_people,
    exports,
    find_export,
    in_all_languages,
    last_hash,
    log_rule,
    write_export,
)
from insight.govern.masking import mask_contacts, mask_email, mask_name, mask_phone
from insight.govern.purposes import CONTACT_PURPOSES, PURPOSES, ContactPurpose, Purpose, check_purpose, is_contact

__all__ = [
    "CONTACT_PURPOSES",
    "HEARD",
    "PURPOSES",
    "STANDING",
    "STANDINGS",
    "STANDING_TODAY",
    "Arm",
    "ContactPurpose",
    "Export",
    "Fault",
    "Purpose",
    "Standing",
    "Stated",
    "check_log",
    "check_purpose",
    "exported_people",
    "exports",
    "find_export",
    "has_statements",
    "in_all_languages",
    "is_contact",
    "last_hash",
    "log_rule",
    "mask_contacts",
    "mask_email",
    "mask_name",
    "mask_phone",
    "stated",
    "states",
    "write_export",
]
