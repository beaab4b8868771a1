"""What the overview calls what the data name."""

from insight.i18n import Text, _


def channel_name(channel: str) -> Text:
    """The channel as the data write it."""
    return _("{channel}", channel=channel) if channel else _("Channel not stated")
