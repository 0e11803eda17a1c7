"""The commands, from `run` to `audit`: what each is for stands in its module.

Exit codes: 0 all is well; 1 a notebook failed, a page is at fault, or `check --fail-on` found something;
2 the command was mistyped; 3 an input file is at fault and nothing was done; 130 a person stopped it.
"""

from __future__ import annotations

import errno
import sys
from collections import Counter
from typing import Any

import click

from partnerlab import __version__
from partnerlab.cli.audit import audit
from partnerlab.cli.changes import add, discard, log, remove, set_value, undo
from partnerlab.cli.documents import documents
from partnerlab.cli.exchange import actions, import_workbook, workbook
from partnerlab.cli.findings import check, rules
from partnerlab.cli.forms import collect, form
from partnerlab.cli.lab import lab
from partnerlab.cli.leaving import leaving
from partnerlab.cli.network import network
from partnerlab.cli.relocation import archive, rename
from partnerlab.cli.run import run
from partnerlab.cli.series import series
from partnerlab.cli.terminal import print_what_is_known
from partnerlab.cli.thresholds import thresholds
from partnerlab.cli.translate import translate
from partnerlab.cli.workplace import new, schema
from partnerlab.errors import InputError, PartnerlabError
from partnerlab.files import explain
from partnerlab.wording import counted

FAULTY_INPUT = 3
"""Exit code when an input file is at fault."""
STOPPED = 130
"""Exit code when a person stopped it at the keyboard."""


LONGEST_HELP = 200
"""Characters of a command's help in the list of commands: more than any first sentence has."""

DONE = {
    "run": "run",
    "check": "checked",
    "audit": "checked",
    "rules": "listed",
    "thresholds": "listed",
    "leaving": "listed",
    "log": "listed",
}
"""What a command does when its input has no fault; any other writes."""


class _Commands(click.Group):
    """Turns our errors into one clear message and the right exit code."""

    def resolve_command(
        self, context: click.Context, words: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is meant; one option that says a single thing twice is refused.

        Click takes the last of them without a word.
        """
        name, command, rest = super().resolve_command(context, words)
        if command is not None:
            own = click.Context(command, info_name=name, parent=context)
            _, _, order = command.make_parser(own).parse_args(list(rest))
            for parameter, times in Counter(order).items():
                if (
                    isinstance(parameter, click.Option)
                    and not parameter.multiple
                    and not parameter.is_flag
                    and times > 1
                ):
                    raise click.UsageError(f"{parameter.opts[-1]} is given {times} times; give it once", own)
        return name, command, rest

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the first sentence of each command's help whole; click cuts it where the line ends."""
        names = self.list_commands(context)
        known = [(name, command) for name in names if (command := self.get_command(context, name)) is not None]
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.get_short_help_str(LONGEST_HELP)) for name, command in known])

    def invoke(self, context: click.Context) -> Any:
        print_what_is_known()
        try:
            return super().invoke(context)
        except InputError as error:
            for line in error.lines():
                click.echo(line, err=True)
            done = DONE.get(context.invoked_subcommand or "", "written")
            click.echo(f"{counted(len(error.faults), 'fault')} in the input; nothing was {done}.", err=True)
            sys.exit(FAULTY_INPUT)
        except PartnerlabError as error:
            click.echo(str(error), err=True)
            sys.exit(1)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # who reads has read enough: click ends without a word
            click.echo(explain(error), err=True)
            sys.exit(1)
        except (MemoryError, ImportError) as error:
            if isinstance(error, ImportError) and "failed to map" not in str(error):
                raise
            click.echo("more memory is needed than there is; make room, or allow more; nothing more was done", err=True)
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
    *(
        run,
        lab,
        check,
        rules,
        thresholds,
        leaving,
        schema,
        new,
        set_value,
        add,
        remove,
        log,
        undo,
        discard,
        rename,
        archive,
    ),
    *(documents, series, network, workbook, actions, import_workbook, form, collect, audit, translate),
):
    main.add_command(command)
