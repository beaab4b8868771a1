"""What protects the people on a list: masking now; consent and the export log come to stand beside it."""

from insight.govern.masking import mask_contacts, mask_email, mask_name, mask_phone

__all__ = ["mask_contacts", "mask_email", "mask_name", "mask_phone"]
