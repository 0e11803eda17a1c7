"""What figures are drawn with: one explicit context, set in one place.

Nothing is set when a module is imported. A notebook says once what it wants, ``charts.draw_with(interactive=True)``.
What Altair keeps for everybody, its data transformer and its checks, is changed while a chart of ours is made or
written, and put back (`partnerlab.display.specification.altair_in_context`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True)
class DrawingContext:
    """What figures are drawn with.

    Examples
    --------
    >>> DrawingContext()
    DrawingContext(interactive=False, checked=True, names={}, titles={})
    """

    interactive: bool = False
    """Whether figures carry their specification, so that a page can upgrade them in place; else they are drawings
    alone.
    """
    checked: bool = True
    """Whether Altair checks each part of our charts as it is made, which takes as long as making them; a chart that
    cannot be drawn is checked in any case.
    """
    names: Mapping[str, str] = field(default_factory=dict)
    """What readers know each organisation by, by its id; an id without a name stands for itself."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """What readers know each risk and each indicator by, by its kind and id, such as `risk R1`; one without a title
    stands for itself.
    """


class _Held:
    """The context in force, for all threads of a process: a figure made by a widget's thread is drawn like the rest."""

    context = DrawingContext()
    show: Callable[[Mapping[str, Any]], None] | None = None


def drawing_context() -> DrawingContext:
    """Return what figures are drawn with from here on.

    Examples
    --------
    >>> drawing_context().interactive
    False
    """
    return _Held.context


def draw_with(
    *,
    interactive: bool | None = None,
    checked: bool | None = None,
    names: Mapping[str, str] | None = None,
    titles: Mapping[str, str] | None = None,
) -> None:
    """Say what figures are drawn with from here on, as in `DrawingContext`; None leaves it as it is.

    Examples
    --------
    >>> draw_with(interactive=False)
    """
    told: dict[str, Any] = {"interactive": interactive, "checked": checked, "names": names, "titles": titles}
    _Held.context = replace(_Held.context, **{name: value for name, value in told.items() if value is not None})


def show_through(show: Callable[[Mapping[str, Any]], None] | None) -> None:
    """Have what is shown from here on pass through a function, which gives it a place that it can change later.

    `show` takes a bundle of MIME types as a notebook shows it; None for the notebook's own way.
    """
    _Held.show = show


def answers_to_pointer() -> bool:
    """Whether figures carry what lets them answer to a pointer: where that is asked for, and in a live workbook."""
    return _Held.context.interactive or _Held.show is not None


def shown_elsewhere(bundle: Callable[[], Mapping[str, Any]]) -> None:
    """Show a bundle by the function in force.

    Raises
    ------
    NotImplementedError
        When there is none, by which a notebook knows to show it in its own way.
    """
    if _Held.show is None:
        raise NotImplementedError
    _Held.show(bundle())
