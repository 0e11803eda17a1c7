// Beside what the library shows: a button at each finding that asks what it would take, and in prose a button for each
// paragraph of the guide. Outputs come and go, so both are added whenever something new appears. Controls come and go as
// well, so those that stand there when one is pressed answer it.
function needPart(model, send) {
  const found = make("div");
  const element = fold("What would it take?", "pl-needs", found);
  let shown = ""; // the finding of which more is still being looked for

  function show() {
    const told = model.get("needed");
    const held = found.contains(document.activeElement) ? document.activeElement : null;
    if (!told.finding) { found.replaceChildren(make("p", { class: "pl-note" }, "Press “What would it take?” at a finding below.")); return; }
    element.open = true;
    const ways = told.ways.map(({ words, html, way }, at) => {
      const why = make("div");
      why.innerHTML = html; // written by the library, every value in it escaped
      return make("li", {}, make("ul", { class: "pl-words" }, ...words.map(each => make("li", {}, each))), why,
        button("Type it into the tables", () => send({ do: "take_way", way }), { "aria-label": `Type way ${at + 1} into the tables`, "data-way": way }));
    });
    const none = told.looking || told.changed ? [] : [make("p", {}, "Nothing that was tried clears it by itself. ", told.remedy)];
    const more = told.looking ? "Trying other changes …" : told.changed ? "The record has changed meanwhile. Ask again to try the rest." : "All has been tried.";
    const open = told.table ? [button(`Open the table ${told.table}`, () => send({ do: "table", table: told.table }))] : [];
    const head = make("h4", { tabindex: -1 }, told.title);
    found.replaceChildren(head, ...(ways.length ? [make("p", {}, "The record would have to say this. Whether it is true, you know:"), make("ol", { class: "pl-ways" }, ...ways)] : none), make("p", { class: "pl-note", role: "status" }, more), ...open);
    const goesOn = told.finding === shown; // then whoever reads on is left where they are
    if (!goesOn) element.scrollIntoView({ block: "nearest" });
    if (held || !goesOn) (found.querySelector(`[data-way="${held?.dataset.way}"]`) ?? head).focus({ preventScroll: true });
    shown = told.looking ? told.finding : "";
  }

  return { element, shown: { needed: show } };
}

function offerWays(root) {
  for (const place of root.querySelectorAll('.pl-findings [id^="finding-"]')) {
    if (place.closest(".pl-panel, .pl-green") || place.querySelector(".pl-need")) continue;
    const about = place.querySelector(".pl-message")?.textContent.trim() ?? "";
    place.querySelector(".pl-message")?.after(button("What would it take?", null,
      { class: "pl-need", "aria-label": `What would it take? ${about.slice(0, 120)}` }));
  }
}

// Where the controls are shown twice, one of them answers.
function wheneverPressed(root, kind, act) {
  const hear = event => {
    const pressed = event.target.closest?.(kind);
    if (!pressed) return;
    event.stopImmediatePropagation();
    act(pressed);
  };
  root.addEventListener("click", hear);
  return () => root.removeEventListener("click", hear);
}

// Follows a link within the outputs: notebook software has its own ways with links, and what is folded has to be opened.
function followLinks(root) {
  const follow = event => {
    const name = event.target.closest?.(".pl-piece a[href^='#']")?.hash.slice(1);
    const places = name ? [...root.querySelectorAll(`[id="${CSS.escape(name)}"]`)] : [];
    const place = places.find(each => !each.closest(".pl-panel")) ?? places[0];
    if (!place) return;
    event.preventDefault();
    event.stopPropagation();
    for (let fold = place.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    place.scrollIntoView({ block: "center" });
    if (!place.hasAttribute("tabindex")) place.setAttribute("tabindex", "-1");
    place.focus({ preventScroll: true });
  };
  root.addEventListener("click", follow, true);
  return () => root.removeEventListener("click", follow, true);
}

function markProse(root, guide) {
  const keys = Object.keys(guide).sort((one, other) => other.length - one.length);
  if (!keys.length) return;
  const cited = new RegExp(`(${keys.map(key => key.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})(?!\\d|\\.\\d)`);
  for (const prose of root.querySelectorAll(".jp-RenderedMarkdown:not([data-pl-opened])")) {
    prose.dataset.plOpened = "";
    const walk = document.createTreeWalker(prose, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walk.nextNode()) if (!walk.currentNode.parentElement.closest("a, button, code, pre")) texts.push(walk.currentNode);
    for (const text of texts) {
      const parts = text.data.split(cited);
      if (parts.length > 1) text.replaceWith(...parts.map((part, at) => (at % 2 ? button(part, null, { class: "pl-prose", "aria-haspopup": "dialog" }) : part)));
    }
  }
}

// Does something now, and again whenever something has been added; as often as the screen is drawn, at most.
function wheneverNew(root, act) {
  let waiting = false;
  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; act(); });
  };
  const observer = new MutationObserver(soon);
  observer.observe(root, { childList: true, subtree: true });
  act();
  return () => observer.disconnect();
}
