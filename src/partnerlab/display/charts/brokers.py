"""Who stands between others in the network, and the network drawn without a partner."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from partnerlab.display.charts.network import HOW_RANKED, MOST_LINES, TIE_HEADINGS, draw_network
from partnerlab.display.figure import Figure
from partnerlab.display.results import Shown, notice
from partnerlab.display.table import Table
from partnerlab.wording import counted, listed

if TYPE_CHECKING:
    from partnerlab.analysis.mapping import Remainder

HOW_BROKERS = (
    "Between: share of the shortest ways between others that pass through it. Brokered: pairs that work with it and "
    "not with each other. A liaison links two other sectors, and a gatekeeper its own to another. An itinerant broker "
    "links two of one other sector, and a coordinator two of its own. Constraint is "
    "low where contacts do not work with one another. A dash for the core means that no split of the network fits, or "
    "that several do equally well."
)


def network_brokers(brokers: pd.DataFrame) -> Table:
    """Show how far each partner stands between others, from `mapping.list_brokers`."""
    shown = brokers[["name", "ties", "between", "brokered", "roles", "constraint", "place", "single_point"]]
    fit = brokers.attrs.get("core_fit")
    fits = "" if fit is None else f" The split into core and periphery fits the ties by {fit:.2f}; 1 would be perfect."
    return Table(
        shown.assign(single_point=["yes" if point else "no" for point in shown["single_point"]]),
        "Who links others",
        headings={
            "name": "Partner",
            "between": "Between others",
            "brokered": "Pairs brokered",
            "roles": "Roles as a broker",
            "place": "Core or periphery",
            "single_point": "Its loss splits the network",
        },
        formats={"between": "{:.0%}", "constraint": "{:.2f}"},
        missing="–",
        empty="No partner has said yet how it works with the others.",
        note=f"{HOW_BROKERS}{fits}" if len(shown) else "",
        shows=("MA203",),
    )


def network_without(rest: Remainder) -> Figure | Shown:
    """Draw the network as it would be if one partner left, each other partner where it stands in the whole.

    Takes what `mapping.remove_partner` returns.
    """
    network, loss = rest.network, rest.loss
    if loss is None or network.whole is None:
        return notice("No partner has said yet how it works with the others, so no loss can be drawn.")
    if network.members.empty:
        return notice(f"{rest.name} is the only partner, so nothing would be left to draw.")
    names = dict(zip(network.members["member"], network.members["name"], strict=True))
    lost = f"{counted(loss.ties_lost, 'tie')} would go with it."
    alike = (
        f" As many would go with {listed((names[member] for member in rest.alike), last='or')}." if rest.alike else ""
    )
    cut = (
        f"{counted(loss.pairs_cut_off, 'pair')} of the others could no longer reach one another."
        if loss.pairs_cut_off
        else "All others that reach one another today still could."
    )
    alone = (
        f" Left without a tie: {listed(names[member] for member in loss.newly_isolated)}."
        if loss.newly_isolated
        else ""
    )
    silent = (
        f" Not answered, so that a tie may be missing: {listed(names[member] for member in network.silent)}."
        if network.silent
        else ""
    )
    return Figure(
        draw_network(network),
        title=f"Who works with whom without {rest.name}",
        description=f"{lost}{alike} {cut}{alone}{silent}",
        units=f"ties are relationships at {network.threshold}, by the partners' own answers",
        table=network.edges,
        headings=TIE_HEADINGS,
        how_to_read=f"{_say_places(rest)} It is a thought experiment, not a forecast.",
        shows=("MA203",),
    )


def _say_places(rest: Remainder) -> str:
    """Say how the drawing is to be read beside that of the whole: either may have too many lines for a map."""
    if len(rest.network.edges) > MOST_LINES:
        return HOW_RANKED
    if rest.ties > MOST_LINES:
        return "Without its ties there are few enough for a map; a cross marks the place of the one that left."
    return "Each partner is where it is on the map of all; a cross marks the place of the one that left."
