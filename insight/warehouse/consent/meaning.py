"""What one statement says: yes to one purpose, no to some, nothing, or something that nobody has understood yet.

The world of yes is closed: a yes is a word that is known to mean it. Every other word says no, or asks a person.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from insight.warehouse.consent.plain import is_no_day, moment_in, plain_words, without_moment
from insight.warehouse.consent.words import answers, pattern

Will = Literal["granted", "denied", "withdrawn", "unclear", "silent"]

PURPOSES = ("marketing", "service", "survey")
"""What somebody may be contacted for; `insight.govern.purposes` has their words."""

LIST_WORDS = ""
"""The words of a customer list's own consent column, which speaks of marketing."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """`purposes` are those that the will is about: none for a yes to nothing we do, all where nothing is understood."""

    will: Will
    purposes: tuple[str, ...] = ()


SILENT = Meaning("silent")
UNCLEAR = Meaning("unclear", PURPOSES)

_YES, _NO, _BLANK = answers("yes"), answers("no"), answers("blank")
_RECEIVES, _REPLIES = answers("receives"), answers("replies")
_YES_PHRASE, _DOUBLE_NO, _ALONE = pattern("yes_phrase"), pattern("double_no"), pattern("alone")
_IN_PASSING, _BARRED = pattern("in_passing"), pattern("barred")
_WITHDRAWN, _DENIED, _FOR_EVERYTHING = pattern("withdrawn"), pattern("denied"), pattern("for_everything")
_NEGATED, _NEGATED_ALONE = pattern("negated"), pattern("negated_alone")
_EXCEPTED, _BOTH, _ALL = pattern("excepted"), pattern("both"), pattern("all")
_MARKETING, _SURVEY, _ANALYSIS = pattern("marketing"), pattern("survey"), pattern("analysis")
_SERVICE, _WEAK_SERVICE = pattern("service"), pattern("weak_service")
_MAY_DENY = pattern("may_deny")
_TAKES_BACK = re.compile("撤|取消(?!订阅)|revok|withdr|cancel|解除|移出|恢复|关闭|停用|disabled|失败|fail")
_ALLOWS = frozenset({"allow", "zulassen", "erlauben", "autoriser", "permitir", "toestaan"})
"""Under "do not allow e-mails" to allow takes the refusal away."""
_ASKED = re.compile("[?？]")
_REASON = re.compile("原因|理由|内容|reason")


@lru_cache(maxsize=65_536)
def meaning_of(words: str, said: str) -> Meaning:
    """What `said` means where `words` tell what it is said about: a purpose, the header of a column, a list's title."""
    if is_no_day(said, words):
        return SILENT
    about, answer = plain_words(words), plain_words(without_moment(said))
    if answer in _BLANK:
        return _told_by_its_time(words, about) if moment_in(said) else SILENT
    if is_negated(words):
        return _answer_to_refusal(about, answer)
    if answer in _YES or _YES_PHRASE.fullmatch(answer):
        return UNCLEAR if _ASKED.search(said) or _may_deny(about) else Meaning("granted", _yes_to(words, about))
    if _is_double_no(answer):
        return SILENT
    if is_refusal(answer):
        return Meaning("withdrawn" if _withdraws(answer) else "denied", _no_to(words, about, answer))
    return UNCLEAR


def _may_deny(about: str) -> bool:
    """Whether a yes to these words may be a no: they name both, or deny in words that are not known."""
    if _EXCEPTED.search(about):
        return False
    return bool(_BOTH.search(about) or _MAY_DENY.search(_DOUBLE_NO.sub(" ", about)))


def is_negated(words: str) -> bool:
    """Whether words name the refusal itself, so that a yes to them is a no."""
    about = plain_words(words)
    if _EXCEPTED.search(about) or _DOUBLE_NO.search(about) or _BOTH.search(about):
        return False
    return bool(_NEGATED.search(about) or _NEGATED_ALONE.fullmatch(about))


def _is_double_no(answer: str) -> bool:
    """Whether plain words say that a refusal is not there, and refuse nothing besides."""
    return bool(_DOUBLE_NO.search(answer)) and not is_refusal(_DOUBLE_NO.sub(" ", answer).strip())


def is_refusal(answer: str) -> bool:
    """Whether plain words are known to say no."""
    return answer in _NO or answer in _REPLIES or bool(_WITHDRAWN.search(answer) or _DENIED.search(answer))


def _withdraws(answer: str) -> bool:
    return answer in _REPLIES or bool(_WITHDRAWN.search(answer))


def is_known_refusal(said: str) -> bool:
    """Whether a cell says by itself, under whatever header it stands, that a person wants no contact."""
    return refuses_in_passing(said) or bool(_ALONE.fullmatch(plain_words(said)))


def is_refusing_reply(said: str) -> bool:
    """Whether somebody who answered a message wants no more of them: TD, 退, stop."""
    answer = plain_words(said)
    return answer in _REPLIES or answer in ("n", "stop") or is_known_refusal(said)


def refuses_in_passing(said: str) -> bool:
    """Whether a text refuses contact in words, whatever it stands in: a review, an answer, the name of an event."""
    return bool(_IN_PASSING.fullmatch(plain_words(said)))


def is_barred(said: str) -> bool:
    """Whether a tag of a buyer says that nobody may contact them."""
    return refuses_in_passing(said) or bool(_BARRED.fullmatch(plain_words(said)))


def _told_by_its_time(words: str, about: str) -> Meaning:
    """A moment alone is the moment of what the header names; of a yes it proves nothing."""
    return Meaning("withdrawn", _no_to(words, about, "")) if is_negated(words) else UNCLEAR


def _answer_to_refusal(about: str, answer: str) -> Meaning:
    if answer in _ALLOWS and re.search(rf"\b(not|dont|nicht|no|non|pas|nao|niet) {answer}\b", about):
        return SILENT
    if answer == about or (answer in _YES and answer not in _RECEIVES):
        return Meaning("withdrawn", _no_to(about, about, answer))
    if answer in _NO or answer in _RECEIVES or _is_double_no(answer):
        return SILENT
    if is_refusal(answer) and not _TAKES_BACK.search(answer):
        return Meaning("withdrawn", _no_to(about, about, answer))
    if _REASON.search(about) or (answer.isdigit() and int(answer) > 0):
        return Meaning("withdrawn", _no_to(about, about, answer))
    return UNCLEAR


def _yes_to(words: str, about: str) -> tuple[str, ...]:
    """The one purpose that the words name first; none where they say what is not meant, or nothing known."""
    if words == LIST_WORDS:
        return ("marketing",)
    if _EXCEPTED.search(about) or _DOUBLE_NO.search(about):
        return ()
    if _ALL.search(about):
        return PURPOSES
    for purpose, named in (("marketing", _MARKETING), ("survey", _SURVEY)):
        if named.search(about):
            return (purpose,)
    return ("service",) if _names_service(about) else ()


def _names_service(about: str) -> bool:
    return bool(_WEAK_SERVICE.search(about)) or _names_plain_service(about)


def _names_plain_service(about: str) -> bool:
    """会员 alone names whom, not what for."""
    return bool(_SERVICE.search(about.replace("会员", "")))


def _no_to(words: str, about: str, answer: str) -> tuple[str, ...]:
    """Every purpose that the words name; all of them where they name none, or the answer is a no to everything."""
    if _FOR_EVERYTHING.search(answer) or _FOR_EVERYTHING.search(about):
        return PURPOSES
    if words == LIST_WORDS:
        return ("marketing",)
    if _EXCEPTED.search(about) or _ALL.search(about):
        return PURPOSES
    named = [purpose for purpose, known in (("marketing", _MARKETING), ("survey", _SURVEY)) if known.search(about)]
    if _names_plain_service(about) or (named and _WEAK_SERVICE.search(about)):
        named.append("service")
    if named or (_ANALYSIS.search(about) and not _WEAK_SERVICE.search(about)):
        return tuple(named)
    return PURPOSES
