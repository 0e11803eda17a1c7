"""Reviews in bulk: partnerships through notebooks, here or on a cluster, from and to wherever files are."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from partnerlab.cli.partnerships import AS_AT, FILES, partnership_files
from partnerlab.cli.places import is_here, place_at
from partnerlab.cli.quantities import size_of, time_of

if TYPE_CHECKING:
    from partnerlab.runner import Limits, Subject


@click.command()
@FILES
@AS_AT
@click.option(
    "-o", "--output", default="outputs", type=place_at, metavar="PLACE", help="Folder, or address, of the pages."
)
@click.option("-j", "--jobs", type=click.IntRange(1), help="Notebooks at once. Default: one for each core.")
@click.option("--only", multiple=True, metavar="NOTEBOOK", help="Run this notebook alone: 03, or risk-allocation.")
@click.option("-n", "--dry-run", is_flag=True, help="Only say what would run, and why.")
@click.option("-x", "--fail-fast", is_flag=True, help="Begin no other notebook after the first failure.")
@click.option("--force", is_flag=True, help="Run what is up to date as well.")
@click.option("--redact", is_flag=True, help="Leave out people's names, contact details and free-text notes.")
@click.option(
    "--pdf", is_flag=True, help="Print each page to a PDF beside it, where Chromium, Chrome or Edge is at hand."
)
@click.option("--cold", is_flag=True, help="Start each kernel afresh instead of forking it from a warm process.")
@click.option("--cell-timeout", type=time_of, metavar="TIME", help="Longest time for a cell. Default: 10m.")
@click.option("--notebook-timeout", type=time_of, metavar="TIME", help="Longest time for a notebook. Default: 30m.")
@click.option("--run-timeout", type=time_of, metavar="TIME", help="Longest time for the run. Default: no limit.")
@click.option("--memory", type=size_of, metavar="SIZE", help="Most data a kernel may hold (Linux). Default: 4GB.")
@click.option("--output-limit", type=size_of, metavar="SIZE", help="Most a cell may write. Default: 10MB.")
@click.option(
    "--executor", type=click.Choice(["local", "dask"]), default="local", help="Where notebooks run. Default: local."
)
@click.option(
    "--scheduler", default="", metavar="ADDRESS", help="The cluster's scheduler, such as tcp://10.0.0.1:8786."
)
@click.option(
    "--log-format",
    type=click.Choice(["auto", "plain", "json"]),
    default="auto",
    help="How to tell progress. Default: live on a terminal, plain lines elsewhere.",
)
def run(
    files: tuple[Any, ...],
    as_at: str,
    output: Any,
    jobs: int | None,
    only: tuple[str, ...],
    dry_run: bool,
    fail_fast: bool,
    force: bool,
    redact: bool,
    pdf: bool,
    cold: bool,
    executor: str,
    scheduler: str,
    log_format: str,
    **limits: float | None,
) -> None:
    """Review partnerships through every notebook, and gather them into a portfolio.

    FILES are partnerships' files; default: all in parameters/. Every input is checked before anything runs, and
    only what has changed is run again. Pages land in outputs/<partnership>/, the portfolio in outputs/index.html.
    FILES and the output may be addresses, such as s3://bucket/parameters. Times are written 90s, 10m or 2h, sizes
    500MB or 4GB; 0 is no limit. Exit codes: 0, 1 (a notebook failed), 2 (usage), 3 (input), 130 (stopped).
    """
    from partnerlab import runner
    from partnerlab.runner.progress import display

    _check_together(executor, scheduler, output, pdf=pdf)
    chosen = partnership_files(files)
    options = "".join([f" --as-at {as_at}" if as_at else "", " --redact" if redact else ""])
    subjects = [_subject(file, as_at, redact, options) for file in chosen]
    *each, last = _notebooks()
    closing = runner.Closing(last, {"results_folder": output}, command=f"partnerlab run{options}")
    with display(log_format, outputs=output) as shown:
        report = runner.run(
            runner.Plan(tuple(each), subjects, (closing,), _rehearsal()),
            outputs=output,
            folder=_folder_of(chosen),
            jobs=jobs,
            only=only,
            force=force,
            dry_run=dry_run,
            fail_fast=fail_fast,
            limits=_limits(limits),
            on_event=shown,
            warm=not cold,
            scheduler=scheduler,
        )
    if pdf and not dry_run:
        _print_pages(output)
    sys.exit(report.exit_code)


def _check_together(executor: str, scheduler: str, output: Any, *, pdf: bool) -> None:
    """Refuse options that only make sense with others."""
    if executor == "dask" and not scheduler:
        raise click.UsageError("--executor dask needs --scheduler, such as --scheduler tcp://10.0.0.1:8786")
    if scheduler and executor != "dask":
        raise click.UsageError("--scheduler is for a cluster; add --executor dask")
    if pdf and not is_here(output):
        raise click.UsageError("--pdf prints pages on this machine only; write the output here, or leave --pdf out")


def _limits(given: Mapping[str, float | None]) -> Limits:
    """Return the limits of a run, the usual ones where none is given."""
    from partnerlab.runner import Limits

    usual = Limits()
    chosen = {name: value for name, value in given.items() if value is not None}
    return Limits(
        cell_seconds=chosen.get("cell_timeout", usual.cell_seconds),
        notebook_seconds=chosen.get("notebook_timeout", usual.notebook_seconds),
        run_seconds=chosen.get("run_timeout", usual.run_seconds),
        memory_bytes=int(chosen.get("memory", usual.memory_bytes)),
        output_bytes=int(chosen.get("output_limit", usual.output_bytes)),
    )


def _folder_of(files: tuple[Any, ...]) -> Any:
    """Return the working place that files elsewhere belong to, the folder above theirs; None for files here."""
    if all(is_here(file) for file in files):
        return None
    if any(is_here(file) or file.parent != files[0].parent for file in files):
        raise click.UsageError("partnerships elsewhere have to lie in one folder; run each folder by itself")
    return files[0].parent.parent


def _subject(file: Any, as_at: str, redact: bool, options: str) -> Subject:
    """Return a partnership as the runner sees it: parameters, a check that names its further files, a command.

    Wherever the file is, it is named as in a working place here, so that its pages are the same.
    """
    from partnerlab.runner import Subject

    named = _from_here(file) if is_here(file) else Path(file.parent.name, file.name)
    command = f"partnerlab run {(Path(named.name) if named.is_absolute() else named).as_posix()}{options}"

    def examine() -> list[Path]:
        from partnerlab.partnership import read_partnership

        return [named.parent / item.file for item in read_partnership(file, as_at=as_at).inputs]

    parameters = {"partnership_file": named, "as_at": as_at} | ({"redact": True} if redact else {})
    return Subject(file.stem, named, parameters, examine, command)


def _from_here(file: Path) -> Path:
    """Return a file as seen from the current folder, when it lies below it."""
    return file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file


def _rehearsal() -> str:
    """Return what kernels are better off for if it is done once ahead of them: a review of the shortest sample."""
    from partnerlab.workplace import supplied

    samples = sorted(supplied("parameters").glob("*.yaml"), key=lambda file: file.stat().st_size)
    return f"from partnerlab.display.rehearsal import rehearse; rehearse({str(samples[0])!r})" if samples else ""


def _notebooks() -> list[Path]:
    """Return the notebooks here, or those that came with partnerlab; the last closes the run."""
    from partnerlab.workplace import supplied

    folder = Path("notebooks") if Path("notebooks").is_dir() else supplied("notebooks")
    found = sorted(path for path in folder.glob("*.ipynb") if not path.name.startswith("."))
    if not found:
        raise click.UsageError(f"there is no notebook in {folder.as_posix()}; `partnerlab new` lays them out")
    return found


def _print_pages(output: Path) -> None:
    """Print every finished page to a PDF beside it; without a browser, say so and leave the pages as they are."""
    from partnerlab.errors import RunError
    from partnerlab.runner.pdf import write_pdfs

    pages = sorted(page for page in output.rglob("*.html") if not page.stem.endswith(".failed"))
    try:
        click.echo(f"{len(write_pdfs(pages))} pages printed to PDF.")
    except RunError as error:
        click.echo(f"{error} The pages themselves are complete.", err=True)
