"""Which events say that somebody left: unfollowed, deleted the contact, left the group, closed the account."""

import re
from collections.abc import Iterable

_WORDS = ("unfollow", "unsubscribe", "unregister", "leave", "left_group", "quit_group", "close_account")
_PARTS = ("del_follow", "del_external", "delete_contact", "delete_friend")
_CHINESE = re.compile(
    r"取消关注|取关|退订|退群|注销|(删除|拉黑).{0,4}(好友|企微|客服|员工)|(好友|企微).{0,2}(删除|流失)"
)
_SEPARATORS = re.compile(r"[\s\-.:$]+")


def leaving(events: Iterable[str]) -> list[str]:
    """Those of the names of events that mean leaving, in whatever way they are written."""
    return sorted(event for event in events if _is_leaving(event))


def _is_leaving(event: str) -> bool:
    plain = _SEPARATORS.sub("_", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", event)).strip("_").lower()
    if _CHINESE.search(plain):
        return True
    return any(plain in (word, f"user_{word}", f"mp_{word}") for word in _WORDS) or any(
        part in plain for part in _PARTS
    )
