// Opens the notebook that `partnerlab lab` is about and runs it, once its kernel is there. It asks nothing of the network.
(() => {
  const start = {
    id: "partnerlab:start",
    description: "Runs the notebook that partnerlab opens.",
    autoStart: true,
    activate: app => {
      waitWithFormats(app.serviceManager.nbconvert);
      const told = JSON.parse(document.getElementById("jupyter-config-data")?.textContent ?? "{}");
      if (told.partnerlabRun) leadToNotebooks(app, told.partnerlabRun, told.partnerlabStart);
      if (told.partnerlabRun) app.restored.then(() => open(app, told.partnerlabRun, `partnerlab ${told.partnerlabStart}`));
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

  // What leads from one review to another leads to its notebook here, which is run: there is no page of it.
  function leadToNotebooks(app, first, start) {
    document.addEventListener("click", event => {
      const [, name] = event.target.closest?.(".pl-piece a[href]")?.pathname.match(/\/(\d\d-[\w-]+)\.html$/) ?? [];
      if (!name) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const path = first.replace(/[^/]*$/, `${name}.ipynb`);
      open(app, path, `partnerlab ${start} ${path}`);
    }, true);
  }

  async function open(app, path, mark) {
    const panel = await app.commands.execute("docmanager:open", { path, factory: "Notebook" });
    await panel.context.ready;
    await panel.sessionContext.ready;
    app.shell.activateById(panel.id);
    let lost = false;
    panel.sessionContext.statusChanged.connect((_, status) => {
      if (status === "autorestarting") lost = true; // the kernel has died, and another takes its place
      else if (lost && status === "idle") { lost = false; run(app, panel.content); }
    });
    if (sessionStorage.getItem(mark)) return stands(); // the page was loaded anew: its kernel still knows what was run
    sessionStorage.setItem(mark, "run");
    await run(app, panel.content);
    stands();
  }

  // Runs all cells; once more where a control came before JupyterLab was ready for it.
  async function run(app, content, again = false) {
    const top = () => { content.activeCellIndex = 0; content.scrollToItem?.(0); };
    const ran = app.commands.execute("notebook:run-all-cells");
    requestAnimationFrame(top); // running them goes to the last cell at once, and the answer stands at the top
    await ran;
    const isLost = each => /^Error displaying widget/.test(each.textContent.trim());
    if (!again && [...content.node.querySelectorAll(".jp-OutputArea-output")].some(isLost)) return run(app, content, true);
    if (content.activeCellIndex === content.widgets.length - 1) top(); // a person who has gone elsewhere stays there
  }

  (window._JUPYTERLAB ??= {}).partnerlab = {
    init: () => {},
    get: async () => () => ({ __esModule: true, default: start }),
  };
})();
