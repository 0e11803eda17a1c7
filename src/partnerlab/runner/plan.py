"""What is to be run: notebooks × subjects, then what closes the run.

A subject is whatever a notebook is run for (a partnership, say); the runner knows only its slug, parameters and
files. Subjects are taken one by one, so that a plan of any length needs no more memory than a short one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from partnerlab.errors import Fault, RunError
from partnerlab.runner.notebook import Json
from partnerlab.suggestions import nearest


@dataclass(frozen=True)
class Subject:
    """One thing that every notebook of a plan is run for.

    Parameters
    ----------
    slug
        Name of its folder under the outputs.
    source
        The file that describes it.
    parameters
        What the notebooks are given. A path is handed over as text relative to the run's folder and recorded so.
    examine
        Checks the subject and returns the further files that it rests on; raises
        `partnerlab.errors.InputError` with every fault. Called before any kernel starts, and only when the source
        or the library has changed since it last passed. None when the source is all there is.
    command
        What a reader types to make the pages again; recorded in each.
    marking
        Says which protective marking its pages bear, also those of a notebook that failed before it could say so
        itself; called after `examine`, and as rarely. None for none.
    """

    slug: str
    source: Path
    parameters: Mapping[str, Json | Path] = field(default_factory=dict)
    examine: Callable[[], Iterable[Path]] | None = None
    command: str = ""
    marking: Callable[[], str] | None = None


@dataclass(frozen=True)
class Closing:
    """A notebook that runs once, after all subjects, over what they left.

    Parameters
    ----------
    notebook
        The notebook.
    parameters
        What it is given; paths as for a subject.
    page
        Name of its page under the outputs, such as ``index.html``.
    gathers
        Pattern, under the outputs, of the files that it reads.
    command
        What a reader types to make the page again.
    told
        Name of a parameter of the notebook that is told which subjects were left out, and why: slug to reason; "" when
        it takes none.
    inputs
        Further files that it reads, as paths for a subject are; it is due when one of them changes.
    keeps
        Pattern, under the outputs, of what it leaves for itself to read the next time; "" for nothing. A change of it
        makes nothing due.
    faults
        What is wrong with a further file, which it then does without; the file is set aside as a faulty subject is.
    """

    notebook: Path
    parameters: Mapping[str, Json | Path] = field(default_factory=dict)
    page: str = "index.html"
    gathers: str = "*/results.json"
    command: str = ""
    told: str = ""
    inputs: tuple[Path, ...] = ()
    keeps: str = ""
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Plan:
    """Notebooks × subjects, then the closing ones.

    Parameters
    ----------
    notebooks
        Run for every subject, in the order of results.
    subjects
        Taken one by one; must be iterable more than once or fit in memory.
    closing
        Run at the end, in order.
    warm_up
        Python that kernels are better off for if it is done once ahead of them all, such as reading what every
        notebook reads; it must start no thread. Results may not depend on it.
    """

    notebooks: tuple[Path, ...]
    subjects: Iterable[Subject]
    closing: tuple[Closing, ...] = ()
    warm_up: str = ""

    def select(self, only: Iterable[str]) -> frozenset[str]:
        """Names of the notebooks that are asked for.

        Parameters
        ----------
        only
            Names, whole (``03-risk-allocation``), in part (``3``, ``03``, ``risk-allocation``) or by a beginning that
            one notebook alone has (``risk``); nothing means all.

        Raises
        ------
        RunError
            A name fits no notebook, or fits more than one.

        Examples
        --------
        >>> plan = Plan((Path("01-scoping.ipynb"), Path("02-mapping.ipynb")), ())
        >>> sorted(plan.select(["02"]))
        ['02-mapping']
        """
        names = [path.stem for path in self.notebooks] + [closing.notebook.stem for closing in self.closing]
        chosen = {_match(wish, names) for wish in only}
        return frozenset(chosen or names)


def _match(wish: str, names: list[str]) -> str:
    plain = wish.removesuffix(".ipynb").casefold()
    fitting = [name for name in names if _fits(plain, name.casefold())] or [
        name for name in names if plain and any(part.startswith(plain) for part in _parts(name.casefold()))
    ]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise RunError(f'"{wish}" names more than one notebook: {", ".join(fitting)}; say more of the name')
    known = {part: name for name in names for part in (*name.split("-"), *_parts(name))}
    near = nearest(plain, known)
    hint = f'did you mean "{known[near]}"? There are' if near else "there are"
    raise RunError(f'"{wish}" names no one notebook; {hint} {", ".join(names)}')


def _fits(plain: str, name: str) -> bool:
    """Whether a name is said whole, or by its number, with or without noughts, or by what follows its number."""
    is_number = plain.isdecimal() and name.split("-", 1)[0].isdecimal()
    return plain in _parts(name) or (is_number and int(plain) == int(name.split("-", 1)[0]))


def _parts(name: str) -> list[str]:
    """Return the name, and the number and the words that it is made of."""
    return [name, *name.split("-", 1)]
