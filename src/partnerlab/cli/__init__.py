"""The commands, from `run` to `audit`: what each is for stands in its module.

Exit codes: 0 all is well; 1 a notebook failed, a page is at fault, or `check --fail-on` found something;
2 the command was mistyped; 3 an input file is at fault and nothing was run; 130 a person stopped it.
"""

from __future__ import annotations

import sys
from typing import Any

import click

from partnerlab import __version__
from partnerlab.cli.audit import audit
from partnerlab.cli.changes import add, log, remove, set_value, undo
from partnerlab.cli.exchange import actions, import_workbook, workbook
from partnerlab.cli.findings import check, rules
from partnerlab.cli.forms import collect, form
from partnerlab.cli.network import network
from partnerlab.cli.run import run
from partnerlab.cli.series import series
from partnerlab.cli.terminal import print_what_is_known
from partnerlab.cli.thresholds import thresholds
from partnerlab.cli.workplace import new, schema
from partnerlab.errors import InputError, PartnerlabError

FAULTY_INPUT = 3
"""Exit code when an input file is at fault."""
STOPPED = 130
"""Exit code when a person stopped it at the keyboard."""


class _Commands(click.Group):
    """Turns our errors into one clear message and the right exit code."""

    def invoke(self, context: click.Context) -> Any:
        print_what_is_known()
        try:
            return super().invoke(context)
        except InputError as error:
            for line in error.lines():
                click.echo(line, err=True)
            count = len(error.faults)
            click.echo(f"{count} fault{'s' if count > 1 else ''} in the input; nothing was run.", err=True)
            sys.exit(FAULTY_INPUT)
        except PartnerlabError as error:
            click.echo(str(error), err=True)
            sys.exit(1)
        except KeyboardInterrupt:
            click.echo("Stopped.", err=True)
            sys.exit(STOPPED)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="partnerlab")
def main() -> None:
    """Review partnerships by the guide Making Partnerships Work.

    Start with `partnerlab new` in an empty folder, then `partnerlab run`.
    """


for command in (
    run,
    check,
    rules,
    thresholds,
    schema,
    new,
    set_value,
    add,
    remove,
    log,
    undo,
    series,
    network,
    workbook,
    actions,
    import_workbook,
    form,
    collect,
    audit,
):
    main.add_command(command)
