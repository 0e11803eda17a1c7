"""Which partner a workbook means: by id, by name, by what stands in brackets, or by what the mapping says."""

from __future__ import annotations

import re
from collections.abc import Mapping

from partnerlab.characters import plain_name
from partnerlab.partnership import Partnership
from partnerlab.partnership.naming import ids_by_name
from partnerlab.suggestions import nearest

PARTS = re.compile(r"\(|\)|/|;|,|\n| - | – | — |: ")
"""What parts the names in one cell."""


def partner_ids(partnership: Partnership, names: Mapping[str, str]) -> dict[str, str]:
    """Return the id of each partner by all that it is called, and by other names that somebody says, for comparing."""
    return ids_by_name(partnership.whole.partners) | {plain_name(name): partner for name, partner in names.items()}


def partner_meant(text: str, known: Mapping[str, str]) -> str | None:
    """Return the one partner that a text names; None when it names none, or several.

    Examples
    --------
    >>> known = {"psni": "PSNI", "riverside district council": "Council"}
    >>> partner_meant("Police (PSNI)", known), partner_meant("J Smith, Riverside District Council", known)
    ('PSNI', 'Council')
    >>> partner_meant("J Smith", known), partner_meant("PSNI / Riverside District Council", known)
    (None, None)
    """
    whole = plain_name(text)
    if whole in known:
        return known[whole]
    found = set(_named(text, known))
    return found.pop() if len(found) == 1 else None


def partners_meant(text: str, known: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Return the partners that a list in a cell names, and the parts of it that name none.

    Examples
    --------
    >>> partners_meant("PSNI; Council/NIHE", {"psni": "PSNI", "council": "Council"})
    (['PSNI', 'Council'], ['NIHE'])
    >>> partners_meant("PSNI; Health and Social Care Trust", {"psni": "PSNI", "health and social care trust": "HSCT"})
    (['PSNI', 'HSCT'], [])
    """
    ids: list[str] = []
    unknown: list[str] = []
    for part in _parts(text, known):
        partner = partner_meant(part, known)
        if partner is None:
            unknown.append(part)
        elif partner not in ids:
            ids.append(partner)
    return ids, unknown


def partner_misspelt(text: str, known: Mapping[str, str]) -> str | None:
    """Return the partner whose name or id a text seems to be with a slip; None for a partner, and for other words.

    Examples
    --------
    >>> known = {"psni": "PSNI", "road safe charity": "RSC"}
    >>> [partner_misspelt(text, known) for text in ("PSNY", "Road Safe Charty", "PSNI", "Chair")]
    ['PSNI', 'RSC', None, None]
    """
    near = nearest(text, known, cutoff=0.75) if partner_meant(text, known) is None else None
    return known[near] if near is not None else None


def _parts(text: str, known: Mapping[str, str]) -> list[str]:
    """Return the parts of a list; a name that is known as a whole keeps its commas and its "and"."""
    found: list[str] = []
    for whole in re.split(r"[;\n]", text):
        is_name = plain_name(whole) in known
        found += [whole] if is_name else re.split(r"[,/]|\band\b|&", whole)
    return [part.strip() for part in found if part.strip()]


def _named(text: str, known: Mapping[str, str]) -> list[str]:
    parts = map(plain_name, PARTS.split(text))
    return [known[part] for part in parts if part in known]
