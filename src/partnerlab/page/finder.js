
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
  // What a row says of itself beyond its cells is read without scripts; with them it is shown where it was looked for.
  const asides = rows.map((row) => row.querySelector(".pl-words"));
  const aside = asides.map((place) => place?.textContent.toLowerCase() ?? "");
  const groups = new Map(lists.flatMap((list) => [...list.children]).filter((item) => item.className)
    .map((item) => [item.className, item.textContent.trim().replace(/ \([\d,]+\)$/, "")]));
  const own = rows.map((row) => [...row.classList]);
  const bar = make("div", { class: "pl-finder", role: "search", "aria-label": caption });
  const id = `pl-find-${number}`;
  const field = make("input", { type: "search", id: `${id}-words`, autocomplete: "off" });
  const said = make("p", { class: "pl-found", role: "status" });
  const choices = [], further = [...block.querySelectorAll("a.pl-further")];
  const filters = make("details", { class: "pl-filters" }), chosen = make("div", { class: "pl-chosen" });
  const named = make("summary", {}, "Filter");
  filters.append(named, chosen);
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
  const on = make("p", { class: "pl-on", hidden: "" });
  let told = "", order = "";
  // Words of three letters and more are looked for in the names of a row's groups too, such as what a finding asks.
  function meant(word) {
    return word.length < 3 ? [] : [...groups].filter(([, text]) => text.toLowerCase().includes(word)).map(([code]) => code);
  }
  function choose() {
    // Words between quotation marks are looked for as they stand.
    const sought = (field.value.toLowerCase().match(/"[^"]+"|[^\s"]+/g) ?? []).map((word) => word.replaceAll('"', ""));
    const hits = sought.map((word) => new Set(meant(word)));
    const kinds = choices.map((select) => select.value).filter(Boolean);
    let shown = 0;
    rows.forEach((row, place) => {
      const found = (word, number) => words[place].includes(word) || own[place].some((code) => hits[number].has(code));
      const fits = sought.every(found) && kinds.every((kind) => row.classList.contains(kind));
      row.hidden = !fits;
      if (asides[place]) asides[place].hidden = !sought.some((word) => aside[place].includes(word));
      shown += fits;
    });
    const [some, all] = [shown, rows.length].map((count) => count.toLocaleString("en"));
    const codes = hits.length ? [...hits[0]].filter((code) => hits.every((hit) => hit.has(code))) : [];
    const more = codes.length > 1 ? ` and ${codes.length - 1} more` : "";
    const also = codes.length ? ` Found by group, too: “${groups.get(codes[0])}”${more}.` : "";
    told = (shown === rows.length ? `All ${all} rows are shown.` : `${some} of ${all} rows are shown.`) + also;
    said.textContent = told + order;
    named.textContent = kinds.length ? `Filter (${kinds.length} set)` : "Filter";
    on.hidden = !further.length || !sought.length;
    on.replaceChildren("Look for these words in ", ...further.flatMap((link, place) => {
      const to = make("a", { href: `${link.getAttribute("href")}#find=${encodeURIComponent(field.value.trim())}` }, link.textContent);
      return place ? [" or ", to] : [to];
    }), ".");
  }
  let waiting;
  field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(choose, 120); });
  for (const select of choices) select.addEventListener("change", choose);
  clear.addEventListener("click", () => { field.value = ""; for (const select of choices) select.value = ""; choose(); field.focus(); });
  const letters = new Intl.Collator("en");
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
      const sorted = (a, b) => plain
        ? (known(b) - known(a)) || (known(a) ? (falling ? -1 : 1) * (numbers.get(a) - numbers.get(b)) : 0)
        : (falling ? -1 : 1) * letters.compare(read.get(a), read.get(b));
      body.append(...[...rows].sort(sorted));
      order = ` Sorted by ${button.textContent.trim()}, ${falling ? "falling" : "rising"}.`;
      said.textContent = told + order;
    });
  });
  block.before(bar, said, on);
  // Another page may hand on what is looked for, after the mark of its address.
  function take() {
    const handed = new URLSearchParams(location.hash.slice(1)).get("find");
    if (handed) { field.value = handed; field.focus(); }
    choose();
  }
  addEventListener("hashchange", take);
  take();
}
[...document.querySelectorAll("table.pl-find")].filter((table) => table.tBodies[0].rows.length > 1).forEach(upgrade);
