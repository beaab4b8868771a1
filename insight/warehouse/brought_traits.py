"""`mart.brought_traits`: what customer lists and surveys say beyond the canonical columns, one typed trait a header.

What a trait is (a number, a day, a yes or no, one of few words, or text) is decided by its cells. Contacts, names and
statements of will are no traits: they are told by their header or, whatever stands above them, by their cells.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

import pyarrow as pa

from insight.warehouse.session import Session
from insight.warehouse.tables import run_model

CREATED = (
    "CREATE TABLE IF NOT EXISTS mart.brought_traits (customer_id VARCHAR, trait VARCHAR, number DOUBLE, text VARCHAR, "
    "moment TIMESTAMP, source_file VARCHAR, known_on DATE)",
    "CREATE TABLE IF NOT EXISTS mart.brought_trait_list (trait VARCHAR, label VARCHAR, dimension VARCHAR, "
    "kind VARCHAR, people BIGINT, distinct_values BIGINT, newest DATE, unread BIGINT, source_file VARCHAR)",
)

_HAS_CELLS = """
SELECT (SELECT count(*) FROM core.source_customers WHERE extra IS NOT NULL)
    + (SELECT count(*) FROM core.survey_answers WHERE question_type = 'single')
"""
_HEADERS = "SELECT origin, header, count(*) AS cells FROM brought_cells GROUP BY origin, header ORDER BY origin, header"
_SCHEMA = pa.schema([(name, pa.string()) for name in ("origin", "header", "trait", "label", "dimension")])
_DIMENSIONS = {"list": "brought", "survey": "psychological"}
_SPACING = re.compile(r"[\s_\-·:：()（）\[\]【】/、，,.。?？*＊]+")
_WILL = re.compile(
    r"同意|授权|订阅|退订|拒收|拒绝|勿扰|打扰|免打扰|营销短信|短信推送|opt.?(in|out)|consent|subscri|gdpr|do.?not.?(contact|disturb|call)"
)
_CONTACT = re.compile(
    r"姓名|昵称|称呼|网名|联系人|收件人|收货人|手机|电话|邮箱|邮件地址|地址|微信号|身份证|证件号|头像|网址|链接|openid|unionid|userid|"
    r"phone|mobile|(^|[^a-z])tel($|[^a-z])|e.?mail|address|avatar|(^|[^a-z])(first|last|full|nick)?.?name$|(^|[^a-z])url$"
)


def refresh_brought(session: Session) -> None:
    """Read every column that nobody listed anew."""
    has_cells = session.scalar(_HAS_CELLS)
    if not has_cells and not session.scalar("SELECT count(*) FROM mart.brought_trait_list"):
        return
    run_model(session, "traits/brought_cells")
    rows = session.arrow(_HEADERS).to_pylist()
    session.register("brought_headers", pa.Table.from_pylist(list(_traits(rows)), schema=_SCHEMA))
    run_model(session, "traits/brought_traits")


def trait_key(header: str) -> str:
    """What a header is about, however wide, spaced or capitalised it is written."""
    return _SPACING.sub("", unicodedata.normalize("NFKC", header).casefold())


def is_private(header: str) -> bool:
    """Whether a header names a person, a way to reach them, or what they allow."""
    plain = unicodedata.normalize("NFKC", header).strip().casefold()
    return bool(_WILL.search(plain) or _CONTACT.search(plain))


def _traits(rows: Iterable[dict[str, object]]) -> Iterable[dict[str, str]]:
    """Which headers are one trait, and the name it is shown by: the one that stands above most cells."""
    spelled: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for row in rows:
        origin, header = str(row["origin"]), str(row["header"])
        key = trait_key(header)
        if key and not key.isdecimal() and not is_private(header):
            spelled[origin, key].append((int(str(row["cells"])), header))
    for (origin, _key), headers in spelled.items():
        label = " ".join(min(headers, key=lambda one: (-one[0], one[1]))[1].split())
        for _cells, header in headers:
            yield {
                "origin": origin,
                "header": header,
                "trait": f"{origin}:{label}",
                "label": label,
                "dimension": _DIMENSIONS[origin],
            }
