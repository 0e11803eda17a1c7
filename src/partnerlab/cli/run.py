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
from partnerlab.commands import write_command
from partnerlab.wording import counted

if TYPE_CHECKING:
    from partnerlab.cli.striking import Striking
    from partnerlab.errors import Fault
    from partnerlab.page.theme import Theme
    from partnerlab.runner import Closing, Limits, Subject

THEME = "theme.toml"
"""Settings file of the pages' look that is used when it lies in the working place."""


@click.command()
@FILES
@AS_AT
@click.option(
    "-o", "--output", default="outputs", type=place_at, metavar="PLACE", help="Folder, or address, of the pages."
)
@click.option(
    "--scenario",
    default="",
    metavar="NAME",
    help="Run this scenario of each partnership that has one so called, into outputs/scenarios/NAME.",
)
@click.option("-j", "--jobs", type=click.IntRange(1), help="Notebooks at once. Default: one for each core.")
@click.option(
    "--only", multiple=True, metavar="NOTEBOOK", help="Run this notebook alone: 3, 03, risk-allocation, or risk."
)
@click.option("-n", "--dry-run", is_flag=True, help="Only show what would run, and why.")
@click.option("-x", "--fail-fast", is_flag=True, help="Start no other notebook after the first failure.")
@click.option("--strict", is_flag=True, help="Run nothing when one file is faulty, instead of setting it aside.")
@click.option("--force", is_flag=True, help="Also run what is up to date.")
@click.option(
    "--interactive",
    is_flag=True,
    help="Make charts interactive: hover, pick out, leave out. Pages stay offline; each grows by 1 MB.",
)
@click.option(
    "--redact",
    is_flag=True,
    help="Leave out contact details, free text and, wherever they are, the names of people on record.",
)
@click.option(
    "--redact-names",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Strike out names everywhere: a text file, one name a line. Runs everything again.",
)
@click.option(
    "--pdf", is_flag=True, help="Print each page to a PDF beside it, where Chromium, Chrome or Edge is installed."
)
@click.option(
    "--theme",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Name, logo and colours of the pages (TOML). Default: theme.toml, where there is one.",
)
@click.option(
    "--cold", is_flag=True, help="Start each kernel from the beginning instead of forking it from a warm process."
)
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
    help="How to show progress. Default: live on a terminal, plain lines elsewhere.",
)
def run(
    files: tuple[Any, ...],
    as_at: str,
    output: Any,
    scenario: str,
    jobs: int | None,
    only: tuple[str, ...],
    dry_run: bool,
    fail_fast: bool,
    strict: bool,
    force: bool,
    interactive: bool,
    redact: bool,
    redact_names: Path | None,
    pdf: bool,
    theme: Path | None,
    cold: bool,
    executor: str,
    scheduler: str,
    log_format: str,
    **limits: float | None,
) -> None:
    """Review partnerships through every notebook, and gather them into a portfolio.

    FILES are partnerships' files; default: all in parameters/. Every input is checked before anything runs, and
    only what has changed is run again. Pages land in outputs/<partnership>/, the portfolio in outputs/index.html.
    A faulty file is set aside and named, and the rest runs; outputs/summary.txt says how it went.
    FILES and the output may be addresses, such as s3://bucket/parameters. Times are written 90s, 10m or 2h, sizes
    500MB or 4GB; 0 is no limit. Exit codes: 0, 1 (a notebook failed), 2 (usage), 3 (faulty files were set aside, or
    nothing could be run for faults), 130 (stopped).
    """
    from partnerlab import runner
    from partnerlab.cli.copies import scenario_copies
    from partnerlab.runner.progress import display

    _check_together(executor, scheduler, output, pdf=pdf)
    hidden = redact or redact_names is not None
    copies = scenario_copies(partnership_files(files), scenario, output, hidden=hidden)
    output, asked = click.get_current_context().with_resource(copies)
    chosen = tuple(asked)
    striking = _read_striking(redact_names, chosen, output, scheduler, redacted=redact, scenario=scenario)
    look = _read_theme(theme)
    valued = {"--scenario": scenario, "--as-at": as_at, "--theme": theme.name if theme else ""}
    valued["--redact-names"] = redact_names.name if redact_names else ""
    options = _say_options(valued, {"--interactive": interactive, "--redact": redact})
    live = {"interactive": True} if interactive else {}
    given: dict[str, Any] = {"as_at": as_at} | ({"redact": True} if redact else {}) | live
    given |= {"redact_names": _from_here(redact_names.absolute())} if redact_names else {}
    subjects = [_subject(file, original, given, options) for file, original in asked.items()]
    *each, last = _notebooks()
    with display(log_format, outputs=output) as shown:
        report = runner.run(
            runner.Plan(tuple(each), subjects, (_closing(last, chosen, output, live, options),), _warm_up()),
            outputs=output,
            folder=_folder_of(chosen),
            jobs=jobs,
            only=only,
            force=force or striking is not None,  # no trace of the list is kept by which a change could be told
            dry_run=dry_run,
            fail_fast=fail_fast,
            strict=strict,
            limits=_limits(limits),
            on_event=shown,
            warm=not cold,
            scheduler=scheduler,
            theme=look,
        )
    clean = striking is None or dry_run or striking.close(chosen, output, as_at, last.stem)
    if pdf and not dry_run:
        _print_pages(output, [file.stem for file in chosen] if files else [])
    sys.exit(report.exit_code or int(not clean))


def _check_together(executor: str, scheduler: str, output: Any, *, pdf: bool) -> None:
    """Refuse options that only make sense with others."""
    if executor == "dask" and not scheduler:
        raise click.UsageError("--executor dask needs --scheduler, such as --scheduler tcp://10.0.0.1:8786")
    if scheduler and executor != "dask":
        raise click.UsageError("--scheduler is for a cluster; add --executor dask")
    if pdf and not is_here(output):
        raise click.UsageError("--pdf prints pages on this machine only; write the output here, or leave --pdf out")


def _read_striking(
    file: Path | None, chosen: tuple[Any, ...], output: Any, scheduler: str, *, redacted: bool, scenario: str
) -> Striking | None:
    """Return how names are struck out; None when no list is given."""
    from partnerlab.cli.striking import Striking
    from partnerlab.names import Names, read_names

    if file is None:
        if redacted:
            Striking(Names(()), redacted).check(tuple(one for one in chosen if is_here(one)))
        return None
    if scheduler or not is_here(output) or not all(map(is_here, chosen)):
        raise click.UsageError("--redact-names works on this machine only, so that the list of names stays here")
    names = read_names(file)
    if names.find(file.name):
        raise click.UsageError("--redact-names: the name of the list's file holds a listed name; rename the file")
    if names.find(scenario):
        raise click.UsageError("--redact-names: the scenario's name holds a listed name; keep it under another name")
    striking = Striking(names, redacted, file.name)
    striking.check(chosen)
    if warning := striking.warn():
        click.echo(warning, err=True)
    return striking


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
        raise click.UsageError("partnerships at an address must be in one folder; run each folder separately")
    return files[0].parent.parent


def _say_options(valued: Mapping[str, str], flags: Mapping[str, bool]) -> str:
    """Return the options that were given and change what pages say, as they stand behind the command."""
    told = [write_command(name, value) for name, value in valued.items() if value]
    return "".join(f" {option}" for option in [*told, *(name for name, given in flags.items() if given)])


def _closing(notebook: Path, chosen: tuple[Any, ...], output: Any, live: Mapping[str, Any], options: str) -> Closing:
    """Return the portfolio as the runner sees it, over what all partnerships leave in the output."""
    from partnerlab.runner import Closing

    register, faults = _register_of(chosen)
    return Closing(
        notebook,
        {"results_folder": output, **({"organisations_file": register} if register else {}), **live},
        command=f"partnerlab run{options}",
        told="left_out",
        inputs=(register,) if register else (),
        keeps=f"{notebook.stem}/history.json",
        faults=faults,
    )


def _register_of(files: tuple[Any, ...]) -> tuple[Path | None, tuple[Fault, ...]]:
    """Return the register of organisations beside the partnerships' files, and what is wrong with it.

    None when there is none, or when it is faulty. Wherever it is, it is named as in a working place here, as
    partnerships are.
    """
    from partnerlab.errors import InputError
    from partnerlab.parameters import REGISTER_NAME
    from partnerlab.partnership.organisations import read_register

    register = files[0].parent / REGISTER_NAME
    if not register.is_file():
        return None, ()
    try:
        read_register(register)
    except InputError as error:
        return None, tuple(error.faults)
    return _from_here(register) if is_here(register) else Path(register.parent.name, register.name), ()


def _read_theme(file: Path | None) -> Theme | None:
    """Return how pages are to look: by the file given, or else by theme.toml here; None for the usual look."""
    from partnerlab.page.theme import read_theme

    if file is None and not Path(THEME).is_file():
        return None
    return read_theme(file or Path(THEME))


def _subject(file: Any, asked: Any, given: Mapping[str, Any], options: str) -> Subject:
    """Return a partnership as the runner sees it: parameters, a check that names its further files, a command.

    The command names the file that was asked for, of which the file may be a copy with a scenario in it.

    Wherever the file is, it is named as in a working place here, so that its pages are the same.
    """
    from partnerlab.runner import Subject

    named = _from_here(file) if is_here(file) else Path(file.parent.name, file.name)
    origin = named if asked is file else _from_here(asked)
    path = (Path(origin.name) if origin.is_absolute() else origin).as_posix()
    command = write_command("partnerlab", "run", path) + options

    markings: list[str] = []

    def examine() -> list[Path]:
        from partnerlab.partnership import read_partnership

        partnership = read_partnership(file, as_at=given["as_at"])
        markings.append(partnership.marking or "")
        return [named.parent / item.file for item in partnership.inputs]

    parameters = {"partnership_file": named, **given}
    return Subject(file.stem, named, parameters, examine, command, lambda: markings[-1])


def _from_here(file: Path) -> Path:
    """Return a file as seen from the current folder, when it lies below it."""
    return file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file


def _warm_up() -> str:
    """Return what kernels are better off for if it is done once ahead of them: a review of the shortest sample."""
    from partnerlab.workplace import supplied

    samples = sorted(supplied("parameters").glob("*.yaml"), key=lambda file: file.stat().st_size)
    return f"from partnerlab.display.warm_up import warm_up; warm_up({str(samples[0])!r})" if samples else ""


def _notebooks() -> list[Path]:
    """Return the notebooks here, or those that came with partnerlab; the last closes the run."""
    from partnerlab.workplace import supplied

    folder = Path("notebooks") if Path("notebooks").is_dir() else supplied("notebooks")
    found = sorted(path for path in folder.glob("*.ipynb") if not path.name.startswith("."))
    if not found:
        raise click.UsageError(f"there is no notebook in {folder.as_posix()}; `partnerlab new` lays them out")
    return found


def _print_pages(output: Path, slugs: list[str]) -> None:
    """Print every finished page to a PDF beside it, or those of some partnerships and the portfolio's first page.

    Without a browser it is said, and the pages are left as they are.
    """
    from partnerlab.errors import RunError
    from partnerlab.files import write_whole
    from partnerlab.page.audit.pdf import write_pdfs

    found = {page for page in output.rglob("*.html") if not page.stem.endswith(".failed")}
    if slugs:
        found = {page for page in found if page.parent == output or page.relative_to(output).parts[0] in slugs}

    def write(target: Path, content: bytes) -> None:
        write_whole(target, content)
        bar.update(1)

    try:
        with click.progressbar(length=len(found), label=f"Printing to PDF: {len(found)}", file=sys.stderr) as bar:
            printed = write_pdfs(sorted(found), write=write)
        click.echo(f"{counted(len(printed), 'page')} printed to PDF.")
    except RunError as error:
        click.echo(f"{error}. The pages themselves are complete.", err=True)
