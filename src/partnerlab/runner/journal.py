"""The journal of a run: ``run.json`` under the outputs, short while it lasts, whole when it is over."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import partnerlab
from partnerlab.runner.manifest import RECORD_NAME, SCHEMA, read_records
from partnerlab.runner.outputs import read_json, to_json, write_json, write_pieces
from partnerlab.runner.survey import Survey


@dataclass
class Journal:
    """Writes down how a run goes.

    Parameters
    ----------
    survey
        What there is to run.
    """

    survey: Survey

    def __post_init__(self) -> None:
        self.began = time.monotonic()
        self.started = datetime.now(UTC)

    @property
    def seconds(self) -> float:
        """How long the run has lasted."""
        return time.monotonic() - self.began

    def closing_records(self) -> dict[str, Any]:
        """How the closing notebooks were last made, by this run or an earlier one."""
        content = read_json(self.survey.setting.outputs / RECORD_NAME)
        known = isinstance(content, dict) and content.get("schema") == SCHEMA
        return dict(content["closing"]) if known else {}

    def write(
        self,
        jobs: int,
        stopped: str,
        counts: Mapping[str, int],
        *,
        complete: bool,
        closing: Mapping[str, Any] | None = None,
    ) -> None:
        """Write the manifest.

        Parameters
        ----------
        jobs
            How many notebooks run at once.
        stopped
            Why the run ended early, or "".
        counts
            How many notebooks went well, failed, were up to date, were not reached by now.
        complete
            Whether the run is over and nothing stopped it; only then are its subjects listed.
        closing
            How the closing notebooks were made; as written before unless given.

        Raises
        ------
        OSError
            It could not be written.
        """
        head = {
            "schema": SCHEMA,
            "complete": complete,
            "stopped": stopped,
            "version": partnerlab.__version__,
            "versions": self.survey.versions,
            "library": self.survey.library,
            "notebooks": {notebook.name: notebook.digest for notebook in self.survey.notebooks},
            "jobs": jobs,
            "counts": dict(counts),
            "started": self.started.isoformat(timespec="seconds"),
            "closing": self.closing_records() if closing is None else closing,
        }
        place = self.survey.setting.outputs / RECORD_NAME
        if complete:
            write_pieces(place, self._pieces(head | {"seconds": round(self.seconds, 3)}))
        else:
            write_json(place, head)

    def _pieces(self, head: dict[str, Any]) -> Iterator[bytes]:
        """The manifest, subject by subject, so that its length does not matter."""
        yield to_json(head).removesuffix(b"\n}\n") + b',\n "subjects": {'
        for number, found in enumerate(self.survey.found()):
            records = read_records(self.survey.setting.outputs / found.slug)
            comma = b"," if number else b""
            yield comma + b"\n" + json.dumps(found.slug).encode() + b": " + to_json(records["notebooks"]).rstrip()
        yield b"\n}}\n"
