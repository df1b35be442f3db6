// The keys: one table for the handler, the buttons and the help sheet.

const KEYS = [
  ["approve", "a", "Approve", "Decide"],
  ["reject", "x", "Reject, then 1–6 or Enter for the reason", "Decide"],
  ["snooze", "s", "Snooze, then 1–3 or Enter", "Decide"],
  ["same", "m", "Same as the known paper", "Decide"],
  ["different", "n", "Different from the known paper", "Decide"],
  ["undo", "z", "Undo, up to fifty times", "Decide"],
  ["next", "j", "Next paper (also ↓)", "Move"],
  ["previous", "k", "Previous paper (also ↑)", "Move"],
  ["first", "t", "To the top of the list", "Move"],
  ["search", "/", "Search", "Move"],
  ["filter", "f", "Filter by source", "Move"],
  ["edit", "e", "Edit the title; Tab goes on, Esc leaves the field", "Edit"],
  ["section", "l", "Choose the section", "Edit"],
  ["tags", "y", "Add a tag", "Edit"],
  ["reset", "b", "Back to the proposed fields", "Edit"],
  ["paper", "o", "Open the paper", "Open"],
  ["code", "h", "Open the code", "Open"],
  ["page", "p", "Open the pull request", "Open"],
  ["go", "g", "Go to a page: then T, B, L, I, A or S", "Open"],
  ["help", "?", "This sheet", "Open"],
];
const ARROWS = { ArrowDown: "next", ArrowUp: "previous" };
const PAGES = { t: "triage", b: "backlog", l: "list", i: "insight", a: "activity", s: "settings" };
const ONCE = new Set(["approve", "reject", "snooze", "same", "different", "undo"]);
const MEMORY = "gleaner-keys";

/** The person's own keys: {action: key}, and whether single keys are on at all. */
class KeyMap {
  constructor() {
    const kept = readKept(localStorage, MEMORY, {});
    this.on = kept.on !== false;
    this.of = Object.fromEntries(KEYS.map(([action, key]) => [action, kept.of?.[action] ?? key]));
  }

  keep() {
    writeKept(localStorage, MEMORY, { on: this.on, of: this.of });
  }

  set(action, key) {
    const holder = Object.keys(this.of).find((other) => this.of[other] === key);
    if (holder) this.of[holder] = this.of[action];
    this.of[action] = key;
    this.keep();
  }

  reset() {
    this.on = true;
    this.of = Object.fromEntries(KEYS.map(([action, key]) => [action, key]));
    this.keep();
  }

  /** What a key press asks for; null for keys that are somebody else's. */
  action(event) {
    if (!this.on || event.ctrlKey || event.metaKey || event.altKey || typing(event)) return null;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const action = ARROWS[key] ?? Object.keys(this.of).find((name) => this.of[name] === key) ?? null;
    return event.repeat && ONCE.has(action) ? null : action;
  }
}

/** Whether the key goes into a field, or moves something that answers to keys itself. */
function typing(event) {
  const target = event.composedPath()[0];
  if (!(target instanceof Element)) return false;
  if (target.closest("input, textarea, select, [contenteditable]:not([contenteditable='false'])")) return true;
  return Boolean(target.closest("[role=slider], [role=spinbutton], [role=combobox], [role=menu], [role=dialog]"));
}

function readKept(storage, name, otherwise) {
  try {
    return JSON.parse(storage.getItem(name)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

function writeKept(storage, name, value) {
  try {
    storage.setItem(name, JSON.stringify(value));
  } catch {
    // A full or forbidden storage costs comfort, not decisions: those are on their way to the server.
  }
}
