// Small comforts on top of pages that work without them. Words come from the page, never from here.
"use strict";

// A form is sent once: the button says it is at work, and a second press does nothing.
function sendOnce(form) {
  // A download leaves the page standing, so the same file can be asked for again.
  if ("downloads" in form.dataset) return;
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    const button = event.submitter ?? form.querySelector("button[type=submit], button:not([type])");
    button?.setAttribute("aria-busy", "true");
  });
}

// Coming back with the browser's own button finds the form ready again.
function readyAgain() {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  }
}

function toErrorSummary() {
  const summary = document.querySelector("[data-error-summary]");
  if (!summary) return;
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    const control = target.matches("input, select, textarea") ? target : target.querySelector("input, select, textarea");
    (control ?? target).focus();
    target.scrollIntoView({ block: "center" });
  });
}

// A file that is too large is refused before the upload, with the sentence that the page carries.
function tooLarge(input) {
  const limit = Number(input.dataset.maxBytes);
  return [...input.files].some((file) => file.size > limit);
}

function showFileError(input, wrong) {
  const id = `${input.id}-too-large`;
  document.getElementById(id)?.remove();
  input.toggleAttribute("aria-invalid", false);
  if (!wrong) return;
  const message = document.createElement("p");
  message.id = id;
  message.className = "ds-validation-message";
  message.setAttribute("role", "alert");
  message.textContent = input.dataset.tooLarge;
  input.closest(".ds-field").append(message);
  input.setAttribute("aria-invalid", "true");
  const described = new Set((input.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
  input.setAttribute("aria-describedby", [...described.add(id)].join(" "));
}

function checkFiles(form) {
  const inputs = [...form.querySelectorAll("input[type=file][data-max-bytes]")];
  for (const input of inputs) {
    input.addEventListener("change", () => showFileError(input, tooLarge(input)));
  }
  if (!inputs.length) return;
  form.addEventListener("submit", (event) => {
    const wrong = inputs.filter(tooLarge);
    if (!wrong.length) return;
    event.preventDefault();
    wrong.forEach((input) => showFileError(input, true));
    wrong[0].focus();
  });
}

// Leaving a half-filled form asks first; sending it does not.
function guard(form) {
  let changed = form.dataset.guard === "changed" || Boolean(form.querySelector("[data-error-summary]"));
  form.addEventListener("input", () => {
    changed = true;
  });
  form.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) changed = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}

// Menus close when one turns elsewhere, or with Escape, which also gives the focus back.
function closeMenus() {
  const menus = [...document.querySelectorAll("details[data-menu]")];
  document.addEventListener("click", (event) => {
    for (const menu of menus) {
      if (menu.open && !menu.contains(event.target)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus.filter((candidate) => candidate.open)) {
      menu.open = false;
      if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    }
  });
}

// On paper everything that was folded away is shown.
function openForPrint() {
  const opened = [];
  window.addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("main details:not([open])")) {
      part.open = true;
      opened.push(part);
    }
  });
  window.addEventListener("afterprint", () => {
    opened.splice(0).forEach((part) => {
      part.open = false;
    });
  });
}

// The file check comes before the others: what it stops is not sent, and not yet saved.
for (const form of document.querySelectorAll("form[method=post]")) {
  checkFiles(form);
  sendOnce(form);
  if ("guard" in form.dataset) guard(form);
}
// Long work goes on by itself; without a script the same button is pressed.
document.querySelector("form[data-go-on]")?.requestSubmit();
window.addEventListener("pageshow", readyAgain);
toErrorSummary();
closeMenus();
openForPrint();
