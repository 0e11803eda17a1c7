"""Formulas as MathML, which browsers draw and screen readers read without a script; their LaTeX goes with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import escape, unescape
from xml.etree.ElementTree import Element, SubElement

from partnerlab.page.markup import SOURCE, write_markup

MATHEMATICS = frozenset(
    """math semantics annotation mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle mpadded mphantom merror
    msub msup msubsup munder mover munderover mmultiscripts mprescripts mtable mtr mtd menclose""".split()  # noqa: SIM905 - words read better as words
)
"""Elements of formulas; none of them loads or runs anything."""
TOKENS = frozenset({"annotation", "mi", "mn", "mo", "ms", "mtext"})
"""Those that hold text alone: elements within them a browser reads by other rules."""
_PARTS = {
    **dict.fromkeys(("mfrac", "mroot", "msub", "msup", "munder", "mover"), 2),
    **dict.fromkeys(("msubsup", "munderover"), 3),
}
"""How many parts an element must have; the converter leaves out what was not typed."""
_WORDS = frozenset(
    """accent accentunder columnalign columnlines display displaystyle encoding fence form largeop linethickness
    mathvariant movablelimits notation rowalign rowlines scriptlevel separator stretchy symmetric""".split()  # noqa: SIM905 - as above
)
_LENGTHS = frozenset({"columnspacing", "rowspacing", "width", "lspace", "rspace"})
_WORD = re.compile(r"[\w /.+-]{0,60}")
_ONE_LENGTH = r"-?\d{0,2}(?:\.\d{1,4})?(?:em|ex|pt|px)"
_LENGTH = re.compile(rf"{_ONE_LENGTH}(?: {_ONE_LENGTH}){{0,8}}")
LONGEST = 4000
"""Characters of a formula that is turned into MathML; a longer one stays as it was typed."""
_DELIMITED = re.compile(r"\s*(?:\$\$(.+)\$\$|\$(.+)\$|\\\[(.+)\\\]|\\\((.+)\\\))\s*", re.DOTALL)
ENVIRONMENTS = r"equation|align|gather|multline|eqnarray|alignat|flalign|math|displaymath"
_ENVIRONMENT = re.compile(rf"\s*(\\begin\{{({ENVIRONMENTS})\*?\}}.*\\end\{{\2\*?\}})\s*", re.DOTALL)
_ROWS = {
    **dict.fromkeys(("aligned", "alignedat", "alignat", "flalign", "eqnarray"), "split"),
    **dict.fromkeys(("gathered", "gather", "multline"), "matrix"),
    "dcases": "cases",
}
"""Environments of several lines that the converter does not know, and one that it lays out so."""
_LINES = re.compile(rf"\\(begin|end)\{{({'|'.join(_ROWS)})\*?\}}((?<=at\}})\{{\d+\}}|(?<=at\*\}})\{{\d+\}})?")
_UNKNOWN = re.compile(r"\\[A-Za-z]+")


def write_formula(latex: str, *, display: bool = False) -> str:
    r"""Write a formula as HTML: MathML with its LaTeX where that is understood, otherwise the LaTeX as it was typed.

    Parameters
    ----------
    latex
        Without dollar signs.
    display
        Whether it stands in a line of its own.

    Examples
    --------
    >>> write_formula(r"unknown\command")
    '<span>$unknown\\command$</span>'
    >>> "<msub><mi>a</mi><mn>1</mn></msub>" in write_formula("a_1 * b_2")
    True
    """
    read = _read(latex, display=display)
    if read is not None:
        return f"<p>{read}</p>\n" if display else read
    return f"<p>$${escape(latex)}$$</p>\n" if display else f"<span>${escape(latex)}$</span>"


def read_formula(text: str) -> str | None:
    r"""LaTeX between the signs that mark it as a formula; None where a text is none, or more than one.

    Examples
    --------
    >>> read_formula(r"$\displaystyle \frac{1}{2}$")
    '\\displaystyle \\frac{1}{2}'
    >>> read_formula(r"\begin{tabular}{l} a \end{tabular}")
    """
    found = _DELIMITED.fullmatch(text) or _ENVIRONMENT.fullmatch(text)
    latex = next(filter(None, found.groups()), None) if found else None
    return None if latex is None or "$" in latex else latex


def is_understood(latex: str) -> bool:
    """Whether a formula can be turned into MathML."""
    return _read(latex, display=False) is not None


def allowed_in_formulas(attributes: Mapping[str, str | None]) -> Iterator[tuple[str, str]]:
    """Attributes that an element of a formula may have; sizes are small, so that nothing is laid over the page."""
    for name, value in attributes.items():
        pattern = _WORD if name in _WORDS else _LENGTH if name in _LENGTHS else None
        if pattern is not None and value is not None and pattern.fullmatch(value):
            yield name, value


@lru_cache(512)
def _read(latex: str, *, display: bool) -> str | None:
    """MathML of a formula; None when it is too long, faulty, or holds a command that is not known."""
    from latex2mathml.converter import convert_to_element  # noqa: PLC0415 - a page without formulas does without

    if len(latex) > LONGEST:
        return None
    try:
        known = _LINES.sub(lambda found: f"\\{found[1]}{{{_ROWS[found[2]]}}}", latex)
        drawn: Element = convert_to_element(known, display="block" if display else "inline")
        copied = _copy(drawn)
    except Exception:  # a converter of what anybody may type fails in ways of its own
        return None
    words = "".join(copied.itertext())
    if _UNKNOWN.search(words) or words.count("&") > latex.count("\\&"):
        return None  # a mark between columns that are none would be drawn
    whole = Element("math", {"display": "block"} if display else {})
    meaning = SubElement(whole, "semantics")
    row = SubElement(meaning, "mrow")
    row.extend(copied)
    SubElement(meaning, SOURCE, {"encoding": "application/x-tex"}).text = latex
    return write_markup(whole)


def _copy(element: Element) -> Element:
    """The same with characters for the names by which the converter writes them."""
    if element.tag not in MATHEMATICS:
        raise ValueError(f"{element.tag} is no element of a formula")
    copied = Element(element.tag, dict(allowed_in_formulas(element.attrib)))
    copied.text = unescape(element.text) if element.text else None
    copied.extend(map(_copy, element))
    empty = copied.tag == "mo" and not copied.text  # what becomes of a command that is half known
    if empty or (len(copied) and copied.tag in TOKENS) or len(copied) != _PARTS.get(copied.tag, len(copied)):
        raise ValueError(f"{copied.tag} does not hold what it should")
    return copied
