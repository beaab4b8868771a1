"""Who is one person: found anew at every refresh, corrected by staff, and what either would change."""

from insight.warehouse.identity.resolve import (
    HUB_KEYS,
    KEYED,
    NODE_KINDS,
    Groups,
    Join,
    Judgement,
    corrections,
    join_here,
    joined,
    resolve,
    resolve_around,
    try_around,
)

__all__ = [
    "HUB_KEYS",
    "KEYED",
    "NODE_KINDS",
    "Groups",
    "Join",
    "Judgement",
    "corrections",
    "join_here",
    "joined",
    "resolve",
    "resolve_around",
    "try_around",
]
