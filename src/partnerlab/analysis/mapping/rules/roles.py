"""MA4: roles and responsibilities (¶2.10-2.11, ¶3.2)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import (
    Judgement,
    Judgements,
    Way,
    at_fault,
    cannot_tell,
    has_reached,
    in_place,
    part_met,
    rule,
)
from partnerlab.analysis.facts.names import named
from partnerlab.analysis.findings import fact
from partnerlab.analysis.mapping.roles import assess_roles
from partnerlab.analysis.mapping.rules.timing import absent
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, each_of, say_day, verb

UNWRITTEN = "no task is recorded"
NOBODY = "nobody in charge"
LIST = Way("tasks", "List the tasks, and who does and answers for each.")


def _unwritten() -> Judgement:
    return cannot_tell(UNWRITTEN, way=LIST)


@rule(
    "MA401",
    "¶2.10, App. 2 item 4",
    capability="roles-and-responsibilities",
    strength="demands",
    basis="asked",
    question="Is it recorded who does each task?",
    why="The guide asks that what each partner has to do is named, documented and understood.",
    remedy="List the tasks, and name for each the partner that does it.",
)
def each_task_is_done_by_somebody(partnership: Partnership) -> Judgements:
    """Look for `responsible` on each row under `tasks`."""
    if not partnership.tasks:
        yield absent(partnership, "No task is recorded.", UNWRITTEN, due="planning", way=LIST)
        return
    idle = [row for row in partnership.tasks if not row.responsible]
    for row in idle:
        message = f"Who does “{row.name}” is not recorded."
        yield at_fault(message, fact(row.name, row, "responsible"), subject=f"task {row.id}")
    if not idle:
        whom = each_of(len(partnership.tasks), "task")
        yield in_place(f"It is recorded who does {whom}.", fact("tasks", partnership.tasks[0], "responsible"))


@rule(
    "MA402",
    "¶2.10-2.11",
    capability="roles-and-responsibilities",
    strength="demands",
    basis="asked",
    question="Does one partner answer for each task, or several by declared agreement?",
    why="Responsibilities have to be named. One lead may suit, or shared accountability, if it is clear which holds.",
    remedy="Name one partner that answers for it, or declare that accountability is joint.",
    stage="planning",
)
def each_task_has_one_who_answers(partnership: Partnership) -> Judgements:
    """Look for `accountable` and `joint` on each row under `tasks`.

    A task for which the file says that nobody answers (`accountable: []`) is red once the work is going on: nobody is
    in charge of it. One for which the file says nothing is not recorded.
    """
    if not partnership.tasks:
        yield _unwritten()
        return
    clear = 0
    for row in partnership.tasks:
        evidence = fact(f"accountable: {named(partnership, row.accountable)}", row, "accountable")
        subject, many = f"task {row.id}", len(row.accountable)
        if not many:
            if "accountable" not in row.model_fields_set:
                yield at_fault(f"Who answers for “{row.name}” is not recorded.", evidence, subject=subject)
                continue
            under_way = has_reached(partnership, "implementing")
            message = f"Nobody answers for “{row.name}”."
            yield at_fault(message, evidence, subject=subject, consequence=NOBODY if under_way else None)
        elif many > 1 and not row.joint:
            who = named(partnership, row.accountable)
            yield at_fault(
                f"{who} each answer for “{row.name}”, and it is not recorded as joint.", evidence, subject=subject
            )
        elif many == 1 and row.joint:
            yield at_fault(
                f"“{row.name}” is recorded as joint, and only {named(partnership, row.accountable)} answers for it.",
                evidence,
                subject=subject,
            )
        else:
            clear += 1
    if clear == len(partnership.tasks):
        joint = sum(row.joint for row in partnership.tasks)
        rest = f", {joint} of them jointly" if joint and clear > 1 else ", jointly" if joint else ""
        message = f"It is clear who answers for {each_of(clear, 'task')}{rest}."
        yield in_place(message, fact("tasks", partnership.tasks[0], "accountable"))


@rule(
    "MA403",
    "¶2.10, ¶3.2 box",
    capability="roles-and-responsibilities",
    question="Is the load of tasks spread, with something for each partner?",
    why="A partner with most of the tasks can hold up the rest; one with none may lose touch. This check is ours.",
    remedy="Ask whether the partners named carry the right share, and move tasks if not.",
    stage="planning",
    basis="ours",
    strength="mentions",
)
def the_load_is_spread(partnership: Partnership) -> Judgements:
    """List partners with `thresholds.overload` times an equal share of the tasks, and those without any.

    Nothing is told of fewer tasks than `thresholds.least_tasks`. All of it is ours.
    """
    if not partnership.tasks:
        yield _unwritten()
        return
    if len(partnership.tasks) < partnership.thresholds.least_tasks:
        yield cannot_tell(f"only {counted(len(partnership.tasks), 'task')} recorded", way=LIST)
        return
    current = {row.id: row for row in partnership.current_partners}
    load = assess_roles(partnership).workload
    load = load[load["partner"].isin(list(current))]
    times = partnership.thresholds.overload
    many = "twice" if times == 2 else f"{times:g} times"
    for name, doing in load.loc[load["load"] == "overloaded", ["partner", "responsible"]].itertuples(index=False):
        title, tasks = partnership.name_of(name), counted(len(partnership.tasks), "task")
        message = f"{title} does {doing} of {tasks} recorded, {many} an equal share or more."
        yield at_fault(message, fact(f"{title}: {counted(doing, 'task')}", current[name]), subject=name)
    idle = load.loc[load["load"] == "idle", "partner"].tolist()
    if idle:
        facts = [fact(f"{partnership.name_of(name)}: no task recorded", current[name]) for name in idle]
        part = f"{len(idle)} of {counted(len(load), 'partner')} {verb(len(idle), 'has', 'have')} no task recorded"
        yield part_met(f"{part}: {named(partnership, idle)}.", *facts, subject="partners without a task")
    if not idle and not (load["load"] == "overloaded").any() and len(load) > 1:
        yield in_place(f"Each of {len(load)} partners has a task, and none does {many} an equal share or more.")


@rule(
    "MA404",
    "¶2.10",
    capability="roles-and-responsibilities",
    strength="demands",
    question="Are all roles held by partners that are still there?",
    why="A responsibility has to be known and understood. One of a partner that has left is held by nobody.",
    remedy="Give the role to a partner that is there.",
    stage="planning",
    basis="follows",
)
def roles_are_held_by_partners(partnership: Partnership) -> Judgements:
    """Look for partners that do or answer for a task and have left; being consulted or informed is passed over.

    It is red when nobody else that is there does it, or answers for it: nobody is in charge.
    """
    if not partnership.tasks:
        yield _unwritten()
        return
    gone = {row.id: row for row in partnership.partners if row.left is not None}
    found = False
    for row in partnership.tasks:
        left = sorted({*row.responsible, *row.accountable} & gone.keys())
        if left:
            found = True
            evidence = [
                fact(f"{partnership.name_of(name)} left on {say_day(gone[name].left)}", gone[name], "left")
                for name in left
            ]
            message = f"{named(partnership, left)} {verb(len(left), 'holds', 'hold')} a role in “{row.name}” "
            message += f"and {verb(len(left), 'has', 'have')} left."
            vacant = any(part and set(part) <= gone.keys() for part in (row.responsible, row.accountable))
            consequence = NOBODY if vacant else None
            yield at_fault(message, *evidence, fact(row.name, row), subject=f"task {row.id}", consequence=consequence)
    held = sum(len({*row.responsible, *row.accountable}) for row in partnership.tasks)
    if not held:
        yield cannot_tell("no task has anybody recorded", way=Way("tasks.responsible", LIST.find_out))
    elif not found:
        roles = each_of(held, "role in doing a task or answering for it", "roles in doing tasks or answering for them")
        yield in_place(f"A current partner holds {roles}.")
