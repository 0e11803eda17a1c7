"""Findings as people read them: worst first, by word, shape and colour, each with its paragraph and its way out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pandas as pd
from markupsafe import Markup

from partnerlab.analysis.grades import Severity
from partnerlab.characters import slug_of
from partnerlab.display.results import Shown, every_citation, every_term, gather_citations, link_citation
from partnerlab.display.shortening import cut_short
from partnerlab.display.table import Table, write_keys, write_text
from partnerlab.page.parts import name_content, read_lights, render
from partnerlab.wording import counted, first_of_kind, listed, verb, with_capital

if TYPE_CHECKING:
    from partnerlab.analysis.findings import Fact, Finding
    from partnerlab.analysis.matters import Matter
    from partnerlab.analysis.review import Review

LONGEST_UNFOLDED = 3
"""Findings that stand unfolded; a longer list is folded by light, since what matters most stands at the head."""
MOST_MATTERS = 7
"""Matters that the answer in short names; all findings follow below it."""
MOST_WORDS = 40
"""Words of a matter in the answer in short; the finding that it leads to has it whole."""
MOST_STEPS = 5
"""Steps that the answer in short names."""
MOST_FACTS = 5
"""Facts that a finding lists; how many more there are is said, and the results for machines hold all."""
WHOLE = "partnership"
"""Subject of a finding about all of it, which need not be named."""
_JOINED = re.compile("( and | to | with |: )")
HOW_CHANGED = {
    "worse": "worse",
    "better": "better",
    "new": "new",
    "known for the first time": "known for the first time",
    "resolved": "resolved",
    "gone": "no longer found",
    "no longer known": "no longer known",
    "changed": "changed",
}
"""Ways in which a finding changes, as a page says them."""


def findings(
    found: Iterable[Finding],
    *,
    names: Mapping[str, str] = MappingProxyType({}),
    fold: bool = True,
    empty: str = "There is nothing to report.",
) -> Shown:
    """Show findings by light, worst first; those of one rule stand together and say once what to do.

    What cannot be told is gathered by the entry that would settle it, what settles most first.

    Parameters
    ----------
    found
        Findings, in any order.
    names
        What a reader knows subjects by, by their ids: `Review.names`.
    fold
        Whether a long list is folded away by light, with how many there are of each.
    empty
        What is said when there is none.

    Examples
    --------
    >>> "nothing" in findings([]).html
    True
    """
    listed = sorted(found, key=lambda finding: (finding.severity.rank, finding.code, finding.subject))
    asks = gather_citations(finding.paragraph for finding in listed)
    groups = []
    for severity in Severity:
        rows = [finding for finding in listed if finding.severity is severity]
        if rows:
            gather, show = (
                (_group_by_entry, _show_entry) if severity is Severity.UNKNOWN else (_group_by_rule, _show_kind)
            )
            groups.append(
                {
                    "light": show_light(severity),
                    "status": severity.value,
                    "count": len(rows),
                    "folded": fold and len(listed) > LONGEST_UNFOLDED,
                    "findings": [show(kind, names) for kind in gather(rows)],
                }
            )
    text = "\n".join(_as_line(finding) for finding in listed) or empty
    return Shown(render("findings", groups=groups, empty=empty), text, citations=asks)


def answer_in_short(review: Review, changes: pd.DataFrame | None = None) -> Shown:
    """Show what a reader wants to know in a minute, and hand the review's results on to whoever runs it.

    Parameters
    ----------
    changes
        What `compare_reviews` returns; None leaves out what has changed.

    Returns
    -------
    Shown
        How many findings of each light, in words; the worst; what changed; who does what by when.
    """
    results = review.for_machines() | _hand_on_changes(review, changes)
    worst = _group_alike(review.matters())[:MOST_MATTERS]
    agreed = [step for step in results["actions"] if step["owner"] or step["due"]]
    sentence = summarise_review(review)
    since, changed = _summarise_changes(changes)
    later = review.later()
    html = render(
        "answer",
        id=name_content(sentence),
        sentence=sentence,
        illustrative=review.partnership.illustrative,
        tally=[
            {"status": severity.value, "count": count, "light": show_light(severity)}
            for severity, count in review.counts().items()
        ],
        worst=[_show_brief(alike, review.names) for alike in worst],
        changed=changed,
        since=since,
        steps=[_show_step(step, review.names) for step in agreed[:MOST_STEPS]],
        scope=" ".join(filter(None, (_say_scope(later), _say_elsewhere(review)))),
        later=_list_later(later),
    )
    asks = every_citation() | gather_citations(alike[0].first.paragraph for alike in worst)
    return Shown(html, sentence, results=results, citations=asks, terms=every_term())


def _hand_on_changes(review: Review, changes: pd.DataFrame | None) -> dict[str, Any]:
    """Return how findings changed since the last review, as the portfolio reads it; nothing without one."""
    since = changes.attrs.get("since") if changes is not None else None
    if changes is None or since is None:
        return {}
    now = {finding.key: finding.severity.value for finding in review.findings}
    rows = [
        {
            "since": since.isoformat(),
            "change": row["change"],
            "code": row["code"],
            "subject": row["what"],
            "severity": now.get((row["code"], row["what"])),
            "message": say_of(row["what"], split_light(row["after"] or row["before"])[1], review.names),
        }
        for row in changes[changes["kind"] == "finding"].to_dict("records")
    ]
    return {"compared_with": since.isoformat(), "changes": rows}


def _say_scope(later: pd.DataFrame) -> str:
    """Say how many checks apply at this stage, so that few findings are not taken for few faults; empty for all."""
    if later.empty:
        return ""
    now = later.attrs["of"] - len(later)
    applies = verb(now, "applies", "apply") if now else "apply"
    return f"At this stage {now or 'none'} of {counted(later.attrs['of'], 'check')} {applies}. The others begin later."


def _say_elsewhere(review: Review) -> str:
    """Say how many findings stand below that another review counts, so that the two counts are not held to differ."""
    if not (of := len(review.from_elsewhere)):
        return ""
    return f"“What was found” adds {counted(of, 'finding')} that other reviews count."


def _list_later(later: pd.DataFrame) -> Markup:
    """Show, folded, which checks begin at which later stage; nothing where all apply."""
    if later.empty:
        return Markup()
    headings = {"stage": "Begins at", "code": "Check", "question": "What it asks"}
    table = Table(later, "Checks that begin at a later stage", headings=headings)
    return render("more", name="What later stages ask", count=len(later), inside=table.html)


def summarise_review(review: Review) -> str:
    """Say in one sentence how a partnership stands: its stage, its date, and how many findings of each light."""
    counts = [
        f"{count} {read_lights()[severity.value]['meaning']}" for severity, count in review.counts().items() if count
    ]
    partnership = review.partnership
    stage = f" is at the {partnership.current_stage} stage" if partnership.current_stage else ""
    newest = ", the newest date in its data" if partnership.as_at == partnership.newest_date() else ""
    as_at = f"As at {write_text(partnership.as_at)}{newest}, " if partnership.as_at else ""
    remarks = "".join(f" {remark}" for remark in review.remarks)
    return f"{as_at}{partnership.name}{stage}. Findings: {listed(counts)}.{remarks}"


@cache
def show_light(severity: Severity | str) -> Markup:
    """Show a light as a word, a shape and a colour.

    Examples
    --------
    >>> "Act now" in show_light("red")
    True
    """
    return render("light", status=str(severity))


def name_finding(finding: Finding) -> str:
    """Name of the place on a page where a finding stands."""
    return f"finding-{slug_of(f'{finding.code} {finding.subject}', longest=60)}"


def _group_by_rule(found: Sequence[Finding]) -> list[list[Finding]]:
    """Findings of the same light and rule together, in the order of the first of each."""
    kinds: dict[tuple[Severity, str], list[Finding]] = {}
    for finding in found:
        kinds.setdefault((finding.severity, finding.code), []).append(finding)
    return list(kinds.values())


def _group_by_entry(found: Sequence[Finding]) -> list[list[Finding]]:
    """What cannot be told by the entry that would settle it, what settles most first; the rest by rule."""
    entries: dict[str, list[Finding]] = {}
    for finding in found:
        if finding.enter is not None:
            entries.setdefault(finding.enter.field, []).append(finding)
    alone = [finding for finding in found if finding.enter is None]
    return [*sorted(entries.values(), key=len, reverse=True), *_group_by_rule(alone)]


def _show_entry(kind: Sequence[Finding], names: Mapping[str, str]) -> Markup:
    """Show what one entry would settle; what has no such entry as other findings are shown."""
    first = kind[0]
    if first.enter is None:
        return _show_kind(kind, names)
    entries = [finding.enter for finding in kind if finding.enter is not None]
    cases = [
        _show_case(finding, names)
        | {"find_out": write_keys(entry.find_out) if entry.find_out != entries[0].find_out else ""}
        | {"cites": [{"code": finding.code, "anchor": name_finding(finding), "of": link_citation(finding.paragraph)}]}
        for finding, entry in zip(kind, entries, strict=True)
    ]
    return render(
        "unknown",
        light=show_light(first.severity),
        settles=counted(len(kind), "question"),
        find_out=write_keys(first_of_kind(entry.find_out for entry in entries)),
        enter=first.enter.field,
        cases=_say_once(cases),
    )


def _say_once(cases: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return cases that say the same of the same as one, with the codes of all."""
    once: dict[tuple[Any, ...], dict[str, Any]] = {}
    for case in cases:
        alike = (case["subject"], case["message"], case["find_out"], tuple(case["facts"]), case["more"])
        first = once.setdefault(alike, case | {"cites": []})
        first["cites"] = [*first["cites"], *case["cites"]]
    return list(once.values())


def _show_kind(kind: Sequence[Finding], names: Mapping[str, str]) -> Markup:
    """Show findings of one rule: what all are told to do, and why now, once; what differs beside each."""
    first, cases = kind[0], [_show_case(finding, names) for finding in kind]
    reasons = {str(case["why_red"]) for case in cases}
    (remedy, times), *_ = Counter(finding.remedy for finding in kind).most_common(1)
    return render(
        "finding",
        severity=str(first.severity),
        light=show_light(first.severity),
        code=first.code,
        basis=first.basis.word,
        citation=link_citation(first.paragraph),
        remedy=write_keys(remedy if times > 1 or len(kind) == 1 else ""),
        why_red=reasons.pop() if len(cases) > 1 and len(reasons) == 1 else "",
        cases=cases,
    )


def name_subject(subject: str, names: Mapping[str, str], message: str = "") -> str:
    """Name what a finding is about as a reader knows it; nothing where the message says it already.

    Examples
    --------
    >>> name_subject("LSC and B", {"LSC": "Lough Council"}), name_subject("LSC", {"LSC": "Council"}, "Council left.")
    ('Lough Council and B', '')
    >>> name_subject("risk R1", {}), name_subject("partnership", {}), name_subject("team", {}, "Team has 2 leads.")
    ('risk R1', '', '')
    >>> name_subject("A", {"A": "DoH", "name A": "Department of Health"}, "Department of Health has no seat.")
    ''
    """
    if subject == WHOLE:
        return ""
    parts = [subject] if subject in names else _JOINED.split(subject)
    named = "".join(names.get(part, part) for part in parts)
    if all(_is_named(part, names, message) for part in parts[::2]):
        return ""
    return "" if subject not in names and named.casefold() in message.casefold() else named


def _is_named(subject: str, names: Mapping[str, str], message: str) -> bool:
    """Whether a message names what a reader knows by a name: by the short one or the full one."""
    known = filter(None, (names.get(subject), names.get(f"name {subject}")))
    return any(name in message for name in known)


def split_light(said: str) -> tuple[str, str]:
    """Return the light that a sentence on a change begins with, and the rest; "Cannot tell" is part of what is said.

    Examples
    --------
    >>> split_light("Act now: No chair."), split_light("Cannot tell: no chair is recorded.")
    (('Act now', 'No chair.'), ('', 'Cannot tell: no chair is recorded.'))
    """
    light, _, rest = said.partition(": ")
    words = {severity.word for severity in Severity if severity is not Severity.UNKNOWN}
    return (light, rest) if light in words else ("", said)


def say_of(subject: str, message: str, names: Mapping[str, str]) -> str:
    """Say what a finding says, after what it is about where it does not say so itself.

    Examples
    --------
    >>> say_of("no leadership", "2 signals warn of it.", {}), say_of("partnership", "No reason is recorded.", {})
    ('No leadership: 2 signals warn of it.', 'No reason is recorded.')
    """
    named = name_subject(subject, names, message)
    return f"{with_capital(named)}: {message}" if named else message


def _show_case(finding: Finding, names: Mapping[str, str]) -> dict[str, object]:
    facts = _leave_out_said(finding)
    return {
        "anchor": name_finding(finding),
        "subject": with_capital(name_subject(finding.subject, names, finding.message)),
        "message": write_keys(finding.message),
        "why_red": finding.consequence.meaning if finding.consequence else "",
        "remedy": write_keys(finding.remedy),
        "facts": facts[:MOST_FACTS],
        "more": max(len(facts) - MOST_FACTS, 0),
    }


def _leave_out_said(finding: Finding) -> list[Fact]:
    """Return what a finding rests on, without words that it says already: of these the place is left.

    Of several facts the words are kept where the finding holds more than they say, since they tell the places apart.
    """
    message = finding.message.rstrip(".").casefold()
    facts = []
    for fact in finding.evidence:
        text = fact.text.rstrip(".")
        plain = text.casefold()
        said = message == plain or message.endswith(f": {plain}")
        if len(finding.evidence) == 1 and not said:
            within = rf"(?<!\w){re.escape(plain)}(?!\w)"
            said = bool(plain and re.search(within, f"{finding.subject.casefold()}: {message}"))
        if not said or fact.file:
            facts.append(fact.model_copy(update={"text": "" if said else text if fact.file else fact.text}))
    return facts


def _group_alike(matters: Sequence[Matter]) -> list[list[Matter]]:
    """Matters whose first finding is of one rule together, in the order of the first of each."""
    alike: dict[tuple[Severity, str], list[Matter]] = {}
    for matter in matters:
        alike.setdefault((matter.severity, matter.first.code), []).append(matter)
    return list(alike.values())


def _show_brief(alike: Sequence[Matter], names: Mapping[str, str]) -> dict[str, object]:
    """Show one matter, with how much has the same cause and how many more are like it."""
    finding = alike[0].first
    return {
        "light": show_light(finding.severity),
        "anchor": name_finding(finding),
        "message": _say_in_brief(finding, names),
        "same": _list_beside(alike[0].findings[1:], names),
        "beside": len(alike[0].findings) - 1,
        "more": len(alike) - 1,
        "basis": finding.basis.word,
        "citation": link_citation(finding.paragraph),
    }


def _say_in_brief(finding: Finding, names: Mapping[str, str]) -> Markup:
    """Return what a finding says, after what it is about where it does not say so itself."""
    subject = name_subject(finding.subject, names, finding.message)
    message = cut_short(finding.message, MOST_WORDS)
    return write_keys(f"{with_capital(subject)}: {message}" if subject else message)


def _list_beside(findings: Sequence[Finding], names: Mapping[str, str]) -> list[dict[str, object]]:
    """Return of each code its first finding, with what it says, where it stands and how many more there are."""
    codes: dict[str, list[Finding]] = {}
    for finding in findings:
        codes.setdefault(finding.code, []).append(finding)
    return [
        {"code": code, "anchor": name_finding(rows[0]), "message": _say_in_brief(rows[0], names), "more": len(rows) - 1}
        for code, rows in codes.items()
    ]


def _show_step(step: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, str]:
    due = f"by {write_text(pd.Timestamp(step['due']).date())}" if step["due"] else "no date yet"
    return {
        "what": step["what"],
        "owner": name_subject(step["owner"] or "nobody yet", names),
        "due": due,
        "state": step["state"],
    }


def _summarise_changes(changes: pd.DataFrame | None) -> tuple[str, str]:
    if changes is None:
        return "", ""
    since = changes.attrs.get("since")
    if since is None:
        return "", "There is no earlier review to compare with."
    told = changes.loc[changes["kind"] == "finding", "change"].value_counts()
    parts = [f"{told[change]} {word}" for change, word in HOW_CHANGED.items() if change in told]
    rest = len(changes) - int(told.sum())
    findings_said = f"Findings: {listed(parts)}." if parts else "No finding has changed." if rest else ""
    rest_said = f"Figures and facts: {rest} changed." if rest else ""
    return f" since {write_text(since)}", " ".join(filter(None, (findings_said, rest_said))) or "Nothing has changed."


def _as_line(finding: Finding) -> str:
    asks = f"{finding.basis.word} {finding.paragraph}"
    return f"{finding.code} {finding.severity.word}: {finding.subject}: {finding.message} ({asks})"
