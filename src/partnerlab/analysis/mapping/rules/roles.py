"""MA4: roles and responsibilities (¶2.10-2.11, ¶3.2)."""

from __future__ import annotations

from collections.abc import Iterator

from partnerlab.analysis.catalogue import Judgement, at_fault, cannot_tell, in_place, rule
from partnerlab.analysis.findings import fact
from partnerlab.analysis.mapping.roles import assess_roles, holders
from partnerlab.analysis.mapping.rules.timing import absent
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, listed, verb

Judgements = Iterator[Judgement]

UNWRITTEN = "no task and role is written down"


@rule(
    "MA401",
    "¶2.10, ¶3.2, App. 2 item 4",
    capability="roles-and-responsibilities",
    question="Is it written down who does each task?",
    severity="amber",
    why="What each partner is expected to do has to be named, written down and understood.",
    remedy="List the tasks, and name for each the partner that does it.",
    stage="scoping",
)
def each_task_is_done_by_somebody(partnership: Partnership) -> Judgements:
    """Look for `responsible` on each row under `tasks`."""
    if not partnership.tasks:
        yield absent(partnership, "No task and no role is written down.", "no task is written down yet", due="planning")
        return
    idle = [row for row in partnership.tasks if not row.responsible]
    for row in idle:
        yield at_fault(f"Nobody does {row.name!r}.", fact(row.name, row, "responsible"), subject=f"task {row.id}")
    if not idle:
        yield in_place(
            f"Somebody does each of {counted(len(partnership.tasks), 'task')}.", fact("tasks", partnership.tasks[0])
        )


@rule(
    "MA402",
    "¶2.11, ¶3.2",
    capability="roles-and-responsibilities",
    question="Does one partner answer for each task, or several by declared agreement?",
    severity="amber",
    why="A lead brings clarity and joint accountability is allowed; what harms is not to know which of the two holds.",
    remedy="Name one partner that answers for it, or declare that accountability is joint.",
    stage="planning",
)
def each_task_has_one_who_answers(partnership: Partnership) -> Judgements:
    """Look for `accountable` and `joint` on each row under `tasks`; a task that nobody answers for is red."""
    if not partnership.tasks:
        yield cannot_tell(UNWRITTEN)
        return
    clear = 0
    for row in partnership.tasks:
        evidence = fact(f"accountable: {listed(row.accountable, none='nobody')}", row, "accountable")
        subject, many = f"task {row.id}", len(row.accountable)
        if not many:
            yield at_fault(f"Nobody answers for {row.name!r}.", evidence, subject=subject, severity="red")
        elif many > 1 and not row.joint:
            who = listed(row.accountable)
            yield at_fault(
                f"{who} each answer for {row.name!r}, and nobody has declared it joint.", evidence, subject=subject
            )
        elif many == 1 and row.joint:
            yield at_fault(
                f"{row.name!r} is declared joint, and {row.accountable[0]} alone answers.", evidence, subject=subject
            )
        else:
            clear += 1
    if clear == len(partnership.tasks):
        joint = sum(row.joint for row in partnership.tasks)
        rest = f", {joint} of them jointly" if joint else ""
        message = f"It is clear who answers for each of {counted(clear, 'task')}{rest}."
        yield in_place(message, fact("tasks", partnership.tasks[0], "accountable"))


@rule(
    "MA403",
    "¶2.10, ¶3.2 box",
    capability="roles-and-responsibilities",
    question="Is the load of tasks spread, with something for each partner?",
    severity="amber",
    why="One that carries most can stall all; one that carries nothing is a guest.",
    remedy="Move tasks from those that carry most to those that carry none, or ask why they are at the table.",
    stage="planning",
)
def the_load_is_spread(partnership: Partnership) -> Judgements:
    """List partners with `thresholds.overload` times an equal share of the tasks, and those without any (both ours)."""
    if not partnership.tasks:
        yield cannot_tell(UNWRITTEN)
        return
    current = {row.id: row for row in partnership.current_partners}
    load = assess_roles(partnership).workload
    load = load[load["partner"].isin(list(current))]
    times = partnership.thresholds.overload
    many = "twice" if times == 2 else f"{times:g} times"
    for name, doing in load.loc[load["load"] == "overloaded", ["partner", "responsible"]].itertuples(index=False):
        message = f"{name} does {doing} of {counted(len(partnership.tasks), 'task')}, {many} an equal share or more."
        yield at_fault(message, fact(f"{name}: {doing} tasks", current[name]), subject=name)
    idle = load.loc[load["load"] == "idle", "partner"].tolist()
    if idle:
        facts = [fact(f"{name} neither does nor answers for a task", current[name]) for name in idle]
        ways = verb(len(idle), "neither does nor answers", "neither do nor answer")
        yield at_fault(f"{listed(idle)} {ways} for any task.", *facts, subject="partners without a task")
    if not idle and not (load["load"] == "overloaded").any():
        yield in_place(f"Each of {counted(len(load), 'partner')} carries something, and none {many} an equal share.")


@rule(
    "MA404",
    "¶2.10, ¶2.12",
    capability="roles-and-responsibilities",
    question="Are all roles held by partners that are still there?",
    severity="red",
    why="A role of a partner that has left is held by nobody.",
    remedy="Give the role to a partner that is there.",
    stage="planning",
)
def roles_are_held_by_partners(partnership: Partnership) -> Judgements:
    """Look for partners that do or answer for a task and have left; being consulted or informed is passed over."""
    if not partnership.tasks:
        yield cannot_tell(UNWRITTEN)
        return
    gone = {row.id: row for row in partnership.partners if row.left is not None}
    found = False
    for row in partnership.tasks:
        for name in sorted({*row.responsible, *row.accountable} & gone.keys()):
            found = True
            evidence = fact(f"{name} left on {gone[name].left}", gone[name], "left")
            message = f"{name} holds a role in {row.name!r} and has left."
            yield at_fault(message, evidence, fact(row.name, row), subject=f"task {row.id}")
    if not found:
        held = sum(len(holders(row)) for row in partnership.tasks)
        yield in_place(f"All {counted(held, 'role')} are held by partners that are there.")
