// Counts what is answered, hands the answers over as a small file or as text, and takes such a file again. Nothing is
// sent. Nothing is kept: pages opened from a folder share one storage, where any other page could read the answers.
const form = document.querySelector("form");
const required = JSON.parse(form.dataset.required);
let unsaved = false;

function readAnswers() {
  const answers = {};
  for (const [name, value] of new FormData(form)) {
    if (name !== "on" && value.trim()) answers[name] = value.trim();
  }
  return answers;
}

function firstOf(name) { return form.querySelector(`[name="${name}"]`); }

function showProgress() {
  const answers = readAnswers();
  const done = required.filter((name) => name in answers).length;
  for (const bar of document.querySelectorAll("progress")) bar.value = done;
  for (const words of document.querySelectorAll(".pf-count")) {
    const text = `${done} of ${required.length} required questions answered`;
    if (words.textContent !== text) words.textContent = text;
  }
}

function writeFile() {
  const { partnership, partner, version } = form.dataset;
  const on = form.elements.on.value;
  const saved = new Date().toISOString();
  const content = { partnerlab: "answers 1", partnership, partner, on, saved, form: version, answers: readAnswers() };
  return JSON.stringify(content, null, 1);
}

function say(text) { document.getElementById("said").textContent = text; }

function isDated() {
  if (form.elements.on.value) return true;
  say("Say on which day you answer, then try again.");
  form.elements.on.focus();
  return false;
}

function whatIsOpen() {
  const answers = readAnswers();
  const open = required.filter((name) => !(name in answers));
  const link = document.getElementById("next-open");
  link.hidden = open.length === 0;
  if (open.length === 0) return "Every required question is answered.";
  link.dataset.name = open[0];
  return open.length === 1 ? "1 required question is still open." : `${open.length} required questions are still open.`;
}

document.getElementById("save").addEventListener("click", () => {
  if (!isDated()) return;
  const { partnership, partnerFile } = form.dataset;
  const name = `${partnership}-${partnerFile}-${form.elements.on.value}.answers.json`;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([writeFile()], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  unsaved = false;
  say(`Saved as ${name}, where your browser keeps downloads. ${whatIsOpen()} Send the file back to whoever sent you this form.`);
});

document.getElementById("copy").addEventListener("click", async () => {
  if (!isDated()) return;
  const box = document.getElementById("text");
  box.value = writeFile();
  box.parentElement.hidden = false;
  box.focus();
  box.select();
  let copied = false;
  try { await navigator.clipboard.writeText(box.value); copied = true; } catch { copied = false; }
  if (copied) unsaved = false;
  say(copied ? `Copied. Paste it into an e-mail. ${whatIsOpen()}`
    : `The text is selected below: copy it, then paste it into an e-mail. ${whatIsOpen()}`);
});

function readSaved(text) {
  const plain = text.replace(/^[ \t]*(> ?)+/gm, "");
  const start = plain.indexOf("{");
  const end = plain.lastIndexOf("}");
  let saved = null;
  try { saved = JSON.parse(plain.slice(start, end + 1)); } catch { saved = null; }
  if (saved === null || typeof saved !== "object" || !String(saved.partnerlab ?? "").startsWith("answers")) {
    throw new Error("it holds no answers of this form. Choose the file that Save answers made");
  }
  const { partnership, partner } = form.dataset;
  if (saved.partnership !== partnership) throw new Error("its answers are about another partnership");
  if (saved.partner !== partner) throw new Error(`its answers are those of ${saved.partner}, and this form is for ${partner}`);
  return saved;
}

function fillIn(saved) {
  const answers = new Map(Object.entries(saved.answers ?? {}).map(([name, value]) => [name, String(value)]));
  let known = 0;
  for (const field of form.querySelectorAll("[name]")) {
    if (field.name === "on") continue;
    const value = answers.get(field.name) ?? "";
    if (field.type === "radio") {
      field.checked = value !== "" && field.value === value;
      known += field.checked ? 1 : 0;
    } else {
      field.value = value;
      known += value !== "" && field.value !== "" ? 1 : 0;
    }
  }
  if (/^\d{4}-\d{2}-\d{2}$/.test(saved.on ?? "")) form.elements.on.value = saved.on;
  return [known, answers.size - known];
}

async function goOnFrom(file) {
  const words = document.getElementById("again-said");
  if (unsaved && !confirm("Answers on this page that you have not saved will be replaced. Go on?")) {
    words.textContent = "Nothing was changed.";
    return;
  }
  try {
    if (file.size > 2000000) throw new Error("it is too large to be one");
    const [known, unknown] = fillIn(readSaved(await file.text()));
    unsaved = false;
    const lost = unknown === 1 ? " 1 answer in it is no longer asked for, or is not a choice any more."
      : unknown > 1 ? ` ${unknown} answers in it are no longer asked for, or are no choices any more.` : "";
    words.textContent = `${known === 1 ? "1 answer" : `${known} answers`} of ${form.elements.on.value} taken from ${file.name}.${lost} ${whatIsOpen()}`;
  } catch (error) {
    words.textContent = `${file.name} was not taken: ${error.message}. Nothing was changed.`;
  }
  showProgress();
}

document.getElementById("again").addEventListener("change", (event) => {
  const [file] = event.target.files;
  event.target.value = "";
  if (file) goOnFrom(file);
});
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  const [file] = event.dataTransfer.files;
  if (file) goOnFrom(file);
});

document.getElementById("next-open").addEventListener("click", (event) => firstOf(event.currentTarget.dataset.name).focus());
document.addEventListener("input", (event) => {
  if (event.target.id === "text" || event.target.id === "again") return;
  unsaved = true;
  showProgress();
});
form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });

if (!form.elements.on.value) {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  form.elements.on.value = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
showProgress();
