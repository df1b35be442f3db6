// The deck's fixed parts, built once. Only texts and lists change afterwards, so nothing jumps between papers.

const ACTIONS = [
  ["approve", "Approve", "primary"],
  ["reject", "Reject", ""],
  ["snooze", "Snooze", ""],
  ["undo", "Undo", "quiet"],
  ["edit", "Edit", "quiet"],
];
const FIELDS = [
  ["title", "Title", "area"],
  ["section", "Section", "section"],
  ["tags", "Tags", "tags"],
  ["venue", "Venue", "line"],
  ["authors", "Authors", "area"],
  ["code", "Code, a link a line", "area"],
  ["idea", "Idea in a sentence", "area"],
];

/** Build the deck; returns its parts by name. `act(action, detail)` is called for everything a person does. */
function frame(act, keys) {
  const parts = { fields: {} };
  parts.root = h("div", { class: "deck", "data-ready": "no" }, bar(parts, act), alerts(parts), columns(parts, act));
  parts.menu = h("div", { class: "menu", role: "dialog", "aria-label": "Choose", hidden: true });
  parts.sheet = h("div", { class: "sheet", role: "dialog", "aria-modal": "true", "aria-label": "Keys", hidden: true });
  parts.live = h("div", { class: "unseen", role: "status", "aria-live": "polite" });
  parts.root.append(parts.menu, parts.sheet, parts.live);
  showKeys(parts, keys);
  return parts;
}

function bar(parts, act) {
  parts.buttons = {};
  const buttons = ACTIONS.map(([action, label, look]) => {
    const button = h("button", { type: "button", class: look, "data-action": action, onclick: () => act(action) }, label);
    parts.buttons[action] = button;
    return button;
  });
  parts.list_toggle = h("button", { type: "button", class: "quiet narrow", onclick: () => act("list"), "aria-expanded": "false" }, "List");
  parts.count = h("span", { class: "count" });
  parts.saved = h("span", { class: "saved", "data-state": "idle" });
  parts.help = h("button", { type: "button", class: "quiet round", "data-action": "help", "aria-label": "Keys", onclick: () => act("help") }, "?");
  const group = h("div", { class: "actions", role: "group", "aria-label": "Decide" }, parts.list_toggle, ...buttons);
  return h("div", { class: "bar" }, group, h("div", { class: "state" }, parts.saved, parts.count, parts.help));
}

function alerts(parts) {
  parts.alerts = h("div", { class: "alerts", role: "alert" });
  return parts.alerts;
}

function columns(parts, act) {
  return h("div", { class: "columns" }, listColumn(parts, act), paperColumn(parts, act), entryColumn(parts, act));
}

function listColumn(parts, act) {
  parts.search = h("input", { type: "search", class: "search", placeholder: "Search", "aria-label": "Search titles, abstracts and authors", oninput: (e) => act("ask", { text: e.target.value }) });
  parts.source = h("select", { "aria-label": "Source", onchange: (e) => act("ask", { source: e.target.value }) });
  parts.sort = h("select", { "aria-label": "Order", onchange: (e) => act("ask", { sort: e.target.value }) });
  for (const [value, label] of [["relevance", "Best first"], ["newest", "Newest"], ["oldest", "Oldest"], ["twins", "Possible repeats"]])
    parts.sort.append(h("option", { value }, label));
  parts.list = h("ul", { class: "list", role: "listbox", tabindex: "0", "aria-label": "Waiting papers" });
  parts.list.addEventListener("click", (e) => {
    const row = e.target.closest("[data-key]");
    if (row) act("choose", row.dataset.key);
  });
  const filters = h("div", { class: "filters" }, parts.source, parts.sort);
  parts.aside = h("aside", { class: "aside", "aria-label": "Queue" }, parts.search, filters, parts.list);
  return parts.aside;
}

function paperColumn(parts, act) {
  parts.facts = h("div", { class: "facts" });
  parts.overtaken = h("p", { class: "note overtaken", hidden: true });
  parts.title = h("h2", { class: "title" });
  parts.authors = h("p", { class: "authors" });
  parts.links = h("p", { class: "links" });
  parts.twin = h("section", { class: "twin", "aria-label": "Possible repeat", hidden: true });
  parts.group = h("ul", { class: "group", "aria-label": "Papers of this proposal", hidden: true });
  parts.abstract = h("p", { class: "abstract" });
  parts.why = h("ul", { class: "why" });
  parts.nearest = h("ul", { class: "why" });
  parts.why_box = h("section", { class: "reasons" }, h("h3", {}, "Why"), parts.why);
  parts.nearest_box = h("section", { class: "reasons" }, h("h3", {}, "Closest entries"), parts.nearest);
  parts.empty = h("div", { class: "empty", hidden: true });
  parts.body = h("div", { class: "body" }, parts.overtaken, parts.facts, parts.title, parts.authors, parts.links, parts.twin, parts.group, parts.abstract, h("div", { class: "grounds" }, parts.why_box, parts.nearest_box));
  parts.paper = h("main", { class: "paper", tabindex: "-1", "aria-label": "Paper" }, parts.body, parts.empty);
  return parts.paper;
}

function entryColumn(parts, act) {
  const rows = FIELDS.map(([name, label, kind]) => fieldRow(parts, act, name, label, kind));
  parts.note = h("p", { class: "note", hidden: true });
  parts.reset = h("button", { type: "button", class: "quiet small", "data-action": "reset", hidden: true, onclick: () => act("reset") }, "Back to the proposal");
  parts.rows = h("div", {}, ...rows);
  parts.form = h("div", { class: "form" }, parts.note, parts.rows, parts.reset);
  parts.where = h("span", { class: "where" });
  parts.above = h("div", { class: "neighbour" });
  parts.block = h("pre", { class: "block", tabindex: "0", "aria-label": "Lines that will land" });
  parts.below = h("div", { class: "neighbour" });
  parts.beside = h("div", { class: "beside" });
  parts.landing = h("section", { class: "landing", "aria-label": "What will land" }, h("h3", {}, "What will land", parts.where), h("div", { class: "diff" }, parts.above, parts.block, parts.below, parts.beside));
  parts.entry = h("section", { class: "entry", "aria-label": "Entry" }, parts.form, parts.landing);
  return parts.entry;
}

function fieldRow(parts, act, name, label, kind) {
  const id = `gleaner-${name}`;
  const input = kind === "line" || kind === "tags" ? h("input", { id, type: "text", autocomplete: "off" }) : kind === "section" ? h("select", { id }) : h("textarea", { id, rows: "1" });
  input.addEventListener("input", () => {
    if (input.tagName === "TEXTAREA") grow(input);
    act("type", { name, value: input.value });
  });
  parts.fields[name] = input;
  const chips = kind === "section" || kind === "tags" ? h("div", { class: "chips", role: "group", "aria-label": `${label}, suggested` }) : null;
  if (chips) parts[`${name}_chips`] = chips;
  return h("div", { class: "field" }, h("label", { for: id }, label), chips, input);
}

/** A text area as tall as its text. */
function grow(area) {
  area.style.height = "auto";
  if (area.scrollHeight) area.style.height = `${area.scrollHeight + 2}px`;
}

/** Put each action's key on its button. */
function showKeys(parts, keys) {
  for (const [action, button] of Object.entries({ ...parts.buttons, reset: parts.reset })) {
    button.querySelector("kbd")?.remove();
    button.removeAttribute("aria-keyshortcuts");
    if (!keys.on) continue;
    button.append(h("kbd", { "aria-hidden": "true" }, keys.of[action].toUpperCase()));
    button.setAttribute("aria-keyshortcuts", keys.of[action].toUpperCase());
  }
}
