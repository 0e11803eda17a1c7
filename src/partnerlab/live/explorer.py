"""What is tried out without typing it into tables first: a risk, weights, a partner's loss, a forecast, a way out.

Each verb tells what follows at once. A risk is typed as it is tried, since ratings are few; the others are typed on
request, since a slider moves many times before anybody means it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from partnerlab.analysis.moves.ways import Way
from partnerlab.errors import ChangeError
from partnerlab.live.clearing import offer_ways, type_steps
from partnerlab.live.connecting import offer_network, tell_partner
from partnerlab.live.exploring import (
    control,
    date_controls,
    lead,
    offer_risk,
    rate,
    tell_risk,
    type_controls,
    type_lead,
    type_rating,
)
from partnerlab.live.forecasting import offer_forecast, tell_forecast, type_forecast
from partnerlab.live.weighing import offer_weights, read_weights, tell_weights, type_weights
from partnerlab.wording import say_day

if TYPE_CHECKING:
    from partnerlab.live.draft import Draft, PlacedFault
    from partnerlab.partnership import Partnership

Told = Mapping[str, Any]
PARTS = ("tried", "weighed", "network", "forecast", "needed")
"""What is shown of it, by name."""
AT_ONCE = 0.1
"""Seconds after which what was found so far is shown; the rest follows."""
NOTHING: dict[str, Any] = {"none": True}
"""What is shown where there is nothing to try, so that nobody asks again."""


class Explored(Protocol):
    """A workbook, as far as whoever explores it needs one."""

    draft: Draft
    said: str
    faults: tuple[PlacedFault, ...]

    @property
    def partnership(self) -> Partnership:
        """The partnership with what is typed."""

    @property
    def recorded(self) -> Partnership:
        """The partnership as the files have it."""

    def run_ahead(self, tried: Partnership) -> None:
        """Take what is tried as typed before the files are read anew."""

    def look(self) -> None:
        """Read what is typed."""


@dataclass
class Explorer:
    """What is being tried out of a workbook's partnership."""

    workbook: Explored
    tried: dict[str, Any] = field(default_factory=dict)
    weighed: dict[str, Any] = field(default_factory=dict)
    network: dict[str, Any] = field(default_factory=dict)
    forecast: dict[str, Any] = field(default_factory=dict)
    needed: dict[str, Any] = field(default_factory=dict)
    _ways: list[Way] = field(default_factory=list)
    _search: Iterator[tuple[dict[str, Any], tuple[Way, ...]] | None] | None = None
    _searched: Partnership | None = None

    def _do_risk(self, told: Told) -> set[str]:
        """Offer a risk to be tried."""
        self.tried = offer_risk(self.workbook.partnership, told.get("risk", "")) or NOTHING
        if self.tried is NOTHING:
            self.workbook.said = "There is no open risk to try, or its scales are not known."
        return {"tried"}

    def _do_try_risk(self, told: Told) -> set[str]:
        """Type another rating, lead or control of a risk, and tell what follows ahead of reading the files anew."""
        book, risk = self.workbook, told["risk"]
        tried, on = book.partnership, book.partnership.as_at
        if on is None:
            raise ChangeError("nothing in the record is dated; choose a review date, as at which the risk is tried")
        offered = offer_risk(tried, risk)
        if offered.get("risk") != risk:
            raise ChangeError(f"{risk} is no open risk as at {say_day(on)}; choose another")
        now = offered["now"]
        if (told["likelihood"], told["impact"]) != (now["likelihood"], now["impact"]):
            if not told["likelihood"] or not told["impact"]:
                raise ChangeError("choose both a likelihood and an impact")
            type_rating(book.draft, risk, on.isoformat(), told["likelihood"], told["impact"])
            tried = rate(tried, risk, told["likelihood"], told["impact"])
        if told["lead"] != now["lead"]:
            type_lead(book.draft, risk, on.isoformat(), told["lead"])
            tried = lead(tried, risk, told["lead"])
        if "controls" in told:
            dates = date_controls(tried, book.recorded, risk, told["controls"])
            if dates:
                type_controls(book.draft, risk, dates)
                tried = control(tried, risk, dates)
        book.run_ahead(tried)
        self.tried = {**offer_risk(book.partnership, risk), "html": tell_risk(book.recorded, book.partnership, risk)}
        return {"tried"}

    def _do_weights(self, _: Told) -> set[str]:
        """Offer the weights of the criteria."""
        self.weighed = offer_weights(self.workbook.partnership) or NOTHING
        if self.weighed is NOTHING:
            self.workbook.said = "There are no two options with scores, so there are no weights to try."
        return {"weighed"}

    def _do_weigh(self, told: Told) -> set[str]:
        """Tell what follows from other weights."""
        weights = read_weights(told["weights"], self.workbook.partnership)
        found = tell_weights(self.workbook.partnership, weights, told["closeness"])
        offered = self.weighed if "criteria" in self.weighed else offer_weights(self.workbook.partnership)
        self.weighed = {**offered, "weights": weights, "closeness": told["closeness"], **found}
        return {"weighed"}

    def _do_type_weights(self, told: Told) -> set[str]:
        """Type the weights into the criteria."""
        weights = read_weights(told["weights"], self.workbook.partnership)
        if not any(weights.values()):
            raise ChangeError("every weight is 0; give at least one criterion a weight")
        type_weights(self.workbook.draft, weights)
        self.workbook.said = "The weights are typed into the table criteria, and not saved."
        self.workbook.look()
        return {"sheet"}

    def _do_network(self, told: Told) -> set[str]:
        """Offer the network, and tell of a partner."""
        offered, chosen = offer_network(self.workbook.partnership), told.get("partner", "")
        if not offered:
            self.workbook.said = "No partner has said how it works with the others, so there is no network."
        elif chosen in {member["id"] for member in offered["members"]}:
            offered |= {"chosen": chosen, "html": tell_partner(self.workbook.partnership, chosen)}
        self.network = offered or NOTHING
        return {"network"}

    def _do_forecast(self, told: Told) -> set[str]:
        """Offer an indicator, with what follows as it is."""
        self.forecast = offer_forecast(self.workbook.partnership, told.get("indicator", "")) or NOTHING
        if self.forecast is NOTHING:
            self.workbook.said = "No indicator has a value, so there is no forecast to try."
        return {"forecast"}

    def _do_suppose(self, told: Told) -> set[str]:
        """Tell what follows from another base, target or story."""
        tried = {key: str(told[key]) for key in ("base", "target", "period", "story")}
        found = tell_forecast(self.workbook.partnership, told["indicator"], tried)
        indicator = told["indicator"]
        offered = self.forecast if "bases" in self.forecast else offer_forecast(self.workbook.partnership, indicator)
        self.forecast = {**offered, "indicator": indicator, "now": tried, **found}
        return {"forecast"}

    def _do_type_forecast(self, told: Told) -> set[str]:
        """Type base and target into the indicator."""
        tried = {key: str(told[key]) for key in ("base", "target", "period", "story")}
        type_forecast(self.workbook.draft, told["indicator"], tried)
        self.workbook.said = "Base and target are typed into the table indicators, and not saved."
        self.workbook.look()
        return {"sheet"}

    def _do_need(self, told: Told) -> set[str]:
        """Look for what it would take to clear a finding: at first only as long as an answer may take."""
        if self.workbook.faults:
            raise ChangeError("correct the faults first; what it would take can be tried only on a record without any")
        self._ways, self._searched = [], self.workbook.partnership
        self._search = offer_ways(self._searched, told["finding"])
        self.look_on()
        return {"needed"}

    @property
    def is_looking(self) -> bool:
        """Whether there is more to try of what it would take."""
        return self._search is not None

    def look_on(self, seconds: float = AT_ONCE) -> bool:
        """Look on for what it would take, so many seconds; return whether there is something to show anew."""
        until, has_more = time.monotonic() + seconds, False
        if self._search is not None and self.workbook.partnership is not self._searched:
            self._search, self.needed = None, {**self.needed, "looking": False, "changed": True}
            return True
        for found in self._search or ():
            if found is not None:
                told, ways = found
                self._ways += [way for way in ways if way.steps not in [known.steps for known in self._ways]]
                # By the order in which they were found: what a button means stays, whatever comes before it.
                numbers = [[known.steps for known in self._ways].index(way.steps) for way in ways]
                rows = [{**row, "way": number} for row, number in zip(told["ways"], numbers, strict=True)]
                self.needed, has_more = {**told, "ways": rows}, True
            if time.monotonic() > until:
                return has_more
        self._search = None
        return has_more

    def _do_take_way(self, told: Told) -> set[str]:
        """Type a way out into the tables, so that what stands below follows."""
        number = int(told["way"])
        if not 0 <= number < len(self._ways):
            raise ChangeError("choose a finding again; what was found before no longer fits")
        steps, self._ways, self.needed, self._search = self._ways[number].steps, [], {}, None
        left = type_steps(self.workbook.draft, steps)
        self.workbook.said = (
            f"This is a setting of the whole file, which no table holds. To set it: {'; '.join(left)}"
            if left
            else "Typed into the tables, and not saved. The review follows. Undo takes it back."
        )
        self.workbook.look()
        return {"needed", "sheet"}
