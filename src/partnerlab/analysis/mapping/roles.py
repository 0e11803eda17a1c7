"""Roles and responsibilities: who does, answers for, is asked about and is told of each task (¶2.10-2.11, ¶3.2)."""

from __future__ import annotations

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.methods.roles import RoleMatrix
from partnerlab.methods.roles import assess_roles as assess_matrix
from partnerlab.partnership import Partnership
from partnerlab.partnership.governance import Task

LETTERS = {"R": "responsible", "A": "accountable", "C": "consulted", "I": "informed"}
"""Letters of the matrix and the fields they stand for."""


@cached
def assess_roles(partnership: Partnership) -> RoleMatrix:
    """Check the matrix of roles: somebody does each task, one answers for it or several jointly, the load is fair.

    What is few and what is too much is said by `thresholds.most_consulted` and `thresholds.overload`; both are ours.

    Returns
    -------
    RoleMatrix
        `matrix` (a row a task by id, a column a partner: current ones, then others named in a task), `rules` (a row
        a check), `workload` (a row a partner). No row when no task is written down.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "building"}],
    ...     partners=[{"id": "A", "name": "Alpha"}], tasks=[{"id": "visit", "name": "Visit", "responsible": ["A"]}])
    >>> assess_roles(hub).workload[["responsible", "load"]].values.tolist()
    [[1, 'carries']]
    """
    held = [
        (task.id, partner, letter)
        for task in partnership.tasks
        for letter, field in LETTERS.items()
        for partner in getattr(task, field)
    ]
    current = [partner.id for partner in partnership.current_partners] if partnership.tasks else []
    named = [partner for _, partner, _ in held]
    return assess_matrix(
        pd.DataFrame(held, columns=["task", "partner", "role"]),
        tasks=[task.id for task in partnership.tasks],
        partners=list(dict.fromkeys([*current, *named])),
        joint=[task.id for task in partnership.tasks if task.joint],
        most_consulted=partnership.thresholds.most_consulted,
        overload=partnership.thresholds.overload,
    )


@cached
def list_roles(partnership: Partnership) -> pd.DataFrame:
    """List the roles in each task in words, one row a task.

    Returns
    -------
    pandas.DataFrame
        Columns `task` (id), `name`, `does`, `answers`, `asked`, `told` (ids of partners, as tuples), `joint`
        (accountability is declared to be joint), `state` (clear; nobody does it; nobody answers for it; several
        answer, not declared joint; declared joint, one answers).

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "building"}],
    ...     partners=[{"id": "A", "name": "Alpha"}], tasks=[{"id": "visit", "name": "Visit", "responsible": ["A"]}])
    >>> list_roles(hub)["state"].tolist()
    ['nobody answers for it']
    """
    rows = [
        (task.id, task.name, task.responsible, task.accountable, task.consulted, task.informed, task.joint, _say(task))
        for task in partnership.tasks
    ]
    columns = ["task", "name", "does", "answers", "asked", "told", "joint", "state"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _say(task: Task) -> str:
    if not task.responsible:
        return "nobody does it"
    if not task.accountable:
        return "nobody answers for it"
    if len(task.accountable) > 1 and not task.joint:
        return "several answer, not declared joint"
    if len(task.accountable) == 1 and task.joint:
        return "declared joint, one answers"
    return "clear"
