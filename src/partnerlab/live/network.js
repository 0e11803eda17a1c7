// The network as buttons on a map: choose a partner by pointer or keyboard, see its ties, and the network without it.
const MAP = { wide: 660, high: 420, edge: 60, radius: 15, letters: 14 };

function drawn(kind, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", kind);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

// A name in lines that fit beside one another; a long word has a line of its own.
function inLines(name) {
  return name.split(" ").reduce((lines, word) => {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= MAP.letters) return [...lines.slice(0, -1), `${last} ${word}`];
    return [...lines, word];
  }, []);
}

function networkPart(model, send) {
  const gate = new Gate(send);
  const controls = make("div"), map = make("div", { class: "pl-map" }), found = make("div", { role: "status" });
  const element = fold("Walk the network", "pl-network", controls, map, found);
  const again = offering(element, send, "network", () => model.get("network").members ?? model.get("network").none);
  let without = false;

  const choose = partner => gate.ask({ do: "network", partner });

  function build({ members, ties, broker, chosen, threshold }) {
    const which = make("select", { onchange: event => choose(event.target.value) },
      ...chosenAmong([["", "choose a partner"], ...members.map(({ id, name }) => [id, name])], chosen ?? ""));
    const leave = make("input", { type: "checkbox", "data-part": "leave", checked: without, disabled: !chosen, onchange: event => { without = event.target.checked; draw(model.get("network")); } });
    replace(controls,
      make("p", { class: "pl-note" }, `A line is a relationship at ${threshold}; a dashed one is reported by one side and not by the other. Whoever has a thick ring has no tie. Choose a partner on the map or in the list.`),
      make("div", { class: "pl-row" }, labelled("Partner", which),
        ...(broker ? [button("The broker", () => choose(broker), { "data-part": "broker" })] : []),
        make("label", { class: "pl-check" }, leave, "Show the network without it")));
    draw({ members, ties, chosen });
  }

  function draw({ members, ties, chosen }) {
    const gone = without ? chosen : null;
    const held = map.contains(document.activeElement) ? document.activeElement.dataset.partner : null;
    const at = new Map(members.map(({ id, x, y }) => [id, [MAP.edge + x * (MAP.wide - 2 * MAP.edge), MAP.edge + y * (MAP.high - 2 * MAP.edge)]]));
    const left = ties.filter(([one, other]) => one !== gone && other !== gone);
    const lines = ties.map(([one, other, confirmed]) => {
      const mine = [one, other].includes(chosen);
      const state = [one, other].includes(gone) ? "pl-gone" : mine ? "pl-on" : chosen && !gone ? "pl-off" : "";
      const [[x1, y1], [x2, y2]] = [at.get(one), at.get(other)];
      return drawn("line", { x1, y1, x2, y2, class: state, "stroke-dasharray": confirmed ? false : "6 5" });
    });
    const marks = members.map(({ id, name }) => {
      const [x, y] = at.get(id);
      const own = left.filter(tie => tie.includes(id)).length;
      const state = id === gone ? "pl-gone" : id === chosen ? "pl-on" : !own ? "pl-alone" : "";
      const press = event => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(id); } };
      const words = `${name}${id === gone ? ", taken away" : `, ${own} ${own === 1 ? "tie" : "ties"}`}`;
      return drawn("g", { role: "button", tabindex: 0, "aria-pressed": String(id === chosen), "aria-label": words, "data-partner": id, class: state,
        transform: `translate(${x} ${y})`, onclick: () => choose(id), onkeydown: press },
      drawn("circle", { r: MAP.radius }), drawn("title", {}, words));
    });
    // Above all circles, so that none covers a name; whoever hears the map has each name with its partner.
    const names = members.map(({ id, short }) => drawn("text", { transform: `translate(${at.get(id).join(" ")})`, y: MAP.radius, "text-anchor": "middle", "aria-hidden": "true" },
      ...inLines(short).map(line => drawn("tspan", { x: 0, dy: 15 }, line))));
    map.replaceChildren(drawn("svg", { viewBox: `0 0 ${MAP.wide} ${MAP.high}`, role: "group", "aria-label": "Map of the network" }, ...lines, ...marks, ...names));
    if (held) map.querySelector(`[data-partner="${CSS.escape(held)}"]`)?.focus();
  }

  function show() {
    const offered = model.get("network");
    if (!offered.members) { without = false; for (const part of [controls, map, found]) part.replaceChildren(); again(); return; }
    build(offered);
    found.innerHTML = offered.html ?? ""; // written by the library, every value in it escaped
    gate.answered();
  }

  return { element, shown: { network: show } };
}
