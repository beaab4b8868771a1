"""Channels: where people came from, who stays, and what they bring."""

from insight.analysis.channels.params import ChannelsParams
from insight.analysis.channels.result import ChannelsResult
from insight.analysis.channels.run import channels
from insight.analysis.channels.sources import SOURCES
from insight.analysis.channels.words import channel_name
from insight.analysis.declaration import Analysis, Needs
from insight.i18n import _

ANALYSIS = Analysis(
    name="channels",
    params=ChannelsParams,
    run=channels,
    title=_("Channels"),
    question=_("Which channels bring people who stay and buy?"),
    group="understand",
    icon="hub",
    needs=Needs(
        tables=("customers|orders",),
        better=(("customers", "channel"), ("referrals", "invitee_ref"), ("campaigns", "cost"), ("events", "event")),
    ),
)

__all__ = ["ANALYSIS", "SOURCES", "ChannelsParams", "ChannelsResult", "channel_name", "channels"]
