// What is tried out: each part shows what Python offers, sends what is chosen, and keeps its controls while answers come.

// Asks one thing at a time: while an answer is on its way, only the latest question waits.
class Gate {
  constructor(send) { this.send = send; this.busy = false; this.next = null; }

  ask(told) {
    if (this.busy) { this.next = told; return; }
    this.busy = true;
    this.timer = setTimeout(() => this.answered(), 3000); // an answer that says no more than an error
    this.send(told);
  }

  answered() {
    clearTimeout(this.timer);
    this.busy = false;
    const next = this.next;
    this.next = null;
    if (next) this.ask(next);
  }
}

function fold(words, kind, ...inner) { return make("details", { class: kind }, make("summary", {}, words), ...inner); }

// Asks for what is offered when a part is opened, and again when it has become void while open.
function offering(element, send, first, known) {
  element.addEventListener("toggle", () => { if (element.open && !known()) send({ do: first }); });
  return () => { if (element.open && !known()) send({ do: first }); };
}

function weightsPart(model, send) {
  const gate = new Gate(send);
  const controls = make("div"), told = make("p", { class: "pl-told", role: "status" }), found = make("div");
  const element = fold("Weigh the options", "pl-weigh", controls, told, found);
  const again = offering(element, send, "weights", () => model.get("weighed").criteria ?? model.get("weighed").none);
  let known = "", sliders = [], closeness;

  const tried = () => ({ weights: Object.fromEntries(sliders.map(each => [each.name, Number(each.value)])), closeness: closeness.value });

  function build({ criteria, most, choices, closeness: chosen }) {
    const move = () => gate.ask({ do: "weigh", ...tried() });
    sliders = criteria.map(([id, , points]) => make("input", { type: "range", name: id, min: 0, max: most, step: 1, value: points,
      oninput: event => { event.target.nextElementSibling.value = event.target.value; move(); } }));
    closeness = make("select", { onchange: move }, ...chosenAmong(choices, chosen));
    replace(controls,
      make("p", { class: "pl-note" }, "Move a slider, or use the arrow keys. Nothing is typed until you say so."),
      make("div", { class: "pl-sliders" }, ...criteria.map(([, name, points], at) => make("label", {}, make("span", {}, name), sliders[at], make("output", {}, String(points))))),
      make("div", { class: "pl-row" }, labelled("How sure are the weights?", closeness),
        button("Type these weights into the tables", () => send({ do: "type_weights", ...tried() })),
        button("Back to the weights on record", () => send({ do: "weights" }), { "data-part": "back" })));
  }

  function show() {
    const offered = model.get("weighed");
    if (!offered.criteria) { known = ""; for (const part of [controls, told, found]) part.replaceChildren(); again(); return; }
    const now = JSON.stringify([offered.criteria, offered.choices]);
    if (now !== known || !offered.weights) build(offered);
    known = now;
    told.textContent = offered.sentence;
    found.innerHTML = offered.html; // written by the library, every value in it escaped
    gate.answered();
  }

  return { element, shown: { weighed: show } };
}

function forecastPart(model, send) {
  const gate = new Gate(send);
  const controls = make("div"), told = make("p", { class: "pl-told", role: "status" }), found = make("div");
  const element = fold("Try a forecast", "pl-forecast", controls, told, found);
  const again = offering(element, send, "forecast", () => model.get("forecast").indicator ?? model.get("forecast").none);
  let known = "", inputs = {};

  const tried = () => ({ indicator: model.get("forecast").indicator, ...Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.value])) });

  function build({ indicator, indicators, bases, stories, now, unit }) {
    const move = () => gate.ask({ do: "suppose", ...tried() });
    const ownBase = bases.includes(now.base) ? [] : [[now.base, now.base || "none can be had"]];
    inputs = {
      base: make("select", { onchange: move }, ...chosenAmong([...ownBase, ...bases.map(each => [each, each])], now.base)),
      story: make("select", { onchange: move }, ...chosenAmong(stories, now.story)),
      target: make("input", { type: "number", step: "any", value: now.target, onchange: move }),
      period: make("input", { type: "text", size: 9, autocomplete: "off", value: now.period, onchange: move }),
    };
    const which = make("select", { onchange: event => send({ do: "forecast", indicator: event.target.value }) }, ...chosenAmong(indicators, indicator));
    replace(controls,
      make("p", { class: "pl-note" }, "Choose what the latest value is compared with, what comes next, and what is aimed at. Nothing is typed until you say so."),
      make("div", { class: "pl-row" }, labelled("Indicator", which), labelled("Compared with", inputs.base), labelled("What comes next", inputs.story),
        labelled(`Target (${unit})`, inputs.target), labelled("by the period", inputs.period)),
      make("div", { class: "pl-row" }, button("Type base and target into the tables", () => send({ do: "type_forecast", ...tried() })),
        button("Back to what is on record", () => send({ do: "forecast", indicator }), { "data-part": "back" })));
  }

  function show() {
    const offered = model.get("forecast");
    if (!offered.indicator) { known = ""; for (const part of [controls, told, found]) part.replaceChildren(); again(); return; }
    const now = JSON.stringify([offered.indicator, offered.indicators, offered.bases]);
    const same = Object.entries(inputs).every(([name, input]) => input.value === offered.now[name]);
    if (now !== known || (!same && !gate.busy)) build(offered);
    known = now;
    told.textContent = offered.sentence;
    found.innerHTML = offered.html; // written by the library, every value in it escaped
    gate.answered();
  }

  return { element, shown: { forecast: show } };
}
