"""The commands: run, check, rules, schema, new, audit.

Exit codes: 0 all is well; 1 a notebook failed, a page is at fault, or `check --fail-on` found something;
2 the command was mistyped; 3 an input file is at fault and nothing was run.
"""

from __future__ import annotations

import json
import shutil
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from partnerlab import __version__
from partnerlab.errors import Fault, InputError, PartnerlabError

if TYPE_CHECKING:
    from partnerlab.runner import Subject

FAULTY_INPUT = 3
"""Exit code when an input file is at fault."""

_FILES = click.argument("files", nargs=-1, type=click.Path(path_type=Path))
_AS_AT = click.option("--as-at", default="", metavar="YYYY-MM-DD", help="Review as at this date. Default: the newest.")


class _Commands(click.Group):
    """Turns our errors into one clear message and the right exit code."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except InputError as error:
            for fault in error.faults:
                click.echo(str(fault), err=True)
            count = len(error.faults)
            click.echo(f"{count} fault{'s' if count > 1 else ''} in the input; nothing was run.", err=True)
            sys.exit(FAULTY_INPUT)
        except PartnerlabError as error:
            click.echo(str(error), err=True)
            sys.exit(1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="partnerlab")
def main() -> None:
    """Review partnerships by the guide Making Partnerships Work.

    Start with `partnerlab new` in an empty folder, then `partnerlab run`.
    """


@main.command()
@_FILES
@_AS_AT
@click.option("-o", "--output", default="outputs", type=click.Path(path_type=Path), help="Folder of the pages.")
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
@click.option("--cell-timeout", default=600.0, metavar="SECONDS", help="Longest time for a cell. Default: 600.")
@click.option(
    "--log-format", type=click.Choice(["auto", "plain", "json"]), default="auto", help="How to tell progress."
)
def run(
    files: tuple[Path, ...],
    as_at: str,
    output: Path,
    jobs: int | None,
    only: tuple[str, ...],
    dry_run: bool,
    fail_fast: bool,
    force: bool,
    redact: bool,
    pdf: bool,
    cold: bool,
    cell_timeout: float,
    log_format: str,
) -> None:
    """Review partnerships through every notebook, and gather them into a portfolio.

    FILES are partnerships' files; default: all in parameters/. Every input is checked before anything runs, and
    only what has changed is run again. Pages land in outputs/<partnership>/, the portfolio in outputs/index.html.
    Exit codes: 0, 1 (a notebook failed), 2 (usage), 3 (input), 130 (stopped).
    """
    from partnerlab import runner
    from partnerlab.runner.progress import display

    _check_date(as_at)
    options = "".join([f" --as-at {as_at}" if as_at else "", " --redact" if redact else ""])
    subjects = [_subject(file, as_at, redact, options) for file in _partnership_files(files)]
    notebooks = sorted(path for path in _notebooks().glob("*.ipynb") if not path.name.startswith("."))
    if not notebooks:
        message = f"there is no notebook in {_notebooks().as_posix()}; `partnerlab new` lays them out"
        raise click.UsageError(message)
    *each, last = notebooks
    closing = runner.Closing(last, {"results_folder": output}, command=f"partnerlab run{options}")
    with display(log_format) as shown:
        report = runner.run(
            runner.Plan(tuple(each), subjects, (closing,), _rehearsal()),
            outputs=output,
            jobs=jobs,
            only=only,
            force=force,
            dry_run=dry_run,
            fail_fast=fail_fast,
            limits=runner.Limits(cell_seconds=cell_timeout),
            on_event=shown,
            warm=not cold,
        )
    if pdf and not dry_run:
        _print_pages(output)
    sys.exit(report.exit_code)


@main.command()
@_FILES
@_AS_AT
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", help="How to print.")
@click.option(
    "--fail-on",
    type=click.Choice(["red", "amber", "never"]),
    default="never",
    help="Exit with 1 when there is a finding this bad or worse.",
)
@click.option("--all", "with_green", is_flag=True, help="Print what is in place as well.")
@click.option("--topic", type=click.Choice(["scoping", "mapping", "risk_allocation", "evaluation"]), help="One topic.")
def check(files: tuple[Path, ...], as_at: str, shape: str, fail_on: str, with_green: bool, topic: str | None) -> None:
    """Print the findings of partnerships, worst first, without running a notebook.

    FILES are partnerships' files; default: all in parameters/. Exit codes: 0, 1 (--fail-on), 2 (usage), 3 (input).
    """
    from partnerlab.analysis.findings import Severity
    from partnerlab.analysis.review import review_partnership
    from partnerlab.display.console import review_lines

    chosen = _partnership_files(files)
    reviews = [(file, review_partnership(partnership, topic)) for file, partnership in _read_all(chosen, as_at)]
    if shape == "json":
        click.echo(json.dumps([review.for_machines() for _, review in reviews], indent=1, ensure_ascii=False))
    else:
        width = min(shutil.get_terminal_size().columns, 120)
        blocks = (
            review_lines(review, file=file.as_posix(), width=width, with_green=with_green) for file, review in reviews
        )
        click.echo("\n\n".join("\n".join(block) for block in blocks))
    bad = {"red": {Severity.RED}, "amber": {Severity.RED, Severity.AMBER}, "never": set()}[fail_on]
    if any(finding.severity in bad for _, review in reviews for finding in review.findings):
        sys.exit(1)


@main.command()
@click.argument("codes", nargs=-1)
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", help="How to print.")
def rules(codes: tuple[str, ...], shape: str) -> None:
    """List the rules, or explain those with the given CODES, such as RA104 or RA."""
    from partnerlab.analysis.review import find_rule
    from partnerlab.analysis.review import rules as catalogue
    from partnerlab.display.console import rule_lines

    chosen = []
    for code in codes:
        begins = [rule for rule in catalogue() if rule.code.startswith(code.upper())]
        try:
            chosen += begins or [find_rule(code)]
        except KeyError as error:
            raise click.UsageError(str(error.args[0])) from None
    listed = chosen or list(catalogue())
    if shape == "json":
        keys = (
            "code",
            "paragraph",
            "capability",
            "topic",
            "question",
            "severity",
            "why",
            "remedy",
            "stage",
            "help_text",
        )
        click.echo(
            json.dumps([{key: getattr(rule, key) for key in keys} for rule in listed], indent=1, ensure_ascii=False)
        )
        return
    for rule in listed:
        click.echo("\n".join(rule_lines(rule, whole=bool(codes))))


@main.command()
@click.option("--results", is_flag=True, help="The schema of results.json instead of the partnership's file.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write it to a file.")
def schema(results: bool, output: Path | None) -> None:
    """Print the JSON Schema of a partnership's file, or of results.json."""
    from partnerlab.analysis.results import results_schema
    from partnerlab.partnership import partnership_schema

    chosen = results_schema() if results else partnership_schema()
    text = json.dumps(chosen, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8", newline="\n")


@main.command()
@click.argument("name", required=False)
@click.option("--purpose", default="", help="What the partnership is for, in one sentence.")
def new(name: str | None, purpose: str) -> None:
    """Lay out a working place here, or add a partnership called NAME to it.

    Without NAME: notebooks/, parameters/ with the samples, outputs/. With NAME: parameters/<name>.yaml, whose
    comments teach the format. Nothing that exists is overwritten.
    """
    from partnerlab import workplace

    place = Path()
    if name is None:
        written = workplace.lay_out(place)
        click.echo(f"{len(written)} files laid out in notebooks/ and parameters/. Next: partnerlab run")
        return
    file = workplace.add_partnership(place, name, purpose or "What are we for? One sentence.")
    workplace.write_schema(file.parent)
    click.echo(f"{file.as_posix()} written. Fill it in, then: partnerlab check {file.as_posix()}")


@main.command()
@click.argument("outputs", default="outputs", type=click.Path(path_type=Path))
@click.option("--largest", default=500_000, metavar="BYTES", help="Most bytes of a page. Default: 500000.")
@click.option("--no-browser", is_flag=True, help="Leave out the accessibility rules that need a browser.")
def audit(outputs: Path, largest: int, no_browser: bool) -> None:
    """Check finished pages before publishing them.

    OUTPUTS is a folder of pages or one page. Checked are: offline, no scripts, structure, names, alternatives, size,
    and the WCAG rules of axe-core where Chromium, Chrome or Edge is at hand. Exit codes: 0, 1 (a page is at fault).
    """
    from partnerlab.runner.audit import audit_pages

    found = audit_pages(outputs, largest=largest, with_browser=not no_browser)
    for fault in found.faults:
        click.echo(str(fault))
    click.echo(found.browser, err=True)
    click.echo(f"{len(found.pages)} pages checked, {len(found.faults)} faults.", err=True)
    sys.exit(1 if found.faults else 0)


def _subject(file: Path, as_at: str, redact: bool, options: str) -> Subject:
    """Return a partnership as the runner sees it: parameters, a check that names its further files, a command."""
    from partnerlab.runner import Subject

    def examine() -> list[Path]:
        from partnerlab.partnership import read_partnership

        return [file.parent / item.file for item in read_partnership(file, as_at=as_at).inputs]

    parameters = {"partnership_file": file, "as_at": as_at} | ({"redact": True} if redact else {})
    return Subject(file.stem, file, parameters, examine, f"partnerlab run {file.as_posix()}{options}")


def _rehearsal() -> str:
    """Return what kernels are better off for if it is done once ahead of them: a review of the shortest sample."""
    from partnerlab.workplace import supplied

    samples = sorted(supplied("parameters").glob("*.yaml"), key=lambda file: file.stat().st_size)
    return f"from partnerlab.display.rehearsal import rehearse; rehearse({str(samples[0])!r})" if samples else ""


def _notebooks() -> Path:
    """Return the folder of notebooks here, or that which came with partnerlab."""
    from partnerlab.workplace import supplied

    return Path("notebooks") if Path("notebooks").is_dir() else supplied("notebooks")


def _check_date(text: str) -> None:
    try:
        date.fromisoformat(text or "2000-01-01")
    except ValueError:
        message = f'"{text}" is not a date; write YYYY-MM-DD, such as 2026-03-31'
        raise click.BadParameter(message, param_hint="--as-at") from None


def _print_pages(output: Path) -> None:
    """Print every finished page to a PDF beside it; without a browser, say so and leave the pages as they are."""
    from partnerlab.errors import RunError
    from partnerlab.runner.pdf import write_pdfs

    pages = sorted(page for page in output.rglob("*.html") if not page.stem.endswith(".failed"))
    try:
        click.echo(f"{len(write_pdfs(pages))} pages printed to PDF.")
    except RunError as error:
        click.echo(f"{error} The pages themselves are complete.", err=True)


def _partnership_files(files: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return the files asked for, or all in parameters/; a folder stands for the files in it."""
    found: list[Path] = []
    for file in files or (Path("parameters"),):
        inside = sorted(file.glob("*.yaml")) if file.is_dir() else [file]
        found += [path for path in inside if path not in found]
    if not found:
        message = "there are no partnerships in parameters/; `partnerlab new` lays out samples"
        raise click.UsageError(message)
    slugs = [path.stem for path in found]
    doubled = sorted({slug for slug in slugs if slugs.count(slug) > 1})
    if doubled:
        message = f"two files are called {doubled[0]}; each partnership's folder of reviews needs a name of its own"
        raise click.UsageError(message)
    return tuple(found)


def _read_all(files: tuple[Path, ...], as_at: str) -> list[tuple[Path, Any]]:
    """Read every file before anything else happens; all faults of all files are raised at once."""
    from partnerlab.partnership import read_partnership

    partnerships: list[tuple[Path, Any]] = []
    faults: list[Fault] = []
    for file in files:
        try:
            partnerships.append((file, read_partnership(file, as_at=as_at)))
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return partnerships


if __name__ == "__main__":
    main()
