// A table of inputs: each cell labelled for those who hear it, each fault beside the cell that it is about.
const MOST_ROWS = 60;
const MOST_LETTERS = 44;
let grids = 0;

function make(kind, attributes = {}, ...children) {
  const made = document.createElement(kind);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}

// Replaces what a part holds; whoever was at one of its controls stays there, by the words of its label.
function replace(part, ...inner) {
  const held = part.contains(document.activeElement) ? document.activeElement.dataset.part : undefined;
  part.replaceChildren(...inner);
  if (held) part.querySelector(`[data-part="${CSS.escape(held)}"]`)?.focus();
}

function labelled(words, control) {
  control.dataset.part ??= words;
  return make("label", {}, make("span", {}, words), control);
}

const chosenAmong = (pairs, chosen) => pairs.map(([value, words]) => make("option", { value, selected: value === chosen }, words));
const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;
const button = (words, onclick, attributes = {}) => make("button", { type: "button", onclick, ...attributes }, words);

// The beginning of a name, cut between words.
const shortened = words => words.length <= MOST_LETTERS ? words : `${words.slice(0, MOST_LETTERS).replace(/[\s,;:]+\S*$/, "")} …`;

class Grid {
  constructor(send) {
    this.send = send;
    this.id = `pl-grid-${(grids += 1)}`;
    this.element = make("div", { class: "pl-sheet" });
    this.all = false;
    this.sought = "";
    this.form = "";
    this.adding = false;
    this.waiting = new Map();
    this.faults = [];
  }

  show(sheet) {
    const known = new Set(this.sheet?.rows.map(row => row.key));
    if (sheet.table !== this.sheet?.table) Object.assign(this, { all: false, sought: "", form: "", adding: false });
    const added = this.adding ? sheet.rows.find(row => !known.has(row.key)) : null;
    Object.assign(this, { sheet, adding: this.adding && !added }); // the table may be shown anew before it has the row
    if (added && this.form) this.form = added.key;
    else if (added && !this.chosen().includes(added)) Object.assign(this, { all: true, sought: "" });
    this.draw();
    if (added) this.input(added.key, sheet.columns[0].name)?.focus(); // else it would stand below what is seen
  }

  add(told) { this.adding = true; this.send(told); }

  draw() {
    const focus = this.element.contains(document.activeElement) ? document.activeElement.dataset : null;
    const held = focus?.row ? [focus.row, focus.column] : null;
    this.inputs = new Map();
    this.told = new Map();
    const shown = this.chosen();
    const hidden = this.sheet.rows.length - shown.length;
    const lists = Object.entries(this.sheet.lists).map(([name, ids]) => make("datalist", { id: `${this.id}-${name}` },
      ...ids.map(([id, label]) => make("option", { value: id, label }))));
    const body = this.form ? this.drawForm() : this.drawTable(shown);
    const more = hidden && !this.form
      ? make("p", { class: "pl-note" }, `${shown.length} of ${this.sheet.rows.length} rows are shown. `,
          this.sought || this.all ? "" : button("Show all rows", () => { this.all = true; this.draw(); }))
      : "";
    this.element.replaceChildren(...lists, more, body);
    this.tellFaults(this.faults);
    if (held) this.input(held[0], held[1])?.focus();
  }

  chosen() {
    const sought = this.sought.toLowerCase();
    const says = row => [row.outer, ...Object.values(row.cells), ...this.sheet.columns.map(column => this.called(column.list, row.cells[column.name]))]
      .join(" ").toLowerCase();
    const rows = this.sheet.rows.filter(row => !sought || says(row).includes(sought));
    return this.all ? rows : rows.slice(-MOST_ROWS);
  }

  // What a row of another table is called whose id a cell holds.
  called(list, id) {
    const name = this.sheet.lists[list]?.find(each => each[0] === id)?.[1];
    return name && name !== id ? name : "";
  }

  number(row) { return this.sheet.rows.indexOf(row) + 1; }

  name(row) {
    const first = this.sheet.columns.slice(0, 3).map(column => row.cells[column.name]).filter(Boolean).join(" ");
    return `row ${this.number(row)}${first ? `, ${first.slice(0, 40)}` : ""}`;
  }

  drawTable(rows) {
    const { columns, belongs } = this.sheet;
    const headings = [make("th", { scope: "col" }, "Row"), make("th", { scope: "col" }, "Change"), ...(belongs ? [make("th", { scope: "col" }, belongs)] : []),
      ...columns.map(column => make("th", { scope: "col", title: column.help }, column.name, column.needed ? " *" : ""))];
    const lines = rows.map(row => make("tr", { "data-row": row.key, class: row.new ? "pl-new" : null },
      make("th", { scope: "row" }, String(this.number(row))),
      make("td", { class: "pl-acts" },
        button("Form", () => { this.form = row.key; this.draw(); this.firstInput()?.focus(); }, { "aria-label": `Form of ${this.name(row)}` }),
        button("Copy", () => this.add({ do: "copy", row: row.key }), { "aria-label": `Copy ${this.name(row)}` }),
        button("Delete", () => this.send({ do: "delete", row: row.key }), { "aria-label": `Delete ${this.name(row)}` })),
      ...(belongs ? [make("td", {}, this.drawOuter(row))] : []),
      ...columns.map(column => make("td", {}, this.drawCell(row, column)))));
    const none = make("tr", {}, make("td", { colspan: headings.length }, this.sheet.rows.length ? "No row matches." : "There are no rows yet."));
    return make("div", { class: "pl-scroll", role: "group", tabindex: "0", "aria-label": `Rows of ${this.sheet.table}` },
      make("table", {}, make("caption", {}, this.sheet.help), make("thead", {}, make("tr", {}, ...headings)),
        make("tbody", {}, ...(lines.length ? lines : [none]))));
  }

  drawForm() {
    const rows = this.sheet.rows;
    const row = rows.find(each => each.key === this.form);
    if (!row) { this.form = ""; return this.drawTable(this.chosen()); }
    const place = rows.indexOf(row);
    const go = step => () => { this.form = rows[place + step].key; this.draw(); };
    const fields = this.sheet.columns.map(column => make("p", { class: "pl-field" },
      make("label", { for: `${this.id}-${row.key}-${column.name}` }, column.name, column.needed ? " (needed)" : ""),
      this.drawCell(row, column), make("span", { class: "pl-note" }, column.help)));
    return make("div", { class: "pl-form", role: "group", "aria-label": `Form of ${this.name(row)}` },
      make("p", {}, make("strong", {}, `${this.sheet.table}, ${this.name(row)} `),
        button("Back to the table", () => { this.form = ""; this.draw(); }),
        button("Previous", go(-1), { disabled: place === 0 }), button("Next", go(1), { disabled: place === rows.length - 1 })),
      ...(this.sheet.belongs ? [make("p", { class: "pl-field" }, make("span", {}, this.sheet.belongs), this.drawOuter(row))] : []), ...fields);
  }

  drawOuter(row) {
    const both = (id, name) => name && name !== id ? `${id}: ${shortened(name)}` : id;
    if (!row.new) return make("span", {}, both(row.outer, this.called(this.sheet.belongs, row.outer)));
    const choose = event => this.send({ do: "belong", row: row.key, outer: event.target.value });
    return make("select", { onchange: choose, "aria-label": `${this.sheet.belongs}, ${this.name(row)}` },
      ...this.sheet.lists[this.sheet.belongs].map(([id, name]) => make("option", { value: id, selected: id === row.outer }, both(id, name))));
  }

  drawCell(row, column) {
    const text = row.cells[column.name] ?? "";
    const attributes = {
      "data-row": row.key, "data-column": column.name, id: this.form ? `${this.id}-${row.key}-${column.name}` : null,
      "aria-label": this.form ? null : `${column.name}, ${this.name(row)}`, "aria-required": column.needed ? "true" : null,
    };
    const input = column.kind === "choice" ? this.drawChoice(column, text, attributes) : this.drawInput(column, text, attributes);
    const place = `${this.id}-%-${row.key}-${column.name}`;
    const called = column.list ? make("span", { class: "pl-called", id: place.replace("%", "called") }) : null;
    const call = () => {
      if (!called) return;
      called.title = this.called(column.list, input.value.trim());
      called.textContent = shortened(called.title);
    };
    const tell = now => { row.cells[column.name] = input.value; call(); this.later(row.key, column.name, input.value, now); };
    input.addEventListener("input", () => tell(false));
    input.addEventListener("change", () => tell(true));
    input.addEventListener("keydown", event => this.key(event, row, column));
    input.addEventListener("paste", event => this.paste(event, row, column));
    this.inputs.set(`${row.key} ${column.name}`, input);
    call();
    const fault = make("span", { class: "pl-fault", id: place.replace("%", "fault"), hidden: true });
    this.told.set(input, { called, fault });
    return make("span", { class: "pl-cell" }, input, called, fault);
  }

  drawChoice(column, text, attributes) {
    const known = ["", ...column.choices];
    const choices = known.includes(text) ? known : [...known, text];
    return make("select", attributes, ...choices.map(choice => make("option", { value: choice, selected: choice === text }, choice)));
  }

  drawInput(column, text, attributes) {
    const isDay = column.kind === "date" && (text === "" || /^\d{4}-\d\d-\d\d$/.test(text));
    const isNumber = ["number", "whole"].includes(column.kind);
    const input = make("input", {
      ...attributes, type: isDay ? "date" : "text", inputmode: isNumber ? "decimal" : null, autocomplete: "off",
      list: column.list && this.sheet.lists[column.list] ? `${this.id}-${column.list}` : null,
      size: isDay ? null : String(Math.min(Math.max(text.length, isNumber || column.kind === "level" ? 4 : 8), 32)),
    });
    input.value = text;
    return input;
  }

  input(row, column) { return this.inputs.get(`${row} ${column}`); }

  firstInput() { return this.element.querySelector("input, select"); }

  later(row, column, text, now) {
    const place = `${row} ${column}`;
    clearTimeout(this.waiting.get(place)?.timer);
    if (now && this.waiting.get(place)?.text === text && !this.waiting.get(place).timer) return;
    const tell = () => { this.waiting.set(place, { text, timer: 0 }); this.send({ do: "cell", row, column, text }); };
    if (now) tell();
    else this.waiting.set(place, { text, timer: setTimeout(tell, 250) });
  }

  flush() {
    for (const [place, { text, timer }] of this.waiting) {
      if (!timer) continue;
      clearTimeout(timer);
      const at = place.indexOf(" ");
      this.waiting.set(place, { text, timer: 0 });
      this.send({ do: "cell", row: place.slice(0, at), column: place.slice(at + 1), text });
    }
  }

  key(event, row, column) {
    event.stopPropagation();
    const step = event.key === "Enter" && !event.altKey ? (event.shiftKey ? -1 : 1)
      : event.altKey && event.key === "ArrowDown" ? 1 : event.altKey && event.key === "ArrowUp" ? -1 : 0;
    const whole = event.ctrlKey || event.metaKey;
    if (whole && ["z", "y"].includes(event.key.toLowerCase())) {
      event.preventDefault();
      this.flush();
      this.send({ do: event.key.toLowerCase() === "y" || event.shiftKey ? "redo" : "undo" });
    } else if (step && !this.form) {
      event.preventDefault();
      const rows = this.chosen();
      const next = rows[rows.indexOf(row) + step];
      if (next) this.input(next.key, column.name)?.focus();
    }
  }

  paste(event, row, column) {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    this.send({ do: "paste", row: row.key, column: column.name, text });
  }

  tellFaults(faults) {
    const known = new Set(this.faults.map(fault => fault.message));
    this.faults = faults;
    for (const mark of this.element.querySelectorAll(".pl-fault")) { mark.hidden = true; mark.textContent = ""; }
    for (const [input, { called }] of this.told ?? []) {
      input.removeAttribute("aria-invalid");
      if (called) input.setAttribute("aria-describedby", called.id); else input.removeAttribute("aria-describedby");
    }
    for (const { message, table, row, column } of faults) {
      const input = table === this.sheet?.table ? this.input(row, column) : null;
      if (!input) continue;
      const { called, fault: mark } = this.told.get(input);
      mark.textContent = mark.textContent ? `${mark.textContent} ${message}` : message;
      mark.hidden = false;
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", called ? `${called.id} ${mark.id}` : mark.id);
      // Of the row that is being typed in: in the last one it would stand below what is seen.
      if (!known.has(message) && input.closest("tr")?.contains(document.activeElement)) mark.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  }
}
