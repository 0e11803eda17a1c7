// The workbook's controls: what can be chosen, the table that is open, what saving would change. Python holds the truth.
function render({ model, el }) {
  const send = told => model.send({ ...told, shown: model.get("head").file });
  const grid = new Grid(send);
  const said = make("p", { class: "pl-said", role: "status" });
  const head = make("div", { class: "pl-row" });
  const named = make("p", { class: "pl-note", role: "status" });
  const offer = make("div", { class: "pl-offer" });
  const tables = make("div", { class: "pl-row" });
  const acts = make("div", { class: "pl-row", role: "group", "aria-label": "Changes" });
  const away = make("ul", { class: "pl-away" });
  const pasted = make("div");
  const preview = make("div");
  const editName = make("summary", {}, "Edit the record");
  const edit = make("details", { class: "pl-edit" }, editName, tables, acts, pasted, away, grid.element, preview);
  const scenarios = make("div");
  const compared = make("div");
  const whatIf = make("details", { class: "pl-what-if" }, make("summary", {}, "Scenarios"), scenarios, compared);
  const risk = make("div");
  const explore = make("details", { class: "pl-explore" }, make("summary", {}, "Try a risk"), risk);
  const parts = [weightsPart, networkPart, forecastPart, needPart].map(part => part(model, send));
  explore.addEventListener("toggle", () => { if (explore.open && !model.get("tried").risk) send({ do: "risk" }); });
  edit.addEventListener("toggle", () => { if (edit.open) showSheet(); });

  // These stay while all around them is replaced: whoever types in one of them, or goes through it by key, stays there.
  const files = make("select", { onchange: event => send({ do: "choose", file: event.target.value }) });
  const day = make("select", { onchange: event => send({ do: "date", as_at: event.target.value }) });
  const otherDay = make("input", { type: "date", onchange: event => takeDay(event.target.value) });
  const table = make("select", { onchange: event => send({ do: "table", table: event.target.value }) });
  const seek = make("input", { type: "search", oninput: event => { grid.sought = event.target.value; grid.draw(); } });
  const scenario = make("input", { type: "text", autocomplete: "off" });
  head.append(labelled("Partnership", files), labelled("Review date", day), labelled("Another date", otherDay));
  tables.append(labelled("Table", table), labelled("Filter rows", seek));

  // A year is typed figure by figure, and each is a date by itself: 0002, 0020, 0202.
  function takeDay(as_at) { if (!as_at || Number(as_at.slice(0, 4)) >= 1900) send({ do: "date", as_at }); }

  // Draws a part only where it would say something else: a control that is replaced while it is pressed hears nothing.
  const shownLast = {};
  function drawOther(name, told, draw) {
    const now = JSON.stringify(told);
    if (shownLast[name] !== now) draw();
    shownLast[name] = now;
  }

  function offerIn(select, name, pairs, chosen) {
    drawOther(name, pairs, () => select.replaceChildren(...chosenAmong(pairs, chosen)));
    select.value = chosen;
  }

  function showHead() {
    const told = model.get("head");
    offerIn(files, "files", told.files, told.file);
    offerIn(day, "dates", [["", `newest in the data (${told.newest})`], ...told.dates], told.as_at);
    if (otherDay.value !== told.as_at) otherDay.value = told.as_at;
    drawOther("offer", [told.offered, told.discarded, told.stale], () => showOffer(told));
    nameWhatIsOpen(told);
    showTables();
    drawOther("scenarios", [told.scenarios, told.dropping], () => showScenarios(told));
  }

  function showOffer(told) {
    const were = number => (number === 1 ? "1 change was" : `${number} changes were`);
    offer.replaceChildren(...(told.offered.length ? [
      make("p", {}, make("strong", {}, `${were(told.offered.length)} typed before, or in another notebook, and not saved.`)),
      make("ul", {}, ...told.offered.slice(0, 5).map(each => make("li", {}, each))),
      button("Restore them", () => send({ do: "take_up" })), button("Discard them", () => send({ do: "drop_offered" })),
    ] : []), ...(told.discarded ? [
      make("p", {}, `${were(told.discarded)} typed before, or in another notebook, and discarded here.`),
      button("Offer again what was discarded", () => send({ do: "bring_back" })),
    ] : []), ...(told.stale ? [
      make("p", {}, make("strong", {}, "The files have been changed since they were read here.")),
      button("Read the files again", () => send({ do: "read_again" })),
    ] : []));
  }

  // Asks whoever holds the notebook to have its parameters name what is open; says so where nobody does.
  let asked = "";
  function nameWhatIsOpen({ parameters, named: before }) {
    const now = JSON.stringify(parameters);
    if (!el.isConnected || now === asked) return;
    asked = now;
    const isNamed = !el.dispatchEvent(new CustomEvent("partnerlab:open", { bubbles: true, cancelable: true, detail: parameters }));
    const differs = Object.keys(before).some(each => before[each] !== parameters[each]);
    named.textContent = differs && !isNamed ? `Open is ${parameters.partnership_file}${parameters.as_at && `, as at ${parameters.as_at}`}. The parameters of this notebook name another: what is chosen here goes before them.` : "";
  }

  let kept = 0;
  function showScenarios(told) {
    if (told.scenarios.length !== kept) scenario.value = ""; // what was typed names one by now
    kept = told.scenarios.length;
    const named = [["", "as recorded"], ...told.scenarios.map(each => [each, each])];
    const one = make("select", {}, ...chosenAmong(named, ""));
    const other = make("select", {}, ...chosenAmong(named, told.scenarios[0] ?? ""));
    const rows = told.scenarios.map(each => make("li", {}, make("strong", {}, `${each} `),
      button("Type it in", () => send({ do: "take_scenario", name: each }), { "aria-label": `Type ${each} into the tables` }), " ",
      button("Throw away", () => send({ do: "drop_scenario", name: each }), { "aria-label": `Throw ${each} away` })));
    replace(scenarios,
      make("p", { class: "pl-note" }, "Type changes into the tables, then keep them under a name. The record stays as it is until you save."),
      make("div", { class: "pl-row" }, labelled("Name", scenario), button("Keep what is typed as a scenario", () => send({ do: "keep_scenario", name: scenario.value }))),
      ...(rows.length ? [make("ul", { class: "pl-scenarios" }, ...rows),
        make("div", { class: "pl-row" }, labelled("Compare", one), labelled("with", other),
          button("Side by side", () => send({ do: "compare", one: one.value, other: other.value })))] : []),
      ...askFirst(told.dropping));
    scenarios.querySelector(".pl-box button")?.focus();
  }

  function askFirst({ name, pages, folder }) {
    if (!name) return [];
    const drop = gone => () => send({ do: "drop_scenario", name, pages: gone });
    return [make("section", { class: "pl-box", "aria-label": `Throw ${name} away` },
      make("p", {}, `Runs left ${count(pages, "file")} of ${name} in ${folder}: pages, results and copies of the files. Do they go, too?`),
      button("Throw all of it away", drop(true), { class: "pl-main" }), button("Keep the pages", drop(false)), button("Cancel", () => send({ do: "keep_it" })))];
  }

  function showTried() {
    const told = model.get("tried");
    if (!told.risk) { risk.replaceChildren(); if (explore.open && !told.none) send({ do: "risk" }); return; }
    const choose = make("select", { onchange: event => { hold(); send({ do: "risk", risk: event.target.value }); } }, ...chosenAmong(told.risks, told.risk));
    const parts = { likelihood: told.likelihood, impact: told.impact, lead: told.partners };
    const selects = Object.entries(parts).map(([part, pairs]) => {
      const known = pairs.some(([value]) => value === told.now[part]);
      const others = [["", part === "lead" ? "nobody, or several" : "not rated"], ...(known || !told.now[part] ? [] : [[told.now[part], told.now[part]]])];
      return make("select", { "data-part": part, onchange: tell }, ...chosenAmong([...others, ...pairs], told.now[part]));
    });
    const boxes = told.controls.map(([words, done], at) =>
      make("input", { type: "checkbox", checked: done, value: words, "data-part": `control-${at}`, onchange: tell }));
    // Until another risk is shown, its rating is not to be typed into the one before.
    function hold() { for (const each of [...selects, ...boxes]) each.disabled = true; }
    function tell() {
      const [likelihood, impact, lead] = selects.map(select => select.value);
      const controls = boxes.filter(box => box.checked).map(box => box.value);
      send({ do: "try_risk", risk: told.risk, likelihood, impact, lead, controls });
    }
    const found = make("div");
    found.innerHTML = told.html ?? ""; // written by the library, every value in it escaped
    replace(risk,
      make("p", { class: "pl-note" }, "What you try is typed into the tables: a rating as agreed by all, a lead or a control as of the review date. It is saved only when you say so."),
      make("div", { class: "pl-row" }, labelled("Risk", choose), ...selects.map(select => labelled(select.dataset.part, select))),
      ...(boxes.length ? [make("fieldset", { class: "pl-controls" }, make("legend", {}, "Controls in place"),
        ...boxes.map(box => make("label", { class: "pl-check" }, box, box.value)))] : []), found);
  }

  function showCompared() {
    const found = make("section", { class: "pl-box", "aria-label": "Side by side" });
    found.innerHTML = model.get("compared").html ?? ""; // written by the library, every value in it escaped
    compared.replaceChildren(...(model.get("compared").html ? [found] : []));
  }

  function showTables() {
    const told = model.get("head");
    const names = told.tables.map(({ name, help, rows }) => [name, `${name} (${rows}): ${help.slice(0, 60)}`]);
    offerIn(table, "tables", names, model.get("sheet").table);
    if (seek.value !== grid.sought) seek.value = grid.sought;
  }

  function showSheet() {
    if (!edit.open) return;
    grid.show(model.get("sheet"));
    table.value = model.get("sheet").table;
    if (seek.value !== grid.sought) seek.value = grid.sought;
  }

  const act = name => () => { grid.flush(); send({ do: name }); };
  const [undoIt, redoIt, previewIt, dropIt] = [["Undo", "undo"], ["Redo", "redo"], ["What would change", "preview"], ["Discard changes", "drop"]]
    .map(([words, name]) => button(words, act(name)));
  const saveIt = button("Save", act("save"), { class: "pl-main" });
  const follow = make("input", { type: "checkbox", onchange: event => send({ do: "try", trying: event.target.checked }) });
  const howMany = make("span", { class: "pl-note", tabindex: "-1" });
  acts.append(button("Add a row", () => { grid.flush(); grid.add({ do: "add" }); }), undoIt, redoIt, previewIt, saveIt, dropIt,
    button("Undo the last save", act("undo_saved")), make("label", { class: "pl-check" }, follow, "The review follows before saving"), howMany);

  // Whoever pressed a button that can do nothing more would be thrown to the top of the page: what it left is read instead.
  function hold(each, can) {
    const held = document.activeElement === each;
    each.disabled = !can;
    if (held && !can) howMany.focus();
  }

  function showMarks() {
    const { undo, redo, unsaved, trying, faults, said: words } = model.get("marks");
    for (const [each, can] of [[undoIt, undo], [redoIt, redo], [previewIt, unsaved], [saveIt, unsaved && !faults.length], [dropIt, unsaved]]) hold(each, can);
    follow.checked = trying;
    howMany.textContent = unsaved === 1 ? "1 change not saved" : `${unsaved} changes not saved`;
    editName.textContent = unsaved ? `Edit the record (${howMany.textContent})` : "Edit the record";
    if (said.textContent !== words) said.textContent = words;
    grid.tellFaults(faults);
    const elsewhere = faults.filter(fault => fault.table !== model.get("sheet").table);
    away.replaceChildren(...elsewhere.map(fault => make("li", {}, fault.table ? `${fault.table}: ${fault.message}` : fault.message)));
  }

  function showPasted() {
    const told = model.get("pasted");
    if (!told.cells) { pasted.replaceChildren(); return; }
    const lines = told.cells.slice(0, 200).map(([row, column, before, after]) =>
      make("tr", {}, make("th", { scope: "row" }, row), make("td", {}, column), make("td", {}, before || "nothing"), make("td", {}, after || "nothing")));
    const headings = ["Row", "Column", "Now", "Pasted"].map(words => make("th", { scope: "col" }, words));
    pasted.replaceChildren(make("section", { class: "pl-box", "aria-label": "Pasted block" },
      make("div", { class: "pl-scroll", role: "group", tabindex: "0", "aria-label": "What the block would change" },
        make("table", {}, make("caption", {}, `What the block would change: ${count(told.cells.length, "cell")}, ${count(told.added, "new row")}`),
          make("thead", {}, make("tr", {}, ...headings)), make("tbody", {}, ...lines))),
      make("p", {}, told.note), button("Paste", () => send({ do: "take" }), { class: "pl-main" }), button("Cancel", () => send({ do: "leave" }))));
    pasted.querySelector("button").focus();
  }

  function showPreview() {
    const told = model.get("preview");
    const parts = [];
    if (told.conflict) parts.push(make("h4", {}, "Both versions"), make("pre", {}, told.conflict), button("Read the files again and keep what I typed", () => send({ do: "read_again" })));
    for (const fault of told.faults ?? []) parts.push(make("p", { class: "pl-fault" }, fault));
    if (told.difference) parts.push(make("h4", {}, "Lines of the files"), make("pre", { tabindex: "0", "aria-label": "Difference" }, told.difference));
    for (const note of told.notes ?? []) parts.push(make("p", { class: "pl-note" }, note));
    if (told.findings) {
      const found = make("div");
      found.innerHTML = told.findings; // written by the library, every value in it escaped
      parts.push(found);
    }
    preview.replaceChildren(...(parts.length ? [make("section", { class: "pl-box", "aria-label": "What would change" }, ...parts)] : []));
  }

  async function runScript() {
    const script = model.get("script");
    if (!script || window.partnerlabFigures) return;
    window.partnerlabFigures = true;
    const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    try { await import(/* webpackIgnore: true */ address); } catch (problem) { console.warn(problem); }
    URL.revokeObjectURL(address);
  }

  const shown = { head: showHead, sheet: showSheet, marks: showMarks, pasted: showPasted, preview: showPreview, compared: showCompared, tried: showTried, script: runScript,
    ...Object.assign({}, ...parts.map(part => part.shown)) };
  for (const [name, show] of Object.entries(shown)) model.on(`change:${name}`, show);
  const panel = make("section", { class: "pl-piece pl-panel", "aria-label": "Workbook" }, head, named, offer, said, explore, ...parts.map(part => part.element), edit, whatIf);
  el.append(panel);
  for (const show of Object.values(shown)) show();
  // A kernel that was started anew knows nothing of these controls: they say so, rather than take what nobody hears.
  panel.addEventListener("partnerlab:gone", () => {
    for (const part of panel.children) part.inert = part !== said;
    said.textContent = "The kernel has been restarted. Run all cells again to go on: what was typed is kept, and offered then.";
  });
  const popover = make("div", { popover: "auto", class: "pl-guide" });
  panel.append(popover);
  function openGuide(place) {
    popover.replaceChildren(make("p", {}, make("strong", {}, place)), make("p", {}, model.get("guide")[place]));
    popover.showPopover();
  }
  // Where the notebook is open in two tabs, something may have been typed in the other one meanwhile.
  const comeBack = () => {
    if (document.visibilityState !== "visible" || !edit.open || !el.isConnected) return;
    grid.flush();
    send({ do: "table", table: model.get("sheet").table });
  };
  document.addEventListener("visibilitychange", comeBack);
  let undo = [];
  const settle = () => {
    if (!el.isConnected) { const waiting = setTimeout(settle, 50); undo = [() => clearTimeout(waiting)]; return; }
    const root = el.closest(".jp-Notebook") ?? document.body; // known only here: another notebook's findings are another's
    undo = [followLinks(root), wheneverNew(root, () => { offerWays(root); markProse(root, model.get("guide")); }),
      wheneverPressed(root, ".pl-need", pressed => send({ do: "need", finding: pressed.closest("[id^='finding-']").id })),
      wheneverPressed(root, ".pl-prose", pressed => openGuide(pressed.textContent))];
    nameWhatIsOpen(model.get("head"));
  };
  settle();
  return () => {
    for (const each of undo) each();
    document.removeEventListener("visibilitychange", comeBack);
    for (const [name, show] of Object.entries(shown)) model.off(`change:${name}`, show);
  };
}

export default { render };
