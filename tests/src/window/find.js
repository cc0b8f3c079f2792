// Finds what a person with assistive technology would find: by role and accessible name.
// arguments[0]: role ("button", "textbox", ... or "" for any), arguments[1]: name, arguments[2]: exact?
const [role, name, exact] = arguments;

const implicit = (element) => {
  const tag = element.tagName.toLowerCase();
  if (tag === "button") return "button";
  if (tag === "a" && element.hasAttribute("href")) return "link";
  if (tag === "textarea") return "textbox";
  if (tag === "select") return "combobox";
  if (tag === "input") {
    const type = (element.getAttribute("type") || "text").toLowerCase();
    return { checkbox: "checkbox", radio: "radio", range: "slider", button: "button", search: "searchbox" }[type] || "textbox";
  }
  return "";
};

const text = (element) => (element.textContent || "").replace(/\s+/g, " ").trim();

const nameOf = (element) => {
  const by = element.getAttribute("aria-labelledby");
  if (by) return by.split(/\s+/).map((id) => text(document.getElementById(id) || document.createElement("i"))).join(" ").trim();
  const label = element.getAttribute("aria-label");
  if (label) return label.trim();
  if (element.labels && element.labels.length) return text(element.labels[0]);
  return text(element) || element.getAttribute("title") || element.getAttribute("placeholder") || "";
};

const visible = (element) => {
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  return box.width > 0 && box.height > 0 && style.visibility !== "hidden" && !element.closest("[inert]");
};

const all = [...document.querySelectorAll("button, a[href], input, textarea, select, [role], [contenteditable=true]")];
const fits = (element) => {
  const is = element.getAttribute("role") || implicit(element);
  if (role && is !== role) return false;
  const named = nameOf(element);
  return exact ? named === name : named === name || named.startsWith(name);
};
// While a dialog is open, what lies behind it comes second: the eye and the screen reader are in the dialog.
const modal = [...document.querySelectorAll("[role=dialog], [role=alertdialog]")].at(-1);
const fitting = all.filter((element) => fits(element) && visible(element));
const inside = fitting.filter((element) => modal && modal.contains(element));
const found = inside.length > 0 ? inside : fitting;
// The innermost: a group carries the text of its children.
return found.find((element) => !found.some((other) => other !== element && element.contains(other))) || null;
