"""Who is one person: found anew at every refresh, corrected by staff, and what either would change."""

from insight.warehouse.identity.resolve import NODE_KINDS, Groups, Judgement, resolve, resolve_around, try_around

__all__ = ["NODE_KINDS", "Groups", "Judgement", "resolve", "resolve_around", "try_around"]
