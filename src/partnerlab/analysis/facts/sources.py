"""Sources: what the rows of a partnership's files say that they rest on."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.partnership import Partnership
from partnerlab.partnership.records import Record, nested_fields
from partnerlab.wording import listed


@cached
def list_sources(partnership: Partnership) -> pd.DataFrame:
    """List the sources that rows name, in the order of the file's format.

    Columns `source` (as it is written), `rows` (how many rows name it) and `tables` (where they stand, as in the file).

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning", "source": "minute 4"}],
    ...     risks=[{"id": "R1", "title": "Delay", "source": "minute 4"}])
    >>> list_sources(hub).values.tolist()
    [['minute 4', 2, 'stage and risks']]
    """
    found: dict[str, list[str]] = {}
    for source, table in _sources(partnership, ""):
        found.setdefault(source, []).append(table)
    rows = [(source, len(tables), listed(dict.fromkeys(tables))) for source, tables in found.items()]
    columns = ["source", "rows", "tables"]
    return pd.DataFrame(rows, columns=columns)


def _sources(record: Record, table: str) -> Iterator[tuple[str, str]]:
    source = getattr(record, "source", None)
    if source:
        yield source, table or "the partnership"
    for name in nested_fields(type(record)):
        value = getattr(record, name)
        for row in value if isinstance(value, tuple) else (value,):
            if row is not None:
                yield from _sources(row, table or type(record).model_fields[name].alias or name)
