"""The network, partner by partner: whose ties they are, and what would be left without one of them."""

from __future__ import annotations

from typing import Any

import pandas as pd
from markupsafe import Markup

from partnerlab.amounts import write_number
from partnerlab.analysis import mapping
from partnerlab.analysis.mapping import Network
from partnerlab.display.table import table
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, listed, verb


def offer_network(partnership: Partnership) -> dict[str, Any]:
    """Return partners with their places and ties; empty when nobody has answered."""
    network = mapping.assess_network(partnership)
    if network.whole is None:
        return {}
    places = network.places.set_index("member")
    wide, high = (max(float(places[side].max() - places[side].min()), 1e-9) for side in ("x", "y"))
    left, low = float(places["x"].min()), float(places["y"].min())
    short = partnership.short_names
    members = [
        {
            "id": str(row["member"]),
            "name": str(row["name"]),
            "short": short[str(row["member"])],
            "x": (float(places.loc[row["member"], "x"]) - left) / wide,
            "y": (float(places.loc[row["member"], "y"]) - low) / high,
        }
        for row in network.members.to_dict("records")
    ]
    ties = [[str(row["first"]), str(row["second"]), bool(row["confirmed"])] for row in network.edges.to_dict("records")]
    return {"members": members, "ties": ties, "broker": broker_in_post(partnership), "threshold": network.threshold}


def broker_in_post(partnership: Partnership) -> str:
    """Return the partner whose the broker in post is; empty when there is none among the partners."""
    current = {partner.id for partner in partnership.current_partners}
    in_post = [post.organisation for post in partnership.broker if post.end is None and post.organisation in current]
    return in_post[-1] if in_post else ""


def tell_partner(partnership: Partnership, partner: str) -> str:
    """Return a partner's ties and what its loss would mean, as HTML."""
    network = mapping.assess_network(partnership)
    name = partnership.name_of(partner)
    ties = table(
        _ties_of(network, partner),
        caption=f"Ties of {name}",
        headings={"level": "Level (middle)", "confirmed": "Not denied by either"},
        empty="It has no tie to another partner.",
    )
    loss = mapping.simulate_loss(network, partner)
    broker = "It is the broker's organisation. " if partner == broker_in_post(partnership) else ""
    deputy = bool(network.members.set_index("member").loc[partner, "deputy"])
    stand_in = "Its representative has a deputy." if deputy else "Its representative has no deputy on record."
    left = loss.newly_isolated
    parts = [
        f"Without {name}, {counted(loss.ties_lost, 'tie')} {verb(loss.ties_lost, 'goes', 'go')}.",
        f"{counted(loss.pairs_cut_off, 'pair')} of the others could no longer reach one another."
        if loss.pairs_cut_off
        else "All others who can reach one another now still could.",
        f"Left without any tie: {listed(map(partnership.name_of, left))}." if left else "",
    ]
    sentence = Markup("<p>{}{} {}</p>").format(broker, " ".join(filter(None, parts)), stand_in)
    changes = table(
        _changes_of(loss.changes),
        caption=f"The network without {name}",
        missing="not known",
    )
    return f"{sentence}{ties.html}{changes.html}"


def _ties_of(network: Network, partner: str) -> pd.DataFrame:
    edges = network.edges
    mine = edges[(edges["first"] == partner) | (edges["second"] == partner)]
    other = mine["second"].where(mine["first"] == partner, mine["first"])
    names = network.members.set_index("member")["name"]
    return pd.DataFrame({"with": other.map(names), "level": mine["level"], "confirmed": mine["confirmed"]})


def _changes_of(changes: pd.DataFrame) -> pd.DataFrame:
    rows = [
        (str(row["measure"]).replace("_", " "), *(_said(row[side]) for side in ("before", "after")))
        for row in changes.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=["measure", "with it", "without it"])


def _said(value: Any) -> str | None:
    return None if pd.isna(value) else write_number(float(value))
