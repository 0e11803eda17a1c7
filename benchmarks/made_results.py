"""Results of reviews made up by chance, as many as a country has, for measuring the portfolio.

They differ as real ones do: most partnerships are small and a few large, some have answered almost nothing, each stands
at a stage of its own, and organisations sit in partnerships by a heavy-tailed law, so that a few sit in hundreds and
most in one. Some are twins of another, planted at random and told, to see that they are found. The same seed and number
give the same results.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from synthetic import CAUSES, EVENTS, PLACES, SECTORS, TOPICS

from partnerlab.analysis.catalogue import Rule
from partnerlab.analysis.portfolio.partnerships import outcome_titles
from partnerlab.analysis.review import rules
from partnerlab.digests import own_digest
from partnerlab.guide.stages import stages

ENDS = ("ton", "ford", "ham", "more", "vale", "bridge", "haven", "side", "ley", "mouth")
LOCAL = ("Council", "Health Trust", "Housing Association", "Police", "Probation", "Advice Centre", "College", "Forum")
POSTS = ("Permanent Secretary", "Director of Communities", "Director of Health", "Head of Safer Places")
NATIONAL = 120
AREAS = 380
NOTEBOOKS = ("01-scoping", "02-mapping", "03-risk-allocation", "04-evaluation")
TWINS = 0.005
"""Share of partnerships that are twins of another."""


@dataclass
class Country:
    """Partnerships by number, and the organisations that sit in them.

    Parameters
    ----------
    count
        How many partnerships.
    seed
        Another seed, other partnerships.
    """

    count: int
    seed: int = 1
    twins: dict[int, int] = field(init=False)
    """Number of each twin to that of the partnership whose members and outcomes it has."""

    def __post_init__(self) -> None:
        chance = random.Random(self.seed)  # noqa: S311 - figures, no secrets
        made = chance.sample(range(self.count), 2 * max(1, round(self.count * TWINS)))
        self.twins = dict(zip(made[::2], made[1::2], strict=True))
        self.areas = [f"{PLACES[number % 10]}{ENDS[number // 10 % 10]}{'' if number < 100 else f' {number // 100}'}"
                      for number in range(AREAS)]  # fmt: skip
        self.weights = [1 / (rank + 1) for rank in range(NATIONAL)]

    @cached_property
    def asked(self) -> dict[str, list[Rule]]:
        """Rules that are asked by each stage."""
        order = [stage.id for stage in stages()]
        return {stage: [row for row in rules() if order.index(row.stage) <= place] for place, stage in enumerate(order)}

    def members(self, number: int) -> tuple[list[tuple[str, str]], list[str], str]:
        """Name and sector of each member, outcomes and area of a partnership; a twin has those of the other."""
        number = self.twins.get(number, number)
        chance = random.Random(f"{self.seed}/members/{number}")  # noqa: S311 - as above
        area = chance.choices(self.areas, [1 / (rank + 5) for rank in range(AREAS)])[0]
        size = min(30, max(3, round(chance.lognormvariate(1.85, 0.45))))
        national = {f"National Body {rank + 1}" for rank in chance.choices(range(NATIONAL), self.weights, k=size // 3)}
        local = {f"{area} {kind}" for kind in chance.sample(LOCAL, min(len(LOCAL), size - size // 3))}
        only = {f"{area} Group {number}-{place}" for place in range(max(0, size - len(national) - len(local)))}
        named = [(name, SECTORS[sum(name.encode()) % len(SECTORS)]) for name in sorted(national | local | only)]
        return named, chance.sample(sorted(outcome_titles()), chance.randint(1, 3)), area

    def results(self, number: int) -> dict[str, Any]:
        """What the reviews of one partnership leave."""
        chance = random.Random(f"{self.seed}/{number}")  # noqa: S311 - as above
        named, outcomes, area = self.members(number)
        stage = chance.choices(list(self.asked), range(len(self.asked), 0, -1))[0]
        complete = chance.betavariate(2, 1.5)
        slug = f"made-{number:05}"
        more = random.Random(f"{self.seed}/{number}/more")  # noqa: S311 - as above
        partners = [self._partner(chance, name, sector, complete) for name, sector in named]
        risks = max(0, round(chance.lognormvariate(2.1, 0.6) * complete))
        findings = [row for rule in self.asked[stage] for row in _findings(chance, rule, partners, complete)]
        missing = ["04-evaluation"] if chance.random() < 0.02 else []
        return {
            "schema": 2, "library": own_digest(), "slug": slug, "complete": not missing,
            "notebooks": [name for name in NOTEBOOKS if name not in missing], "missing": missing,
            "partnership": {
                "slug": slug, "name": f"{area} {chance.choice(TOPICS)} {number}", "stage": stage,
                "as_at": f"2026-{chance.randint(1, 10):02}-28" if complete > 0.1 else None, "illustrative": True,
                "marking": None, "partners": partners, "outcomes": outcomes, "area": area,
                "sponsor": f"National Body {sum(outcomes[0].encode()) % 12 + 1}",
                "lead": chance.choice(partners)["name"] if chance.random() < complete else None,
                "causes": sorted({chance.choice(CAUSES) for _ in range(risks)}),
                "funders": [f"Fund {chance.randint(1, 40)}"] if chance.random() < 0.4 else [],
                **_standing(more, stage, complete),
            },
            "findings": findings,
            "measures": [*_measures(chance, partners, risks, complete), *_signs(more, complete)],
            "actions": list(_steps(chance, findings, partners, complete)),
            "inputs": [{"file": f"{slug}/{name}.csv", "sha256": "0" * 64} for name in ("risks", "ratings")],
        }  # fmt: skip

    @staticmethod
    def _partner(chance: random.Random, name: str, sector: str, complete: float) -> dict[str, Any]:
        known = chance.random() < complete
        return {
            "id": name.replace(" ", "-"), "name": name, "sector": sector, "aliases": [],
            "hours": float(chance.randint(1, 20)) if known else None,
            "money": float(chance.randint(1, 90) * 1000) if known and chance.random() < 0.5 else None, "people": [],
        }  # fmt: skip

    def write(self, folder: Path) -> int:
        """Write the results of all; return how many bytes they have."""
        size = 0
        for number in range(self.count):
            content = json.dumps(self.results(number), indent=1, sort_keys=True, ensure_ascii=False).encode()
            place = folder / f"made-{number:05}"
            place.mkdir(parents=True, exist_ok=True)
            (place / "results.json").write_bytes(content)
            size += len(content)
        return size


def _standing(chance: random.Random, stage: str, complete: float) -> dict[str, Any]:
    """Who owns it, what was decided about it, whether it is agreed on, and how new its record is."""
    told: dict[str, Any] = {"newest": f"{chance.choice((2024, 2025, 2026, 2026, 2026))}-{chance.randint(1, 10):02}-28"}
    if chance.random() < complete:
        told["owner"] = f"{chance.choice(POSTS)}, National Body {chance.randint(1, 12)}"
    if stage in ("reviewing", "ending") and chance.random() < complete:
        told["decided"] = {"on": "2026-02-28", "decision": chance.choice(("go on", "go on", "change", "stop"))}
    if chance.random() < 0.01:
        told["agreement_ended"] = "2025-03-31"
    return told


def _signs(chance: random.Random, complete: float) -> Any:
    """Measures that may be signs that a partnership should be looked at for ending."""
    if chance.random() > complete:
        return
    rows: list[tuple[str, str, float | str, int]] = [
        ("attendance", "", chance.betavariate(5, 2), chance.randint(1, 9)),
        ("failure_reasons_warning", "", float(chance.choice((0, 0, 0, 1, 1, 2, 3))), 7),
        ("targets_reached", "", float(chance.randint(0, 3)), 3),
    ]
    answers = ("better", "not turned", "not turned", "worse", "cannot tell")
    rows += [("curve_answer", f"indicator {number}", chance.choice(answers), 3) for number in (1, 2)]
    for name, subject, value, n in rows:
        notebook = "02-mapping" if name == "attendance" else "04-evaluation"
        yield {"notebook": notebook, "name": name, "subject": subject, "value": value, "n": n, "paragraph": "¶4.11"}


def _findings(chance: random.Random, rule: Rule, partners: Sequence[dict[str, Any]], complete: float) -> Any:
    subjects = [partner["id"] for partner in partners] if chance.random() < 0.15 else ["partnership"]
    for subject in subjects:
        odds = [0.06 if rule.severity.value == "red" else 0.01, 0.3, 1 - complete, complete]
        severity = chance.choices(["red", "amber", "unknown", "green"], odds)[0]
        yield {
            "notebook": NOTEBOOKS[chance.randrange(4)], "code": rule.code, "severity": severity, "stage": rule.stage,
            "paragraph": rule.paragraph, "capability": rule.capability, "subject": subject,
            "message": f"{chance.choice(EVENTS).capitalize()} at {subject}, as {chance.choice(CAUSES)}.",
            "evidence": [{"text": "as it is written in the record", "file": "made.yaml", "line": chance.randint(1, 900),
                          "field": "accepted", "on": "2026-03-31"}] * chance.randint(0, 3),
            "remedy": "" if severity == "green" else rule.remedy,
        }  # fmt: skip


def _measures(chance: random.Random, partners: Sequence[dict[str, Any]], risks: int, complete: float) -> Any:
    def taken(name: str, value: float | None, subject: str = "") -> dict[str, Any]:
        return {"notebook": "03-risk-allocation", "name": name, "value": value, "subject": subject, "paragraph": "¶4.3"}

    mean = chance.lognormvariate(11, 1.5) if risks and chance.random() < complete else None
    spent = float(chance.randint(0, 900) * 1000)
    late = float(chance.randint(0, 6)) if complete > 0.2 else None
    for name, value in (("exposure_mean", mean), ("exposure_p80", mean and mean * 1.6), ("spent", spent),
                        ("spent_on_budgets", spent),
                        ("budget", spent * 1.2), ("actions_open", late and late + risks % 7), ("actions_overdue", late),
                        ("milestones_overdue", late), ("risks_without_lead", float(risks // 4))):  # fmt: skip
        yield taken(name, value)
    for partner in partners:
        yield taken("risks_led", float(chance.randint(0, 1 + risks // 4)), partner["id"])
    for number in range(90):
        yield taken(f"other_{number}", chance.random(), f"subject {number % 7}")


def _steps(chance: random.Random, findings: Any, partners: Sequence[dict[str, Any]], complete: float) -> Any:
    empty = dict.fromkeys(("owner", "due", "code", "subject", "severity", "paragraph", "since"))
    for number in range(round(chance.expovariate(1 / 6) * complete)):
        owner = chance.choice(partners)["id"] if chance.random() < 0.8 else None
        due = f"2026-{chance.randint(1, 12):02}-15"
        told = {"what": f"Settle matter {number}", "owner": owner, "due": due}
        yield {"notebook": "01-scoping", "state": chance.choice(("overdue", "open", "open"))} | empty | told
    for row in findings:
        if row["severity"] in ("red", "amber"):
            named = {name: row[name] for name in ("code", "subject", "severity", "paragraph")}
            yield {"notebook": row["notebook"], "state": "no action yet"} | empty | {"what": row["remedy"]} | named
