"""Partnerships made up by chance, any number of them, for measuring: the size of the samples, no two alike.

Run ``python benchmarks/synthetic.py FOLDER 100`` to look at some. The same seed and number give the same partnership,
whatever else is made. They are for benchmarks alone: nothing in them is real, and each says that it is illustrative.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PLACES = (
    "Ashford",
    "Birchill",
    "Carrick",
    "Dunmore",
    "Elmvale",
    "Fernhill",
    "Glenside",
    "Hollybank",
    "Inver",
    "Kilmore",
)
TOPICS = (
    "Support Hub",
    "Food Network",
    "Harbour Renewal",
    "Mental Health Partnership",
    "Safer Streets",
    "Skills Board",
)
PURPOSES = ("Reach people early", "Bring services together", "Cut waiting", "Give young people a start", "Cut waste")
BODIES = (
    "Council",
    "Police",
    "Trust",
    "Housing",
    "Probation",
    "Advice",
    "College",
    "Port",
    "Forum",
    "Transport",
    "Water",
)
SECTORS = ("statutory", "local government", "voluntary", "community", "private")
CAUSES = ("prices rise", "staff leave", "the data are late", "a partner withdraws", "demand grows", "consents are slow")
EVENTS = ("costs pass the budget", "the service stops", "a record is lost", "a target is missed", "trust is lost")
ROUNDS = ("2025-03-25", "2025-10-21", "2026-09-29")
ANSWERS = ("in place", "partly", "not in place")
YES = ("yes", "partly", "no")


STAGES = ("scoping", "building", "planning", "implementing")
LATER = {"risks": ("ratings", "influences", "leads")}
"""Tables that say nothing without another."""
CORE = frozenset({"name", "purpose", "stage", "illustrative", "partners"})
"""What even the emptiest file holds."""


def write_partnerships(folder: Path, count: int, seed: int = 1, *, varied: bool = False) -> list[Path]:
    """Write made-up partnerships.

    Parameters
    ----------
    folder
        Where: one YAML file each, and its tables in a folder of the same name.
    count
        How many.
    seed
        Another seed, other partnerships.
    varied
        Whether they differ as real ones do: in stage, in how much is answered, and with organisations that sit in
        several of them by a heavy-tailed law.

    Returns
    -------
    list of Path
        The files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return [Invention(number, seed, varied).write(folder) for number in range(count)]


@dataclass
class Invention:
    """One made-up partnership: who is in it, what may go wrong, what was said of both, in three rounds.

    Parameters
    ----------
    number
        Which.
    seed
        Of the whole series.
    """

    number: int
    seed: int = 1
    varied: bool = False
    partners: list[str] = field(init=False)
    risks: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(f"{self.seed}/{self.number}")  # noqa: S311 - figures, no secrets
        self.slug = f"synthetic-{self.number:05}"
        self.partners = self.chance.sample(BODIES, self.chance.randint(4, 9))
        self.risks = [f"R{n}" for n in range(1, self.chance.randint(8, 20))]

    def write(self, folder: Path) -> Path:
        """Write its file and its tables; give back the file."""
        (folder / self.slug).mkdir(exist_ok=True)
        content = {**self._beginning(), **self._people(), **self._work(), **self._tables(), **self._evaluation()}
        if self.varied:
            content = self._vary(content)
        for name, rows in content.items():
            if isinstance(rows, Table):
                rows.write(folder / self.slug / f"{name}.csv")
                content[name] = f"{self.slug}/{name}.csv"
        file = folder / f"{self.slug}.yaml"
        lines = [f"{key}: {json.dumps(value)}\n" for key, value in content.items()]
        file.write_text("# Made up by chance, for measuring.\n" + "".join(lines), encoding="utf-8")
        return file

    def _vary(self, content: dict[str, Any]) -> dict[str, Any]:
        """Take away what this one has not come to or not answered, and let its partners sit elsewhere too."""
        chance = random.Random(f"{self.seed}/{self.number}/varied")  # noqa: S311 - as above
        complete, stage = chance.betavariate(2, 1.5), chance.randint(1, len(STAGES))
        kept = {name: rows for name, rows in content.items() if name in CORE or chance.random() < complete}
        for name, others in LATER.items():
            if name not in kept:
                kept = {key: rows for key, rows in kept.items() if key not in others}
        kept["stage"] = content["stage"][:stage]
        ranks = range(1, 61)
        for partner in kept["partners"].values():
            if chance.random() < 0.5:
                partner["name"] = f"National Body {chance.choices(ranks, [1 / rank for rank in ranks])[0]}"
        return kept

    def _beginning(self) -> dict[str, Any]:
        stages = (("scoping", "2024-02-05"), ("building", "2024-06-03"), ("planning", "2024-09-16"))
        pick = self.chance.choice
        return {
            "name": f"{pick(PLACES)} {pick(TOPICS)} {self.number}",
            "purpose": pick(PURPOSES),
            "stage": [{"stage": name, "on": on} for name, on in (*stages, ("implementing", "2025-04-01"))],
            "illustrative": True,
            "rationale": f"{pick(PURPOSES)}, because no body can do it alone.",
            "rationale_stated": "2024-04-22",
            "acceptances": [
                {"by": partner, "on": "2024-05-20", "understood": pick(YES), "accepted": pick(YES)}
                for partner in self.partners
            ],
            "conditions": [
                {"condition": f"{kind}-{n}", "on": "2026-04-15", "holds": pick(YES)}
                for kind in ("assumption", "risk")
                for n in range(1, 10)
            ],
        }

    def _people(self) -> dict[str, Any]:
        return {"partners": {partner: self._partner(partner) for partner in self.partners}}

    def _partner(self, name: str) -> dict[str, Any]:
        chance = self.chance
        return {
            "name": f"{chance.choice(PLACES)} {name}",
            "sector": chance.choice(SECTORS),
            "joined": "2024-05-20",
            "representatives": [
                {"role": "Director", "from": "2024-05-20", "authority": chance.choice(("commits", "refers back"))}
            ],
            "readiness": [
                {"on": on, "ready": chance.choice(YES), "willing": chance.choice(YES), "able": chance.choice(YES)}
                for on in ROUNDS[:2]
            ],
            "resources": [
                {"kind": "money", "amount": chance.randint(1, 90) * 1000, "what": "share", "on": "2024-09-02"}
            ],
            "risk_capacity": chance.randint(1, 6),
            **{key: chance.randint(1, 5) for key in ("power", "interest", "legitimacy", "urgency")},
        }

    def _work(self) -> dict[str, Any]:
        chance = self.chance
        owners = [chance.choice(self.partners) for _ in range(8)]
        return {
            "levels": "frey",
            "collaboration": [
                {"on": on, "needed": chance.randint(2, 5), "actual": chance.randint(1, 4), "resourced": 3}
                for on in ROUNDS
            ],
            "tasks": {
                f"task-{n}": {"name": f"Task {n}", "on": "2024-09-02", "responsible": who, "accountable": who}
                for n, who in enumerate(owners)
            },
            "milestones": [
                {"id": f"M{n}", "name": f"Milestone {n}", "due": f"2026-{n + 1:02}-28", "owner": who, "budget": 10000,
                 "on": "2024-09-02"}
                for n, who in enumerate(owners)
            ],
            "actions": {
                f"A{n}": {"title": f"Action {n}", "owner": who, "due": f"2026-{n + 2:02}-15", "on": "2025-10-21"}
                for n, who in enumerate(owners[:5])
            },
        }  # fmt: skip

    def _tables(self) -> dict[str, Any]:
        return {
            "risks": Table(self._risk(name) for name in self.risks),
            "ratings": Table(self._ratings()),
            "influences": Table(self._influences()),
            "relationships": Table(self._relationships()),
            "checklist": Table(
                {"on": on, "by": partner, "item": item, "answer": self.chance.choice(ANSWERS)}
                for on in ROUNDS
                for partner in self.partners
                for item in range(1, 11)
            ),
            "leads": [
                {"risk": name, "lead": self.chance.choice(self.partners), "on": "2024-11-25", "accepted": True}
                for name in self.risks[::2]
            ],
        }

    def _risk(self, name: str) -> dict[str, Any]:
        cause, event = self.chance.choice(CAUSES), self.chance.choice(EVENTS)
        low = self.chance.randint(5, 90) * 1000
        return {
            "id": name, "title": f"{event.capitalize()} as {cause}", "class": "shared", "stage": "implementation",
            "cause": cause, "event": event, "consequence": "work is done twice", "on": "2024-11-25",
            "review_by": "2026-10-31", "appetite": 9, "low": low, "likely": low * 2, "high": low * 5,
        }  # fmt: skip

    def _ratings(self) -> Iterable[dict[str, Any]]:
        for on in ROUNDS:
            for name in self.risks:
                first, second = self.chance.randint(2, 5), self.chance.randint(2, 5)
                head = {"risk": name, "by": "", "on": on}
                yield {**head, "kind": "inherent", "likelihood": first, "impact": second}
                yield {**head, "kind": "residual", "likelihood": self.chance.randint(1, first), "impact": second}

    def _influences(self) -> Iterable[dict[str, Any]]:
        for name in self.risks:
            for partner in self.chance.sample(self.partners, 3):
                over = [round(self.chance.uniform(0, 0.6), 2) for _ in range(2)]
                absorbing = round(self.chance.uniform(0.8, 1.6), 1)
                yield {"risk": name, "partner": partner, "on": "2025-10-21", "over_likelihood": over[0],
                       "over_impact": over[1], "absorbing": absorbing, "eligible": "true"}  # fmt: skip

    def _relationships(self) -> Iterable[dict[str, Any]]:
        for first in self.partners:
            for second in self.partners:
                if first != second and self.chance.random() < 0.7:
                    rated = ("needed", "actual", "current_value", "potential_value")
                    head = {"by": first, "with": second, "on": "2025-03-25"}
                    levels = {name: self.chance.randint(1, 5) for name in rated}
                    yield {**head, **levels, "data_sharing": self.chance.choice(YES[::2])}

    def _evaluation(self) -> dict[str, Any]:
        return {
            "indicators": {f"indicator-{n}": self._indicator(n) for n in range(self.chance.randint(1, 3))},
            "performance": {
                f"measure-{n}": {
                    "title": f"People helped, kind {n}", "kind": "how much", "unit": "people", "source": "case records",
                    "owner": self.partners[0],
                    "values": [{"period": f"2025Q{q}", "value": self.chance.randint(5, 90)} for q in range(1, 5)],
                }
                for n in range(3)
            },
        }  # fmt: skip

    def _indicator(self, number: int) -> dict[str, Any]:
        value, values = self.chance.uniform(20, 60), []
        for year in range(self.chance.randint(2004, 2014), 2025):
            value = max(1.0, value + self.chance.gauss(-0.3, 1.5))
            values.append({"period": str(year), "value": round(value, 1)})
        return {
            "title": f"Indicator {number}",
            "unit": "%",
            "good_direction": "down",
            "source": "made up",
            "values": values,
        }


class Table:
    """Rows that stand in a CSV file of their own."""

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        self.rows: Sequence[Mapping[str, Any]] = list(rows)

    def write(self, file: Path) -> None:
        """Write the rows."""
        with file.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(self.rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(self.rows)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--varied", action="store_true", help="differing as real ones do")
    given = parser.parse_args()
    write_partnerships(given.folder, given.count, given.seed, varied=given.varied)
