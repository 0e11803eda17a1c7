// Upgrades each figure in place: what a mark stands for when pointed at, and what is chosen picked out or shown alone.
// The drawing that was there stays for paper, for screen readers, and for when anything here fails.
const dark = matchMedia("(prefers-color-scheme: dark)");
const refuse = () => Promise.reject(new Error("nothing is loaded"));
const loader = { load: refuse, sanitize: refuse, http: refuse, file: refuse };

function make(kind, name, text = "", attributes = {}) {
  const made = document.createElement(kind);
  made.className = name;
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function inPageColours(part, look) {
  const own = (_, purpose) => look.getPropertyValue(`--pl-${purpose}`).trim();
  if (typeof part === "string") return part.replace(/^var\(--pl-(\w+)\)$/, own);
  if (Array.isArray(part)) return part.map(inner => inPageColours(inner, look));
  if (!part || typeof part !== "object") return part;
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, key === "datasets" ? value : inPageColours(value, look)]));
}

// What is drawn follows the colours; what was replaced meanwhile is forgotten.
let drawn = [];

function drawAnew() {
  drawn = drawn.filter(each => each.deref());
  for (const each of drawn) each.deref()();
}

// What is picked out in a figure, which stays so when the figure is replaced by itself with other numbers.
const picked = new Map();

function nameOf(drawing) {
  const figure = drawing.closest(".pl-figure");
  const title = figure?.querySelector(".pl-units > span") ?? figure?.querySelector(".pl-figure-name");
  return `${title?.textContent}${drawing.closest(".pl-panel") ? " tried" : ""}`;
}

const tip = make("div", "pl-tip", "", { "aria-hidden": "true" });
let leaving;

function hideTip() { tip.hidden = true; }

function leaveTip() {
  clearTimeout(leaving);
  leaving = setTimeout(() => tip.matches(":hover") || hideTip(), 200);
}

function showTip(words, event) {
  const rows = Object.entries(words).filter(([, value]) => value !== "" && value !== "null" && value !== "undefined");
  if (!rows.length) return leaveTip();
  clearTimeout(leaving);
  tip.replaceChildren(...rows.flatMap(([name, value]) => [make("span", "pl-tip-name", name), make("span", "", value)]));
  tip.hidden = false;
  const right = event.clientX + 14 + tip.offsetWidth > innerWidth ? event.clientX - 14 - tip.offsetWidth : event.clientX + 14;
  const below = event.clientY + 14 + tip.offsetHeight > innerHeight ? event.clientY - 14 - tip.offsetHeight : event.clientY + 14;
  tip.style.left = `${Math.max(4, right)}px`;
  tip.style.top = `${Math.max(4, below)}px`;
}

function upgradeAll(carrier) {
  carrier.classList.remove("pl-specification");
  const drawings = carrier.previousElementSibling?.querySelectorAll(".pl-drawing") ?? [];
  const figures = JSON.parse(carrier.textContent);
  if (drawings.length === figures.length) drawings.forEach((drawing, number) => upgrade(drawing, figures[number]));
}

function upgrade(drawing, { specification, choice }) {
  const still = drawing.querySelector("svg");
  const live = make("div", "pl-live", "", { "aria-hidden": "true" });
  const words = new Map(choice?.options);
  const before = picked.get(nameOf(drawing)) ?? { chosen: [], alone: false };
  const chosen = new Set(before.chosen.filter(value => words.has(value)));
  let alone = before.alone && chosen.size > 0, view, buttons;

  function tell() {
    if (!choice) return;
    view.signal("pl_chosen", [...chosen]).signal("pl_alone", alone).runAsync();
    for (const [value, button] of buttons) {
      button.setAttribute("aria-pressed", value === null ? alone : chosen.has(value));
      button.disabled = value === null && !chosen.size;
    }
  }

  function toggle(value) {
    if (value === null) alone = !alone;
    else if (!chosen.delete(value)) chosen.add(value);
    alone = alone && chosen.size > 0;
    picked.set(nameOf(drawing), { chosen: [...chosen], alone });
    tell();
  }

  function offer() {
    const row = make("div", "pl-choice", "", { role: "group", "aria-label": `Pick out in the chart: ${choice.title}` });
    buttons = [...choice.options, [null, "Leave out the rest"]].map(([value, word]) => {
      const button = make("button", value === null ? "pl-alone" : "", word, { type: "button", "aria-pressed": "false" });
      button.addEventListener("click", () => toggle(value));
      return [value, button];
    });
    row.append(make("span", "pl-choice-name", `${choice.title}:`, { "aria-hidden": "true" }), ...buttons.map(([, button]) => button));
    drawing.before(row);
  }

  function spell(handler, event, item, value) {
    if (!value || typeof value !== "object") return leaveTip();
    const told = Object.entries(value).map(([name, text]) => [name, words.get(text) ?? text]);
    showTip(Object.fromEntries(told), event);
  }

  async function draw() {
    view?.finalize();
    const look = { mode: "vega-lite", renderer: "svg", actions: false, defaultStyle: false, logLevel: 1 };
    const options = { ...look, ast: true, tooltip: spell, loader };
    ({ view } = await vegaEmbed(live, inPageColours(specification, getComputedStyle(drawing)), options));
    live.querySelector("svg").classList.add("pl-svg");
    drawing.classList.add("pl-lively");
    if (choice && !buttons) offer();
    tell();
    view.addEventListener("click", (event, item) => {
      const value = item?.mark?.role?.startsWith("legend") ? item.datum?.value : item?.datum?.[choice?.field];
      if (words.has(value)) toggle(value);
    });
  }

  function fail(problem) {
    console.warn(problem);
    live.remove();
    drawing.classList.remove("pl-lively");
  }

  const begin = () => draw().then(() => drawn.push(new WeakRef(drawing.plAnew = () => drawing.isConnected && draw().catch(fail))), fail);

  still.after(live);
  // Whoever tries something out looks at it: there is no need to wait until the screen has been drawn with the still one.
  if (drawing.closest(".pl-panel") && isSeen(drawing)) { begin(); return; }
  new IntersectionObserver((seen, observer) => {
    if (!seen.some(each => each.isIntersecting)) return;
    observer.disconnect();
    begin();
  }, { rootMargin: "300px" }).observe(drawing);
}

function isSeen(drawing) {
  const { top, bottom } = drawing.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

// A notebook has pieces that come and go, and a theme of its own, which its body tells.
const piece = document.querySelector(".pl-piece");

function upgradeNew() { document.querySelectorAll("script.pl-specification").forEach(upgradeAll); }

dark.addEventListener("change", drawAnew);
if (piece) new MutationObserver(drawAnew).observe(document.body, { attributeFilter: ["data-jp-theme-light", "class"] });
hideTip();
if (piece) document.body.appendChild(make("div", "pl-piece pl-tips")).append(tip);
else document.body.append(tip);
tip.addEventListener("mouseleave", leaveTip);
document.addEventListener("keydown", event => event.key === "Escape" && hideTip());
upgradeNew();
if (piece) new MutationObserver(upgradeNew).observe(document.body, { childList: true, subtree: true });
