"""``python -m partnerlab.cli`` is ``partnerlab``."""

from __future__ import annotations

from partnerlab.cli import main

main()
