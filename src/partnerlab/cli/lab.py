"""The live workbook: JupyterLab on this working place, with a partnership at hand."""

from __future__ import annotations

from pathlib import Path

import click

from partnerlab.cli.places import PARTNERSHIPS, check_there, name_of, named_place
from partnerlab.commands import write_place
from partnerlab.parameters import partnerships_in

TOPICS = {
    "": "scoping",
    "scoping": "scoping",
    "building": "mapping",
    "planning": "mapping",
    "managing": "risk_allocation",
    "implementing": "risk_allocation",
    "measuring": "evaluation",
    "reviewing": "evaluation",
    "ending": "evaluation",
}
"""Topic that each stage looks at first, by the name of its notebook; "" for a stage that is not known."""


@click.command()
@click.argument("partnership", required=False)
@click.option(
    "--notebook", metavar="NOTEBOOK", help="Open this one: 3, 03, risk-allocation. Default: that of the stage."
)
@click.option("--as-at", default="", metavar="YYYY-MM-DD", help="Review date. Default: the newest date in the file.")
@click.option("--port", type=int, default=8888, show_default=True, help="Port; the next free one is taken.")
@click.option("--no-browser", is_flag=True, help="Open no browser; the address is printed.")
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def lab(
    partnership: str | None, notebook: str | None, as_at: str, port: int, no_browser: bool, options: tuple[str, ...]
) -> None:
    """Open JupyterLab here, on the notebook for PARTNERSHIP: a file, or its name in parameters/.

    The notebook runs at once. Everything stays on this machine. What stands after `--` goes to JupyterLab itself.
    """
    from partnerlab.runner.lab import Lab, open_lab

    place = Path()
    file = _partnership(partnership)
    told_notebook = _notebook(place, notebook or "")
    topics = TOPICS if notebook is None else dict.fromkeys(TOPICS, _topic(told_notebook))

    def choose() -> Path:
        chosen = told_notebook if notebook is not None else _notebook(place, TOPICS[_stage(file)].replace("_", "-"))
        click.echo(f"Opening {name_of(chosen)} for {name_of(file)}. To stop: Ctrl-C.")
        return chosen

    warm = f"from partnerlab.live.warm_up import warm_up; warm_up({str(file.resolve())!r}, {as_at!r}, {topics})"
    named = {"partnership_file": write_place(file, place / "notebooks"), "as_at": as_at}
    open_lab(
        Lab(place, choose, (warm,), named, not no_browser, port, options),
        lambda event: click.echo(str(event), err=True),
    )


def _partnership(name: str | None) -> Path:
    if name is None:
        files: list[Path] = partnerships_in(PARTNERSHIPS)
        if not files:
            raise click.UsageError("there are no partnerships in parameters/; `partnerlab new` lays out samples")
        return files[0]
    file: Path = named_place(Path(name))
    check_there(file)
    return file


def _stage(file: Path) -> str:
    from partnerlab.errors import InputError
    from partnerlab.partnership import read_partnership

    try:
        stage = read_partnership(file).current_stage or ""
    except InputError:
        return ""  # the notebook tells the faults
    return stage if stage in TOPICS else ""


def _topic(notebook: Path) -> str | None:
    """Return the topic of a notebook by its name; None for that of all topics."""
    name = notebook.stem.partition("-")[2].replace("-", "_")
    return name if name in TOPICS.values() else None


def _notebook(place: Path, name: str) -> Path:
    notebooks = sorted((place / "notebooks").glob("*.ipynb"))
    if not notebooks:
        raise click.UsageError("there are no notebooks in notebooks/; `partnerlab new` lays out a working place")
    wanted = f"{int(name):02d}" if name.isdigit() else name
    found = [path for path in notebooks if wanted in path.stem]
    if not found:
        message = f'no notebook is called "{name}"; there are {", ".join(path.stem for path in notebooks)}'
        raise click.UsageError(message)
    return found[0]
