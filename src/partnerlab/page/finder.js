
// Search, filters and sorting for a table whose rows name their groups by class; the page reads well without it.
function make(kind, attributes = {}, text = "") {
  const made = document.createElement(kind);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.textContent = text;
  return made;
}
function upgrade(table, number) {
  const body = table.tBodies[0], rows = [...body.rows], caption = table.caption.textContent;
  const block = table.closest(".pl-table"), lists = [...document.querySelectorAll(".pl-keys")];
  const words = rows.map((row) => row.textContent.toLowerCase());
  const bar = make("div", { class: "pl-finder", role: "search", "aria-label": caption });
  const id = `pl-find-${number}`;
  const field = make("input", { type: "search", id: `${id}-words`, autocomplete: "off" });
  const said = make("p", { class: "pl-found", role: "status" });
  const choices = [];
  const filters = make("details", { class: "pl-filters" }), chosen = make("div", { class: "pl-chosen" });
  filters.append(make("summary", {}, "Filter"), chosen);
  filters.open = innerWidth > 640;
  function offer(labelled, control, inside) {
    const place = make("div", { class: "pl-choice" });
    place.append(make("label", { for: control.id }, labelled), control);
    inside.append(place);
  }
  offer("Search", field, bar);
  for (const [place, list] of lists.entries()) {
    const select = make("select", { id: `${id}-${place}` });
    select.append(make("option", { value: "" }, "any"));
    for (const item of list.children) if (item.className) select.append(make("option", { value: item.className }, item.textContent.trim()));
    if (select.options.length > 1) { choices.push(select); offer(list.title, select, chosen); }
  }
  const clear = make("button", { type: "button" }, "Clear");
  bar.append(clear);
  if (choices.length) bar.append(filters);
  function choose() {
    const sought = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const kinds = choices.map((select) => select.value).filter(Boolean);
    let shown = 0;
    rows.forEach((row, place) => {
      const fits = sought.every((word) => words[place].includes(word)) && kinds.every((kind) => row.classList.contains(kind));
      row.hidden = !fits;
      shown += fits;
    });
    const [some, all] = [shown, rows.length].map((count) => count.toLocaleString("en"));
    said.textContent = shown === rows.length ? `All ${all} rows are shown.` : `${some} of ${all} rows are shown.`;
  }
  let waiting;
  field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(choose, 120); });
  for (const select of choices) select.addEventListener("change", choose);
  clear.addEventListener("click", () => { field.value = ""; for (const select of choices) select.value = ""; choose(); field.focus(); });
  const headings = [...table.tHead.rows[0].cells];
  const value = (row, place) => row.cells[place].textContent.trim();
  // A number or a day may be followed by a remark, which stands in an element of its own.
  function number_of(cell) {
    const text = (cell.firstChild?.textContent ?? "").trim(), read = text.replace(/[£,%]/g, "");
    if (/^\d{1,2} [A-Z][a-z]+ \d{4}$/.test(text)) return Date.parse(text);
    return read === "" ? NaN : Number(read);
  }
  headings.forEach((heading, place) => {
    const button = make("button", { type: "button", class: "pl-sort" });
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      const falling = heading.getAttribute("aria-sort") === "ascending";
      for (const other of headings) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", falling ? "descending" : "ascending");
      const read = new Map(rows.map((row) => [row, value(row, place)]));
      const numbers = new Map(rows.map((row) => [row, number_of(row.cells[place])]));
      const known = (row) => !Number.isNaN(numbers.get(row));
      const plain = rows.some(known);
      const order = (a, b) => plain
        ? (known(b) - known(a)) || (known(a) ? (falling ? -1 : 1) * (numbers.get(a) - numbers.get(b)) : 0)
        : (falling ? -1 : 1) * read.get(a).localeCompare(read.get(b), "en");
      body.append(...[...rows].sort(order));
    });
  });
  block.before(bar, said);
  choose();
}
[...document.querySelectorAll("table.pl-find")].filter((table) => table.tBodies[0].rows.length > 1).forEach(upgrade);
