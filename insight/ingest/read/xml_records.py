"""XML of shops and tools: the elements that come again and again are records, what stands in them is theirs."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from insight.ingest.read import refusals
from insight.ingest.read.json_records import Record, grid_of
from insight.ingest.read.table import Grid, ReadLimits

_DEEPEST = 4


def read_xml(path: Path, name: str, limits: ReadLimits) -> Iterator[Grid]:
    """The records of the file as one grid, an element within an element named `outer.inner`.

    Raises UploadError for what is no XML or repeats no element.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = etree.parse(path, parser).getroot()
    except (etree.XMLSyntaxError, OSError) as error:
        raise refusals.damaged(name) from error
    title, elements = _repeated(root)
    records = [record for element in elements if isinstance(record := _record(element), dict)]
    if not records:
        raise refusals.no_table(name)
    yield grid_of(records, name, title, limits)


def _repeated(root: Any) -> tuple[str | None, list[Any]]:
    """The elements of one name beside each other that are the most, nearest to the root, and what holds them."""
    level = [root]
    for _depth in range(_DEEPEST):
        found: list[tuple[int, str, list[Any]]] = []
        for holder in level:
            counts = Counter(_name(child) for child in holder)
            found += [(n, _name(holder), [c for c in holder if _name(c) == tag]) for tag, n in counts.items() if n > 1]
        if found:
            _n, title, elements = max(found, key=lambda each: each[0])
            return title, elements
        level = [child for holder in level for child in holder]
    return None, []


def _record(element: Any) -> Any:
    """Attributes and inner elements by name, several of one name as a list; one with neither is its text, and one that
    only holds others (`lines` of `line`) the list of them."""
    text = (element.text or "").strip()
    inner: dict[str, list[Any]] = {}
    for child in element:
        inner.setdefault(_name(child), []).append(_record(child))
    own: Record = {_bare(key): value for key, value in element.attrib.items()}
    if len(inner) == 1 and not own:
        ((tag, values),) = inner.items()
        if len(values) > 1 or tag.lower() in _name(element).lower():
            return values
    own |= {tag: values[0] if len(values) == 1 else values for tag, values in inner.items()}
    if not own:
        return text
    return own | ({"value": text} if text else {})


def _name(element: Any) -> str:
    return _bare(str(element.tag))


def _bare(name: str) -> str:
    """Without its namespace."""
    return name.rpartition("}")[2]
