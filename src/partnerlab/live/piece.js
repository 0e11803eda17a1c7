// A piece of a page, written by the library with every value in it escaped.
function render({ model, el }) {
  const show = () => { el.innerHTML = model.get("html"); };
  model.on("change:html", show);
  show();
  return () => model.off("change:html", show);
}

export default { render };
