"""EV87: whether conclusions stand whatever the partners that have not answered would say (¶2.6, App. 2)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgements, Way, cannot_tell, rule
from partnerlab.analysis.evaluation.rules.ways import ACCEPTANCES, ANSWERS, LASTING, PRACTISED
from partnerlab.analysis.evaluation.silence import CHECKLIST, PRACTICES, REASON, TABLES, doubt_answers
from partnerlab.analysis.evaluation.silence import LASTING as CONDITIONS
from partnerlab.analysis.silence import judge_silence
from partnerlab.partnership import Partnership

_WAYS: dict[str, Way] = {REASON: ACCEPTANCES, CHECKLIST: ANSWERS, CONDITIONS: LASTING, PRACTICES: PRACTISED}
_NAMES = {
    REASON: "the reason",
    CHECKLIST: "the checklist",
    CONDITIONS: "the conditions of lasting",
    PRACTICES: "the practices",
}
"""What each table is called: in two words and more, so that no id of a partner or stakeholder is the same."""


@rule(
    "EV871",
    "¶2.6, App. 2",
    capability="self-assessment",
    question="Does each conclusion stand, whatever those who have not answered would say?",
    why="A conclusion that one missing answer could change is not settled, however clear it looks.",
    remedy="Ask first those whose answer could change most.",
    stage="building",
    basis="ours",
    strength="mentions",
)
def conclusions_stand(partnership: Partnership) -> Judgements:
    """Try every answer that silent partners could give on the reason, the checklist, lasting and practices.

    What could change is asked for, table by table. Conclusions that rest on nobody's answer are left out, and so are
    those that the partners gave together. Figure 3 is left out, too: the least favourable answer counts there, so that
    any partner could change a yes.
    """
    found = doubt_answers(partnership)
    if not found:
        yield cannot_tell("no partner has answered on the reason, the checklist, lasting or practices", way=ANSWERS)
    for table in TABLES:
        rows = [row for row in found if row.table == table]
        yield from judge_silence(partnership, rows, _NAMES[table], _WAYS[table])
