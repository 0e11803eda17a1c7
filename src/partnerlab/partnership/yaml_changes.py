"""Changes to what stands in a YAML file, made at the places that the reader knows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from partnerlab.partnership.drafts import Part
from partnerlab.partnership.nodes import Entry, Mapping, Scalar, Sequence, Span
from partnerlab.partnership.shaping import ANYTHING
from partnerlab.partnership.splicing import SpliceError, Text
from partnerlab.partnership.yaml_texts import Layout, block_text, flow_entry, flow_text, leaf_text

_LONE_DASH = re.compile(r"[ ]*(?:- +)*-[ \t]*(?:#.*)?")
_PROPERTIES = re.compile(r"(?:[ \t]+[&!]\S*)+")
_COMMENT = re.compile(r"[ \t]*#[^\r\n]*")


@dataclass(frozen=True)
class Slot:
    """Where a value stands."""

    text: Text
    layout: Layout
    """How the file lays out what stands line by line."""
    start: int
    end: int
    """From behind the colon or the dash to the end of the value."""
    indent: int
    """How many spaces in the name or the dash stands."""
    flow: bool
    """Whether it stands within brackets or braces."""

    def fill(self, part: Part) -> None:
        """Put a new value in place of the one that is there, or of none; a comment in its line stays there."""
        if self.flow:
            self.text.replace(self.start, self.end, " " + flow_text(part))
            return
        written = self.layout.value(part, self.indent)
        rest = self.text.whole[self.end : self.text.line_end(self.end)]
        if rest.strip() and "\n" in written:
            if not written.startswith(("\n", "\r")):
                written = " " + leaf_text(part.value, flow=False, quote='"')
            else:
                self.text.replace(self.start, self.end, "")
                self.text.insert(self.text.line_end(self.end), written)
                return
        self.text.replace(self.start, self.end, written)

    def empty(self, inner: Iterable[Span], brackets: str) -> None:
        """Take away all parts line by line, leaving brackets behind the colon, and comments between the parts."""
        properties = _PROPERTIES.match(self.text.whole, self.start)
        self.text.insert(properties.end() if properties else self.start, f" {brackets}")
        for span in inner:
            start, end = self.text.line_start(span.start), self.text.next_line(span.end)
            self.text.replace(start, end, "")


def fill_leaf(part: Part, node: Scalar, slot: Slot) -> None:
    """Put a single value in place of another, quoted alike where that can be."""
    text = slot.text
    old = text.whole[slice(*node.span)]
    quote = old[0] if old[:1] in {'"', "'"} and isinstance(part.value, str) else ""
    alone = not text.whole[node.span.end : text.line_end(node.span.end)].strip()
    if isinstance(part.value, str) and not slot.flow and not quote and alone:
        indent = (slot.indent if slot.indent >= 0 else 0) + slot.layout.step
        if block := block_text(part.value, indent, text.line_break(node.span.start)):
            text.replace(*node.span, block)
            return
    text.replace(*node.span, leaf_text(part.value, flow=slot.flow, quote=quote))


def slot_of_name(text: Text, layout: Layout, node: Mapping, entry: Entry) -> Slot:
    """Return where the value of a name stands."""
    start = _behind_colon(text, entry)
    end = start if entry.value is None else entry.value.end
    return Slot(text, layout, start, end, text.column(entry.name.start), node.flow)


def slot_of_item(text: Text, layout: Layout, node: Sequence, span: Span) -> Slot:
    """Return where an item of a list stands."""
    start = span.start if node.flow else dash_of(text, span.start) + 1
    return Slot(text, layout, start, span.end, text.column(start) - (not node.flow), node.flow)


def change_names(
    node: Mapping, slot: Slot, added: dict[str, Part], removed: list[str], refilled: dict[str, Part]
) -> None:
    """Add, take away and refill named values, in braces or line by line."""
    text, layout = slot.text, slot.layout
    for name in [name for name in added if name in node.entries]:
        refilled = {**refilled, name: added[name]}
    added = {name: part for name, part in added.items() if name not in node.entries}
    for name, part in refilled.items():
        entry = node.entries[name]
        if node.flow and text.whole[_behind_colon(text, entry) - 1] != ":":
            text.insert(entry.name.end, ":")
        slot_of_name(text, layout, node, entry).fill(part)
    spans = {name: _entry_span(text, entry, flow=node.flow) for name, entry in node.entries.items()}
    kept = [span for name, span in spans.items() if name not in removed]
    if node.flow:
        new = [flow_entry(name, part) for name, part in added.items()]
        _change_flow(slot, node.span, [*spans.values()], kept, {len(kept): new})
        return
    column = text.column(next(iter(spans.values())).start)
    if kept:
        if added:
            line_break = text.line_break(kept[-1].end)
            written = _alike(layout, line_break).names(added, column)
            text.insert(text.line_end(kept[-1].end), line_break + " " * column + written)
        _remove_names(text, [*spans.values()], kept)
    elif added:
        text.replace(node.span.start, node.span.end, layout.names(added, column))
    else:
        text.replace(slot.start, node.span.end, " {}")


def change_items(node: Sequence, slot: Slot, spans: list[Span], value: list[Part], was: list[Part]) -> None:
    """Add and take away items of a list, in brackets or line by line; those that stay are left alone."""
    if any(span.start < node.span.start or span.end > node.span.end for span in spans):
        raise SpliceError(_aliased(slot.text, node.span.start))
    where = {id(part): span for part, span in zip(was, spans, strict=True)}
    kept: list[Span] = []
    new: dict[int, list[Part]] = {}
    for part in value:
        if id(part) in where:
            kept.append(where[id(part)])
        else:
            new.setdefault(len(kept), []).append(part)
    if kept != sorted(kept):
        raise SpliceError(f"the order of a list in {slot.text.name} cannot be changed; remove rows and add them again")
    if node.flow:
        if not spans and not slot.flow and any(isinstance(part.value, dict) for part in value):
            slot.fill(Part(value, ANYTHING))
            return
        written = {number: [flow_text(part) for part in parts] for number, parts in new.items()}
        _change_flow(slot, node.span, spans, kept, written)
    else:
        _change_lines(node, slot, spans, kept, new)


def _change_lines(node: Sequence, slot: Slot, spans: list[Span], kept: list[Span], new: dict[int, list[Part]]) -> None:
    text = slot.text
    column = text.column(node.span.start)
    flow = _is_flow(node)
    layout = _alike(slot.layout, text.line_break(node.span.start))
    if not kept and not new:
        dashes = [Span(dash_of(text, span.start), span.end) for span in spans]
        slot.empty(dashes, "[]")
        return
    if not kept:
        rows = layout.rows(new[0], column, flow=flow)
        text.replace(node.span.start, text.line_end(node.span.end), rows[column:])
        return
    for number, parts in new.items():
        if number == 0:
            first = dash_of(text, kept[0].start)
            text.insert(first, layout.rows(parts, column, flow=flow)[column:] + layout.line_break + " " * column)
            continue
        end = kept[number - 1].end
        line_break = text.line_break(end)
        text.insert(text.line_end(end), line_break + _alike(layout, line_break).rows(parts, column, flow=flow))
    _remove_names(text, [Span(dash_of(text, span.start), span.end) for span in spans], kept)


def into_list(node: Mapping | Scalar, slot: Slot, rows: list[Part]) -> None:
    """Make a list of one row that stands without a list, and add rows to it."""
    text = slot.text
    if isinstance(node, Scalar) or node.flow:
        text.insert(node.span.start, "[")
        text.insert(node.span.end, ", " + ", ".join(flow_text(row) for row in rows) + "]")
        return
    column = text.column(node.span.start)
    text.insert(node.span.start, "- ")
    line = text.next_line(node.span.start)
    while line < node.span.end:
        if text.whole[line : text.line_end(line)].strip():
            text.insert(line, "  ")
        line = text.next_line(line)
    line_break = text.line_break(node.span.end)
    layout = _alike(slot.layout, line_break)
    text.insert(text.line_end(node.span.end), line_break + layout.rows(rows, column, flow=False))


def dash_of(text: Text, at: int) -> int:
    """Return where the dash of an item stands that begins at a place, in its line or, alone, in one above."""
    line = text.line_start(at)
    before = text.whole[line:at].rstrip(" \t")
    while line > 0 and (not before.strip() or before.strip().startswith("#")):
        line = text.line_before(line)
        before = text.whole[line : text.line_end(line)]
    if before.endswith("-") and line == text.line_start(at):
        return line + len(before) - 1
    if _LONE_DASH.fullmatch(before):
        return line + before.partition("#")[0].rindex("-")
    raise SpliceError(_odd(text, at))


def _change_flow(slot: Slot, around: Span, spans: list[Span], kept: list[Span], new: dict[int, list[str]]) -> None:
    """Add and take away what stands in brackets or braces, with its commas."""
    text = slot.text
    inserted = {number: parts for number, parts in new.items() if parts}
    if not kept:
        if spans or inserted:
            text.replace(around.start + 1, around.end - 1, ", ".join(inserted.get(0, [])))
        return
    for number, parts in inserted.items():
        if number == 0:
            text.insert(kept[0].start, ", ".join(parts) + ", ")
        else:
            text.insert(kept[number - 1].end, "".join(f", {part}" for part in parts))
    staying = set(kept)
    for number, span in enumerate(spans):
        if span in staying:
            continue
        later = next((other for other in spans[number + 1 :] if other in staying), None)
        if later is not None:
            text.replace(span.start, spans[number + 1].start, "")
        else:
            before = spans[number - 1].end
            text.replace(before, span.end, "")


def _remove_names(text: Text, spans: list[Span], kept: list[Span]) -> None:
    """Take away what stands line by line: whole lines, or, behind a dash, up to what follows."""
    staying = {span.end for span in kept}
    for number, span in enumerate(spans):
        if span.end in staying:
            continue
        if text.whole[text.line_start(span.start) : span.start].strip():
            later = next((other for other in spans[number:] if other.end in staying), None)
            if later is None:
                raise SpliceError(_odd(text, span.start))
            text.replace(span.start, later.start, "")
        else:
            text.replace(text.line_start(span.start), text.next_line(span.end), "")


def _behind_colon(text: Text, entry: Entry) -> int:
    """Return the place behind the colon of a name; behind the name where it has none."""
    at = entry.name.end
    stop = len(text.whole) if entry.value is None else entry.value.start
    while at < stop:
        if text.whole[at] == ":":
            return at + 1
        comment = _COMMENT.match(text.whole, at)
        if comment and text.whole[at : comment.end()].lstrip().startswith("#"):
            at = comment.end()
        elif text.whole[at].isspace():
            at += 1
        else:
            break
    return entry.name.end


def _entry_span(text: Text, entry: Entry, *, flow: bool) -> Span:
    """Return where a name and its value stand; within braces, the space behind an empty name's colon belongs to it."""
    if entry.value is not None:
        return Span(entry.name.start, entry.value.end)
    end = _behind_colon(text, entry)
    return Span(entry.name.start, end + (flow and text.whole[end : end + 1] in {" ", "\t"}))


def _is_flow(node: Sequence) -> bool | None:
    """Whether the last row of a list stands in braces; None when none tells."""
    last = node.items[-1] if node.items else None
    return last.flow if isinstance(last, Mapping) else None


def _alike(layout: Layout, line_break: str) -> Layout:
    return layout if layout.line_break == line_break else Layout(layout.step, layout.dash, line_break)


def _aliased(text: Text, at: int) -> str:
    return f"{text.name}:{text.line_of(at)} repeats another part by an alias; write it out before changing it"


def _odd(text: Text, at: int) -> str:
    return f"{text.name}:{text.line_of(at)} is written in a way that is not changed here; change it by hand"
