"""Roles: who is responsible, accountable, consulted, informed, and whether that works (¶2.10-2.11)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from partnerlab.errors import MethodError
from partnerlab.methods.ties import require_columns
from partnerlab.wording import listed, verb

ROLES = {"R": "responsible", "A": "accountable", "C": "consulted", "I": "informed"}

RULES = {
    "responsible-somebody": "each task has at least one who does it",
    "accountable-one": "each task has exactly one who answers for it, unless joint accountability is declared",
    "joint-shared": "a task declared joint has at least two who answer for it",
    "consulted-few": "few are consulted on a task",
    "workload-fair": "nobody carries far more than an equal share of the tasks done",
    "workload-some": "everybody at the table does or answers for something",
}
"""Rules by id. The first two are the usual ones of the matrix; joint accountability follows ¶2.11 and ¶3.2."""

_COLUMNS = ["rule", "task", "partner", "holds", "sentence"]


@dataclass(frozen=True, eq=False)
class RoleMatrix:
    """Who does what, which rules that keeps, and what each partner carries.

    Parameters
    ----------
    matrix
        One row a task, one column a partner, both in the order given; letters such as ``"AR"``, ``""`` for none.
    rules
        One row a check: ``rule`` (a key of :data:`RULES`), ``task`` or ``partner`` it is about (the other is ``""``),
        ``holds`` (True, False, or missing when it cannot be told), ``sentence``.
    workload
        One row a partner: ``partner``, then tasks by role ``responsible``, ``accountable``, ``consulted``,
        ``informed``, ``tasks`` (with any role), ``share`` (of all that is done, 0 to 1; missing when nothing is),
        ``load`` (``overloaded``, ``idle``, ``carries``; ``cannot tell`` when no roles are known).
    """

    matrix: pd.DataFrame
    rules: pd.DataFrame
    workload: pd.DataFrame


def assess_roles(
    assignments: pd.DataFrame,
    *,
    tasks: Sequence[str] | None = None,
    partners: Sequence[str] | None = None,
    joint: Collection[str] = (),
    most_consulted: int = 3,
    overload: float = 2.0,
) -> RoleMatrix:
    """Check a matrix of roles: at least one R and exactly one A for each task, few C, no column too full or empty.

    Parameters
    ----------
    assignments
        Columns ``task``, ``partner``, ``role``: the letters R, A, C, I, alone or together (``"AR"``, ``"A/R"``).
    tasks, partners
        Every task and partner, so that those without any role are seen; None for those in the table.
    joint
        Tasks whose accountability is declared to be joint: several A are then right.
    most_consulted
        Partners consulted on a task up to which they are few; ours, not in the guide.
    overload
        A partner is overloaded when its share of R is at least this many times an equal share; ours, not in the
        guide. Not judged for fewer than three partners or three tasks, where shares are coarse.

    Raises
    ------
    MethodError
        When a letter is none of R, A, C, I, or a task or partner is not in the list given.

    Examples
    --------
    >>> roles = assess_roles(pd.DataFrame({"task": ["Referral"], "partner": ["PSNI"], "role": ["R"]}))
    >>> roles.rules.loc[roles.rules["holds"].eq(False), "sentence"].tolist()
    ['Nobody answers for Referral.']
    """
    require_columns(assignments, ["task", "partner", "role"], "assignments")
    every_task = _list_names(assignments, "task", tasks)
    every_partner = _list_names(assignments, "partner", partners)
    strangers = sorted(set(joint) - set(every_task))
    if strangers:
        raise MethodError(f"joint names {', '.join(strangers)}, not among the tasks {', '.join(every_task)}")
    held = _read_letters(assignments)
    matrix = pd.DataFrame(
        [["".join(sorted(held.get((task, partner), ()))) for partner in every_partner] for task in every_task],
        index=pd.Index(every_task, name="task"),
        columns=pd.Index(every_partner, name="partner"),
        dtype="object",
    )
    workload = _score_workload(matrix, overload)
    checks = [*_check_tasks(matrix, set(joint), most_consulted), *_check_partners(workload)]
    rules = pd.DataFrame(checks, columns=_COLUMNS).astype({"holds": "boolean"})
    return RoleMatrix(matrix=matrix, rules=rules, workload=workload)


def _list_names(assignments: pd.DataFrame, column: str, names: Sequence[str] | None) -> list[str]:
    used = list(dict.fromkeys(map(str, assignments[column])))
    if names is None:
        return used
    strangers = [name for name in used if name not in set(names)]
    if strangers:
        raise MethodError(f"assignments name the {column} {', '.join(strangers)}; there are {', '.join(names)}")
    return list(dict.fromkeys(names))


def _read_letters(assignments: pd.DataFrame) -> dict[tuple[str, str], set[str]]:
    held: dict[tuple[str, str], set[str]] = {}
    for task, partner, role in zip(assignments["task"], assignments["partner"], assignments["role"], strict=True):
        letters = {letter for letter in str(role).upper() if letter not in " /,+&"}
        if not letters or not letters <= ROLES.keys():
            raise MethodError(f'role "{role}" of {partner} in {task} is unknown; roles are R, A, C, I')
        held.setdefault((str(task), str(partner)), set()).update(letters)
    return held


def _holders(matrix: pd.DataFrame, task: str, letter: str) -> list[str]:
    return [str(partner) for partner, letters in matrix.loc[task].items() if letter in letters]


def _check_tasks(
    matrix: pd.DataFrame, joint: set[str], most_consulted: int
) -> Iterator[tuple[str, str, str, bool, str]]:
    for task in matrix.index:
        doing, answering, asked = (_holders(matrix, task, letter) for letter in "RAC")
        sentence = f"{listed(doing)} {verb(len(doing), 'does', 'do')} {task}." if doing else f"Nobody does {task}."
        yield "responsible-somebody", task, "", bool(doing), sentence
        if task in joint:
            yield "joint-shared", task, "", len(answering) > 1, _describe_joint(task, answering)
        else:
            yield "accountable-one", task, "", len(answering) == 1, _describe_accountable(task, answering)
        few = len(asked) <= most_consulted
        number = f"{len(asked)} consulted on {task}"
        sentence = f"{number}: few." if few else f"{number}; more than {most_consulted} slow it down."
        yield "consulted-few", task, "", few, sentence


def _describe_accountable(task: str, answering: list[str]) -> str:
    if not answering:
        return f"Nobody answers for {task}."
    if len(answering) == 1:
        return f"{answering[0]} answers for {task}."
    return f"{listed(answering)} all answer for {task}, and joint accountability is not declared."


def _describe_joint(task: str, answering: list[str]) -> str:
    if len(answering) > 1:
        return f"{listed(answering)} jointly answer for {task}, as declared."
    return f"{task} is declared joint, but {listed(answering, none='nobody')} alone answers for it."


def _score_workload(matrix: pd.DataFrame, overload: float) -> pd.DataFrame:
    counts = {
        word: [int(matrix[partner].str.contains(letter).sum()) for partner in matrix.columns]
        for letter, word in ROLES.items()
    }
    table = pd.DataFrame({"partner": list(matrix.columns), **counts}).astype({"partner": "object"})
    table["tasks"] = [int((matrix[partner] != "").sum()) for partner in matrix.columns]
    done = int(table["responsible"].sum())
    share = table["responsible"] / done if done else [None] * len(table)
    table["share"] = pd.Series(share, index=table.index, dtype="Float64")
    judged = len(table) >= 3 and len(matrix) >= 3 and done > 0
    known = int(table["tasks"].sum()) > 0
    table["load"] = [
        "cannot tell"
        if not known
        else "idle"
        if not responsible and not accountable
        else "overloaded"
        if judged and responsible * len(table) >= overload * done
        else "carries"
        for responsible, accountable in zip(table["responsible"], table["accountable"], strict=True)
    ]
    return table


def _check_partners(workload: pd.DataFrame) -> Iterator[tuple[str, str, str, bool | None, str]]:
    done = int(workload["responsible"].sum())
    for partner, responsible, tasks, load in zip(
        *(workload[column] for column in ("partner", "responsible", "tasks", "load")), strict=True
    ):
        if load == "cannot tell":
            for rule in ("workload-fair", "workload-some"):
                yield rule, "", partner, None, f"Cannot say what {partner} carries: no roles are known."
            continue
        carried = f"{partner} has {responsible} of the {done} roles of doing among {len(workload)} partners"
        fair = load != "overloaded"
        yield "workload-fair", "", partner, fair, f"{carried}." if fair else f"{carried}: overloaded."
        some = f"{partner} does or answers for something."
        none = f"{partner} neither does nor answers for anything"
        none += ", and is only consulted or informed." if tasks else ", and has no role at all."
        yield "workload-some", "", partner, load != "idle", none if load == "idle" else some
