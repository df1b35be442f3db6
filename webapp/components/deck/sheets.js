// What opens over the deck: the choice of a reason or a span, and the sheet of keys.

function openMenu(deck, act, question, choices) {
  const { menu } = deck.parts;
  deck.before = deck.focused();
  const pick = (choice) => {
    deck.close(menu);
    deck.decide(act, act === "reject" ? { reason: choice } : { until: choice });
  };
  const cancel = h("button", { type: "button", class: "quiet small", onclick: () => deck.close(menu) }, "Cancel", h("kbd", { "aria-hidden": "true" }, "Esc"));
  const buttons = choices.map((choice, i) => {
    const [value, label] = Array.isArray(choice) ? choice : [choice, choice];
    return h("button", { type: "button", onclick: () => pick(value) }, label, h("kbd", { "aria-hidden": "true" }, String(i + 1)));
  });
  menu.setAttribute("aria-label", question);
  menu.replaceChildren(h("h3", {}, question), ...buttons, cancel);
  menu.hidden = false;
  const at = deck.parts.buttons[act].getBoundingClientRect();
  const within = deck.parts.root.getBoundingClientRect();
  const narrow = within.width < 720;
  menu.style.left = narrow ? "" : `${Math.max(0, at.left - within.left)}px`;
  menu.style.top = narrow ? "" : `${at.bottom - within.top + 6}px`;
  (buttons[act === "snooze" ? 1 : 0] ?? cancel).focus();
}

function openSheet(deck) {
  const { sheet } = deck.parts;
  if (sheet.hidden) deck.before = deck.focused();
  const groups = [...new Set(KEYS.map(([, , , group]) => group))];
  const off = h("input", { type: "checkbox", id: "gleaner-keys-on", onchange: (e) => { deck.keys.on = e.target.checked; deck.keys.keep(); showKeys(deck.parts, deck.keys); } });
  off.checked = deck.keys.on;
  const close = h("button", { type: "button", class: "quiet small", onclick: () => deck.close(sheet) }, "Close", h("kbd", { "aria-hidden": "true" }, "Esc"));
  const again = h("button", { type: "button", class: "quiet small", onclick: () => { deck.keys.reset(); showKeys(deck.parts, deck.keys); openSheet(deck); } }, "Back to the first keys");
  const head = h("div", { class: "sheet-head" }, h("h3", {}, "Keys"), close);
  const foot = h("div", { class: "sheet-foot" }, h("label", { for: "gleaner-keys-on" }, off, " Single keys act"), again);
  const lists = groups.map((group) => h("section", {}, h("h4", {}, group), ...KEYS.filter(([, , , of]) => of === group).map((row) => keyRow(deck, row))));
  sheet.replaceChildren(head, h("div", { class: "sheet-body" }, ...lists), h("p", { class: "sheet-note" }, "Press a key's button, then the key you want. ", h("a", { href: "plain", target: "_self" }, "The plain page"), " does the same without them."), foot);
  sheet.hidden = false;
  close.focus();
}

function keyRow(deck, [action, , label]) {
  const button = h("button", { type: "button", class: "key", "aria-label": `${label}: ${deck.keys.of[action]}. Change` }, deck.keys.of[action].toUpperCase());
  button.addEventListener("click", () => {
    button.textContent = "…";
    button.addEventListener("keydown", (event) => {
      event.preventDefault();
      event.stopPropagation();
      if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) deck.keys.set(action, event.key.toLowerCase());
      showKeys(deck.parts, deck.keys);
      openSheet(deck);
    }, { once: true });
  });
  return h("div", { class: "key-row" }, button, h("span", {}, label));
}
