// Counts what is answered, and hands the answers over as a small file or as text. Nothing is sent, nothing is kept.
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

document.getElementById("next-open").addEventListener("click", (event) => firstOf(event.currentTarget.dataset.name).focus());
document.addEventListener("input", (event) => {
  if (event.target.id === "text") return;
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
