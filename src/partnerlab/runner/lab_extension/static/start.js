// Opens the notebook that `partnerlab lab` is about and runs it, once its kernel is there. It asks nothing of the network.
(() => {
  const start = {
    id: "partnerlab:start",
    description: "Runs the notebook that partnerlab opens.",
    autoStart: true,
    activate: app => {
      waitWithFormats(app.serviceManager.nbconvert);
      const told = JSON.parse(document.getElementById("jupyter-config-data")?.textContent ?? "{}");
      if (!told.partnerlabRun) return;
      const place = { app, folder: folderOf(told.partnerlabRun), first: told.partnerlabOpen, mark: `partnerlab ${told.partnerlabStart}` };
      nameWhatIsOpen(place);
      leadToNotebooks(place);
      app.restored.then(() => open(place, told.partnerlabRun));
    },
  };

  // Asked which formats a notebook can be exported to, the server imports them all and answers nobody meanwhile. The
  // menu gets them once the first answer stands.
  let stands;
  const answered = new Promise(resolve => { stands = resolve; setTimeout(resolve, 30000); });
  function waitWithFormats(nbconvert) {
    const ask = nbconvert?.getExportFormats?.bind(nbconvert);
    if (ask) nbconvert.getExportFormats = async (...options) => { await answered; return ask(...options); };
  }

  const folderOf = path => path.replace(/[^/]*$/, "");
  const lastChosen = ({ mark, first }) => JSON.parse(localStorage.getItem(mark) ?? first);

  // What a notebook's parameters name is what is open in it: they are set to what was chosen last when it is opened, and
  // to what is chosen in it. Its file says so once it is saved. A page that was loaded anew runs what it had run: what
  // stands in the file follows nobody.
  function nameWhatIsOpen(place) {
    const panels = new Set();
    place.app.docRegistry.addWidgetExtension("Notebook", { createNew: panel => {
      panels.add(panel);
      panel.disposed.connect(() => panels.delete(panel));
      listen(panel);
      const { path } = panel.context;
      if (folderOf(path) !== place.folder) return;
      panel.context.ready.then(() => {
        setParameters(panel.content, lastChosen(place));
        if (sessionStorage.getItem(`${place.mark} ${path}`)) runFirst(place, panel);
      });
    } });
    document.addEventListener("partnerlab:open", event => {
      const panel = [...panels].find(each => each.node.contains(event.target));
      if (!panel) return;
      if (folderOf(panel.context.path) === place.folder) localStorage.setItem(place.mark, JSON.stringify(event.detail));
      if (setParameters(panel.content, event.detail).stands) event.preventDefault();
    });
  }

  // Sets texts in the cell of parameters; says whether each stands there now, and whether any did not before.
  function setParameters(content, values) {
    const cell = [...content.model.cells].find(each => each.getMetadata("tags")?.includes("parameters"));
    if (!cell) return { stands: false, changed: false };
    const before = cell.sharedModel.getSource();
    let [source, stands] = [before, true];
    for (const [name, value] of Object.entries(values)) {
      const text = new RegExp(`^(${name} *(?:: *str *)?= *)(["'])(?:\\\\.|(?!\\2).)*\\2`, "m");
      stands &&= text.test(source);
      source = source.replace(text, (_, head) => head + JSON.stringify(value));
    }
    if (source !== before) cell.sharedModel.setSource(source);
    return { stands, changed: source !== before };
  }

  // What leads from one review to another leads to its notebook here, which is run: there is no page of it.
  function leadToNotebooks(place) {
    document.addEventListener("click", event => {
      const [, name] = event.target.closest?.(".pl-piece a[href]")?.pathname.match(/\/(\d\d-[\w-]+)\.html$/) ?? [];
      if (!name) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      open(place, `${place.folder}${name}.ipynb`);
    }, true);
  }

  async function open(place, path) {
    const panel = await place.app.commands.execute("docmanager:open", { path, factory: "Notebook" });
    await panel.context.ready;
    place.app.shell.activateById(panel.id);
    sessionStorage.setItem(`${place.mark} ${path}`, "run");
    if (!begun.has(panel)) await runFirst(place, panel);
    else if (setParameters(panel.content, lastChosen(place)).changed) await run(place, panel);
    stands();
  }

  const begun = new Map();
  function runFirst(place, panel) {
    if (!begun.has(panel)) begun.set(panel, begin(place, panel));
    return begun.get(panel);
  }

  // A page asks its kernel which controls there are already, and a control that is shown meanwhile is given up after 2 s.
  // Asked once all cells have been sent, the kernel answers after the last of them. So they are sent when the page has
  // asked and the kernel answers at once: while it is at other work the page asks again, each control by itself.
  const [ASKS, AT_ONCE] = [2000, 1000]; // milliseconds that a page has until it asks, and that count as at once
  const asking = new Map();
  function listen(panel) {
    const hear = kernel => kernel && asking.set(panel, new Promise(resolve => kernel.anyMessage.connect((_, { msg }) => {
      if (msg.header.msg_type === "comm_open" && msg.content.target_name === "jupyter.widget.control") resolve();
    })));
    hear(panel.sessionContext.session?.kernel);
    panel.sessionContext.kernelChanged.connect((_, { newValue }) => hear(newValue));
    panel.disposed.connect(() => asking.delete(panel));
  }

  async function controlsAreKnown(panel) {
    await Promise.race([asking.get(panel), new Promise(resolve => { setTimeout(resolve, ASKS); })]);
    let sent;
    do {
      sent = performance.now();
      await panel.sessionContext.session?.kernel?.requestCommInfo({}).catch(() => {}); // a kernel that dies is run again
    } while (performance.now() - sent > AT_ONCE);
  }

  const ANEW = new Set(["restarting", "autorestarting"]); // a person has started the kernel anew, or it has died
  async function begin(place, panel) {
    await panel.sessionContext.ready;
    let lost = false;
    panel.sessionContext.statusChanged.connect((_, status) => {
      if (ANEW.has(status)) panel.content.node.querySelectorAll(".pl-panel").forEach(each => each.dispatchEvent(new CustomEvent("partnerlab:gone")));
      if (status === "autorestarting") lost = true; // the kernel has died, and another takes its place
      else if (lost && status === "idle") { lost = false; run(place, panel); }
    });
    await controlsAreKnown(panel);
    await run(place, panel);
  }

  // Runs all cells; again, up to three times, where a control came before JupyterLab was ready for it. That may be said
  // some time after its cell has run: a page that was loaded anew learns from a busy kernel which controls there are.
  async function run(place, panel, more = 3) {
    const { content } = panel;
    const last = content.widgets.at(-1);
    const top = () => { content.activeCellIndex = 0; content.scrollToItem?.(0); };
    const ran = place.app.commands.execute("notebook:run-all-cells", { semanticWidget: panel.id, activate: false });
    requestAnimationFrame(top); // running them goes to the last cell at once, and the answer stands at the top
    await ran;
    if (more && lacksControl(content)) return run(place, panel, more - 1);
    if (content.activeCell === last && content.mode === "command") top(); // a person who has gone elsewhere stays there
    if (more) lookAgain(place, panel, more, LOOKS);
  }

  const [LOOKS, PAUSE] = [30, 500]; // so often, and so many milliseconds apart
  function lookAgain(place, panel, more, looks) {
    if (panel.isDisposed || !looks) return;
    if (lacksControl(panel.content)) run(place, panel, more - 1);
    else setTimeout(() => lookAgain(place, panel, more, looks - 1), PAUSE);
  }

  function lacksControl(content) {
    const isLost = each => /^Error displaying widget/.test(each.textContent.trim());
    return [...content.node.querySelectorAll(".jp-OutputArea-output")].some(isLost);
  }

  (window._JUPYTERLAB ??= {}).partnerlab = {
    init: () => {},
    get: async () => () => ({ __esModule: true, default: start }),
  };
})();
