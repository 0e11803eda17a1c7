"""From what is meant back to the files: each change spliced in where the reader found what it changes."""

from __future__ import annotations

from collections.abc import Mapping as Names
from dataclasses import dataclass, field

from partnerlab.partnership import yaml_changes
from partnerlab.partnership.csv_changes import Table
from partnerlab.partnership.drafts import Part
from partnerlab.partnership.nodes import Mapping, Node, Scalar, Sequence
from partnerlab.partnership.shaping import Location
from partnerlab.partnership.sheet_files import names_sheet
from partnerlab.partnership.splicing import SpliceError, Text
from partnerlab.partnership.yaml_changes import Slot
from partnerlab.partnership.yaml_texts import Layout, layout_of


@dataclass
class Writer:
    """Works out the changes to the files of a partnership; writes none."""

    contents: Names[str, bytes]
    """Bytes of each file that was read."""
    nodes: Names[Location, Node]
    """What was typed at each location."""
    file: str
    """Name of the partnership's file."""
    texts: dict[str, Text] = field(default_factory=dict)
    """The files with their changes."""
    notes: list[str] = field(default_factory=list)
    """What a reader of the difference should be told, such as a new column."""
    _layouts: dict[str, Layout] = field(default_factory=dict)

    def write(self, draft: Part) -> None:
        """Work out all changes that a draft asks for.

        Raises
        ------
        SpliceError
            When something is written in a way that cannot be changed in place.
        """
        self._record(draft, self._root_slot(self.nodes[()]))

    def _text(self, file: str) -> Text:
        if file not in self.texts:
            self.texts[file] = Text.of(file, self.contents[file])
        return self.texts[file]

    def _layout(self, file: str, root: Node) -> Layout:
        if file not in self._layouts:
            self._layouts[file] = layout_of(self._text(file), root)
        return self._layouts[file]

    def _root_slot(self, root: Node) -> Slot:
        text = self._text(root.place.file)
        return Slot(text, self._layout(root.place.file, root), root.span.start, root.span.end, 0, flow=False)

    def _part(self, part: Part, slot: Slot) -> None:
        """Work out the changes to a part that was read and stays."""
        node = self._node(part)
        if not isinstance(part.value, dict | list):
            if part.is_changed and isinstance(node, Scalar):
                yaml_changes.fill_leaf(part, node, slot)
        elif isinstance(part.value, dict):
            self._record(part, slot)
        elif part.plan.rows is not None:
            self._table(part, node, slot)
        elif isinstance(node, Sequence):
            self._items(part, node, slot)
        elif part.is_changed or any(item.is_changed for item in part.value):
            slot.fill(part)  # one value that stands for a list of one

    def _node(self, part: Part) -> Node:
        assert part.at is not None  # noqa: S101  # only parts that were read are walked
        return self.nodes[part.at]

    def _record(self, part: Part, slot: Slot) -> None:
        node = self._node(part)
        if not isinstance(node, Mapping):
            if part.is_changed or any(inner.is_changed for inner in part.value.values()):
                slot.fill(part)  # a bare value that stands for a row
            return
        refilled: dict[str, Part] = {}
        for name, inner in part.value.items():
            before = part.was.get(name)
            if before is None or (inner is before and not _is_touched(inner)):
                continue
            if name not in node.entries:  # an id, which stands as the name of its row
                self._part(inner, slot)
            elif inner is before:
                self._part(inner, self._slot_of(node, name, slot))
            else:
                refilled[name] = inner
        added = {name: inner for name, inner in part.value.items() if name not in part.was}
        removed = [name for name in part.was if name not in part.value]
        if added or removed or refilled:
            yaml_changes.change_names(node, slot, added, removed, refilled)

    def _slot_of(self, node: Mapping, name: str, slot: Slot) -> Slot:
        return yaml_changes.slot_of_name(slot.text, slot.layout, node, node.entries[name])

    def _items(self, part: Part, node: Sequence, slot: Slot) -> None:
        kept = {id(inner) for inner in part.value}
        for inner, item in zip(part.was, node.items, strict=True):
            if id(inner) in kept and _is_touched(inner):
                self._part(inner, yaml_changes.slot_of_item(slot.text, slot.layout, node, item.span))
        if part.is_changed:
            yaml_changes.change_items(node, slot, [item.span for item in node.items], part.value, part.was)

    def _table(self, part: Part, node: Node, slot: Slot) -> None:
        if isinstance(node, Scalar) and node.text.lower().endswith(".csv"):
            self._csv(part, node)
        elif isinstance(node, Scalar) and names_sheet(node.text):
            if _is_touched(part):
                file = node.text.partition("#")[0]
                raise SpliceError(
                    f"{node.place}: this list is in {node.text}, which is never written. Change it there, "
                    f"or take {file} in with `partnerlab import` and keep the list in the partnership's own files"
                )
        elif isinstance(node, Sequence):
            self._rows(part, node, slot)
        elif isinstance(node, Mapping) and self._is_by_id(part, node):
            self._rows_by_id(part, node, slot)
        else:
            self._single_row(part, node, slot)

    def _csv(self, part: Part, node: Scalar) -> None:
        lines = [self._node(row).place.line for row in part.was]
        if part.is_changed or any(_is_touched(row) for row in part.value):
            table = Table.of(self._text(node.text), part.plan.rows)
            for column in table.change(part.value, part.was, lines):
                self.notes.append(f'{node.text} gains the column "{column}"')
        for row in part.value:
            for inner in row.value.values() if row.at is not None else ():
                if (
                    inner.at is not None
                    and inner.plan.rows is not None
                    and isinstance(cell := self._node(inner), Scalar)
                ):
                    self._table(inner, cell, self._root_slot(self.nodes[()]))

    def _rows(self, part: Part, node: Sequence, slot: Slot) -> None:
        kept = {id(row) for row in part.value}
        for row, item in zip(part.was, node.items, strict=True):
            if id(row) in kept and _is_touched(row):
                self._row(row, item, yaml_changes.slot_of_item(slot.text, slot.layout, node, item.span))
        if part.is_changed:
            yaml_changes.change_items(node, slot, [item.span for item in node.items], part.value, part.was)

    def _row(self, row: Part, item: Node, slot: Slot) -> None:
        """Work out the changes to a row, which may stand in a file of its own that the item names."""
        node = self._node(row)
        is_own = isinstance(item, Scalar) and isinstance(node, Mapping)
        self._record(row, self._root_slot(node) if is_own else slot)

    def _is_by_id(self, part: Part, node: Mapping) -> bool:
        model = part.plan.rows
        return model is not None and "id" in model.model_fields and "id" not in node.items

    def _rows_by_id(self, part: Part, node: Mapping, slot: Slot) -> None:
        ids = [*node.items]
        kept = {id(row) for row in part.value}
        for name, row in zip(ids, part.was, strict=True):
            if id(row) not in kept or not _is_touched(row):
                continue
            inner = self._slot_of(node, name, slot)
            item = node.items[name]
            if isinstance(item, Mapping):
                self._record(row, inner)
            elif any(part.is_changed for part in row.value.values()) or row.is_changed:
                rest = {key: value for key, value in row.value.items() if key != "id"}
                if row.value["id"].is_changed:
                    self._part(row.value["id"], inner)
                inner.fill(Part(rest, row.plan))
        added = {
            str(row.value["id"].value): Part({key: value for key, value in row.value.items() if key != "id"}, row.plan)
            for row in part.value
            if row.at is None and "id" in row.value
        }
        if nameless := [row for row in part.value if row.at is None and "id" not in row.value]:
            raise SpliceError(
                f"{slot.text.name}: {len(nameless)} new rows have no id, by which this table names its rows; add one"
            )
        removed = [name for name, row in zip(ids, part.was, strict=True) if id(row) not in kept]
        if added or removed:
            yaml_changes.change_names(node, slot, added, removed, {})

    def _single_row(self, part: Part, node: Node, slot: Slot) -> None:
        kept = [row for row in part.value if row in part.was]
        new = [row for row in part.value if row not in part.was]
        is_in_braces = isinstance(node, Mapping) and node.flow
        if not kept or (new and not is_in_braces and _is_touched(kept[0])):
            slot.fill(part)
            return
        if _is_touched(kept[0]):
            self._row(kept[0], node, slot)
        if new and isinstance(node, Mapping | Scalar):
            yaml_changes.into_list(node, slot, new)


def _is_touched(part: Part) -> bool:
    """Whether a part, or anything in it, is not as it was read."""
    if part.is_changed:
        return True
    inner = part.value.values() if isinstance(part.value, dict) else part.value if isinstance(part.value, list) else ()
    return any(_is_touched(item) for item in inner)
