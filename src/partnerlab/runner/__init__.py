"""How it is run: notebooks × subjects, on warm kernels, only what has changed; knows notebooks, not partnerships."""

from __future__ import annotations

from partnerlab.runner.batch import run
from partnerlab.runner.plan import Closing, Plan, Subject
from partnerlab.runner.report import RunReport
from partnerlab.runner.task import Limits

__all__ = ["Closing", "Limits", "Plan", "RunReport", "Subject", "run"]
