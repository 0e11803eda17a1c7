"""What good practice asks: the guide as data, each row with its paragraph, how sure it is and where it comes from.

The layer's rule: it knows the guide and no partnership; its words are ours, and no number is the guide's.
"""

from __future__ import annotations

from partnerlab.guide.agreements import AgreementClause, AgreementType, agreement_clauses, agreement_types
from partnerlab.guide.collaboration import CollaborationLevel, LevelScheme, level_scheme, level_schemes, levels
from partnerlab.guide.frameworks import (
    Framework,
    Indicator,
    IndicatorLink,
    Matrices,
    OfficialRule,
    Outcome,
    framework,
    frameworks,
)
from partnerlab.guide.laws import Law, laws
from partnerlab.guide.lines import AskedPractice, Line, lines, practices
from partnerlab.guide.moments import Moment, moments
from partnerlab.guide.paragraphs import Paragraph, Term, cited, glossary, paragraph, paragraphs
from partnerlab.guide.practice import (
    AccountabilityDimension,
    AgendaItem,
    ChecklistItem,
    Practice,
    accountability_dimensions,
    agenda,
    assumptions,
    checklist,
    collaboration_risks,
    communication_points,
    conflict_tips,
    failure_reasons,
    features,
    founding_roles,
    governance_elements,
    mapping_tasks,
    outcome_steps,
    role_points,
    sustainability,
)
from partnerlab.guide.reading import read_rows
from partnerlab.guide.rows import Certainty, Row, Rows
from partnerlab.guide.scales import Band, BandSet, Instrument, Scale, ScaleLevel, bands, instruments, scale, scales
from partnerlab.guide.stages import LifeCycleStage, Stage, life_cycle, stage, stages

__all__ = [
    "AccountabilityDimension",
    "AgendaItem",
    "AgreementClause",
    "AgreementType",
    "AskedPractice",
    "Band",
    "BandSet",
    "Certainty",
    "ChecklistItem",
    "CollaborationLevel",
    "Framework",
    "Indicator",
    "IndicatorLink",
    "Instrument",
    "Law",
    "LevelScheme",
    "LifeCycleStage",
    "Line",
    "Matrices",
    "Moment",
    "OfficialRule",
    "Outcome",
    "Paragraph",
    "Practice",
    "Row",
    "Rows",
    "Scale",
    "ScaleLevel",
    "Stage",
    "Term",
    "accountability_dimensions",
    "agenda",
    "agreement_clauses",
    "agreement_types",
    "assumptions",
    "bands",
    "checklist",
    "cited",
    "collaboration_risks",
    "communication_points",
    "conflict_tips",
    "failure_reasons",
    "features",
    "founding_roles",
    "framework",
    "frameworks",
    "glossary",
    "governance_elements",
    "instruments",
    "laws",
    "level_scheme",
    "level_schemes",
    "levels",
    "life_cycle",
    "lines",
    "mapping_tasks",
    "moments",
    "outcome_steps",
    "paragraph",
    "paragraphs",
    "practices",
    "read_rows",
    "role_points",
    "scale",
    "scales",
    "stage",
    "stages",
    "sustainability",
]
