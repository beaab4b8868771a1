"""XML of shops and tools: the elements that come again and again are records, what stands in them is theirs."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from insight.ingest.read import refusals
from insight.ingest.read.records.nested_records import Record, grids, objects, tables_of
from insight.ingest.read.table import Grid, ReadLimits


def read_xml(path: Path, name: str, limits: ReadLimits) -> Iterator[Grid]:
    """One grid for each kind of record, an element within an element named `outer.inner`.

    Raises UploadError for what is no XML or says nothing.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = etree.parse(path, parser).getroot()
    except (etree.XMLSyntaxError, OSError) as error:
        raise refusals.damaged(name) from error
    title, whole = _name(root), _record(root)
    while isinstance(whole, dict) and len(whole) == 1 and isinstance(next(iter(whole.values())), dict | list):
        ((title, whole),) = whole.items()
    tables = tables_of(whole) if isinstance(whole, dict) else {title: objects(whole)}
    if not any(tables.values()):
        raise refusals.no_table(name)
    yield from grids(tables, name, None, limits)


def _record(element: Any) -> Any:
    """Attributes and inner elements by name, several of one name as a list; one with neither is its text, and one that
    only holds others (`lines` of `line`) the list of them. Text beside attributes is called as its element."""
    text = (element.text or "").strip()
    inner: dict[str, list[Any]] = {}
    for child in element:
        inner.setdefault(_name(child), []).append(_record(child))
    own: Record = {_bare(key): value for key, value in element.attrib.items()}
    if len(inner) == 1 and not own:
        ((tag, values),) = inner.items()
        if len(values) > 1 or tag.lower() in _name(element).lower():
            return _said(values)
    own |= {tag: values[0] if len(values) == 1 else _said(values) for tag, values in inner.items()}
    if not own:
        return text
    return own | ({"": text} if text else {})


def _said(values: list[Any]) -> list[Any]:
    """Without those that say nothing."""
    return [value for value in values if value] or values[:1]


def _name(element: Any) -> str:
    return _bare(str(element.tag))


def _bare(name: str) -> str:
    """Without its namespace."""
    return name.rpartition("}")[2]
