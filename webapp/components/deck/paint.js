// State → page. Painting a paper sets texts of parts that are there already; the list keeps its rows.

const NAMES = 12; // of the authors that stand before the abstract
const WORTH = 0.02; // a section that is less likely is no alternative

function paintAll(deck) {
  paintList(deck);
  paintPaper(deck);
  paintState(deck);
  paintAlerts(deck);
}

// --- the list -------------------------------------------------------------------------------------------------------

function paintList(deck) {
  const { parts, store } = deck;
  const keys = store.visible;
  let at = parts.list.firstElementChild;
  for (const key of keys) {
    let row = deck.rows.get(key);
    if (!row) deck.rows.set(key, (row = makeRow(key)));
    fillRow(row, store.cards.get(key), store);
    if (row === at) at = at.nextElementSibling;
    else parts.list.insertBefore(row, at);
  }
  while (at) {
    const next = at.nextElementSibling;
    deck.rows.delete(at.dataset.key);
    at.remove();
    at = next;
  }
  markCurrent(deck);
}

function makeRow(key) {
  const row = h("li", { role: "option", id: `row-${key}`, "data-key": key, "aria-selected": "false" });
  row.append(h("span", { class: "row-title" }), h("span", { class: "row-facts" }));
  return row;
}

function fillRow(row, card, store) {
  const state = card ? `${card.version} ${store.score(card)} ${store.changed(card.key)} ${Boolean(store.twin(card.key))}` : "";
  if (row.dataset.state === state) return;
  row.dataset.state = state;
  if (!card) {
    row.firstChild.textContent = "…";
    return;
  }
  row.firstChild.replaceChildren(...mathNodes(card.title));
  const facts = [h("b", {}, `${store.score(card)}`), ` ${card.parts.length ? `${card.parts.length} papers · ` : ""}${[card.sources[0], age(card.published)].filter(Boolean).join(" · ")}`];
  if (store.twin(card.key)) facts.push(h("span", { class: "flag" }, " may repeat"));
  if (store.changed(card.key)) facts.push(h("span", { class: "flag" }, " edited"));
  row.lastChild.replaceChildren(...facts);
}

function markCurrent(deck) {
  const { parts, store } = deck;
  parts.list.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
  const row = deck.rows.get(store.current);
  if (!row) {
    parts.list.removeAttribute("aria-activedescendant");
    return;
  }
  row.setAttribute("aria-selected", "true");
  parts.list.setAttribute("aria-activedescendant", row.id);
  const box = parts.list;
  const top = row.offsetTop - box.offsetTop;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + row.offsetHeight > box.scrollTop + box.clientHeight) box.scrollTop = top + row.offsetHeight - box.clientHeight;
}

// --- the paper ------------------------------------------------------------------------------------------------------

function paintPaper(deck) {
  const { parts, store } = deck;
  const card = store.cards.get(store.current);
  parts.body.hidden = parts.entry.hidden = !card;
  parts.empty.hidden = Boolean(card);
  parts.root.dataset.id = card?.key ?? "";
  if (!card) return paintEmpty(deck);
  const other = parts.title.dataset.id !== `${card.key} ${card.version}`;
  if (other) paintCard(deck, card);
  paintTwin(deck, card);
  paintGroup(deck, card);
  parts.likely.textContent = `${store.score(card)}%`;
  parts.title.dataset.id = `${card.key} ${card.version}`;
  paintForm(deck, card, other);
  paintPreview(deck, card);
  const overtaken = store.meta.overtaken?.[card.key];
  parts.overtaken.hidden = !overtaken;
  parts.overtaken.textContent = overtaken ?? "";
}

/** The people before the abstract: of hundreds the first; the field on the right holds them all. */
function few(authors) {
  const names = authors.split(", ");
  return names.length > NAMES + 2 ? `${names.slice(0, NAMES).join(", ")} and ${names.length - NAMES} more` : authors;
}

function paintCard(deck, card) {
  const { parts } = deck;
  parts.paper.scrollTop = 0;
  parts.title.replaceChildren(...mathNodes(card.title));
  parts.authors.textContent = [few(card.authors), card.venue].filter(Boolean).join(" · ");
  parts.likely = h("b", {});
  const likely = h("span", { class: "likely" }, parts.likely, " likely");
  const numbers = [[card.upvotes, "upvote"], [card.stars, "star"]].filter(([n]) => n).map(([n, word]) => `${n} ${word}${n === 1 ? "" : "s"}`);
  const chips = [...card.sources, age(card.published), ...numbers].filter(Boolean);
  parts.facts.replaceChildren(likely, ...chips.map((text) => h("span", {}, text)));
  const links = [["Paper", card.url], ["Code", card.code], [card.number ? `Proposal #${card.number}` : "Proposal", card.page]];
  parts.links.replaceChildren(...links.filter(([, url]) => url).map(([label, url]) => h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label)));
  parts.abstract.replaceChildren(...(card.abstract ? markedNodes(card.abstract, card.terms) : ["No abstract is known for this paper."]));
  parts.abstract.classList.toggle("absent", !card.abstract);
  paintReasons(parts.why_box, parts.why, card.parts.length ? [] : card.why);
  paintReasons(parts.nearest_box, parts.nearest, card.nearest);
}

/** The papers of a proposal that holds several, each with its box. */
function paintGroup(deck, card) {
  const { parts, store } = deck;
  parts.group.hidden = !card.parts.length;
  parts.abstract.hidden = card.parts.length > 0;
  const left = new Set((store.form(card.key).unticked ?? "").split("\n").filter(Boolean));
  const id = card.parts.length ? `${card.key} ${card.version} ${[...left]} ${store.meta.readonly}` : "";
  if (parts.group.dataset.id === id) return;
  parts.group.dataset.id = id;
  const locked = Boolean(store.meta.readonly) || card.touched;
  const flip = (key) => {
    left.has(key) ? left.delete(key) : left.add(key);
    deck.type("unticked", [...left].join("\n"));
    paintGroup(deck, card);
  };
  parts.group.replaceChildren(...card.parts.map((part) => groupRow(part, left, locked, flip)));
}

function groupRow(part, left, locked, flip) {
  const box = h("input", { type: "checkbox", id: `part-${part.key}`, disabled: locked || Boolean(part.gone), onchange: () => flip(part.key) });
  box.checked = !left.has(part.key) && !part.gone;
  const name = h("label", { for: box.id }, ...mathNodes(part.title));
  const facts = [`${part.score}% likely`, part.section, part.why].filter(Boolean).join(" · ");
  const link = part.url ? h("a", { href: part.url, target: "_blank", rel: "noopener noreferrer" }, "Paper") : null;
  const more = [part.gone, part.twin && `May repeat ${part.twin}`].filter(Boolean).map((text) => h("p", { class: "part-flag" }, text));
  const told = part.abstract ? h("details", {}, h("summary", {}, "Abstract"), h("p", {}, ...mathNodes(part.abstract))) : null;
  return h("li", {}, box, h("div", {}, name, h("p", { class: "part-facts" }, part.authors), h("p", { class: "part-facts" }, facts, link ? " · " : null, link), ...more, told));
}

function paintReasons(box, list, reasons) {
  box.hidden = !reasons.length;
  list.replaceChildren(...reasons.map((reason) => h("li", {}, ...mathNodes(reason))));
}

function paintTwin(deck, card) {
  const box = deck.parts.twin;
  const twin = deck.store.twin(card.key);
  box.hidden = !twin;
  const id = twin ? `${card.key} ${card.version} ${deck.keys.on} ${deck.keys.of.same} ${deck.keys.of.different}` : "";
  if (!twin || box.dataset.id === id) return;
  box.dataset.id = id;
  const [known, mine] = differing(twin.title || twin.where, card.title);
  // A list that leaves authors out (…) says nothing about those it does not name.
  const told = twin.authors && !/\.\.\.|…|et al/.test(twin.authors);
  const [their, ours] = told ? differing(twin.authors, card.authors) : [[twin.authors], [card.authors]];
  const side = (name, title, authors, where) => h("div", { class: "side" }, h("h4", {}, name), h("p", { class: "side-title" }, ...title), h("p", {}, ...authors), h("p", { class: "side-where" }, where));
  const key = (action) => (deck.keys.on ? h("kbd", { "aria-hidden": "true" }, deck.keys.of[action].toUpperCase()) : null);
  const answer = (action, label) => h("button", { type: "button", class: "small", "data-action": action, disabled: Boolean(deck.store.meta.readonly), onclick: () => deck.act(action) }, label, key(action));
  const answers = h("div", { class: "twin-answers" }, answer("same", "Same paper"), answer("different", "Different"));
  box.replaceChildren(
    h("div", { class: "twin-head" }, h("h3", {}, `May repeat a known paper, ${twin.score}% alike`), answers),
    h("div", { class: "sides" }, side("In the list", known, their, [twin.venue, twin.where].filter(Boolean).join(" · ")), side("This paper", mine, ours, [card.venue, card.published].filter(Boolean).join(" · "))),
    h("ul", { class: "why" }, ...twin.reasons.map((reason) => h("li", {}, reason))),
  );
}

function paintEmpty({ parts, store }) {
  const { text, source, sort } = store.asked ?? {};
  const filtered = Boolean(text || source || sort === "twins");
  const [title, what] = !store.meta.repo || store.visible.length
    ? ["Reading…", "This takes a moment."]
    : filtered && store.meta.waiting
      ? ["Nothing matches", "Clear the search or choose another source: the rest still waits."]
      : !store.meta.begun
        ? ["Nothing was proposed yet", "Proposals come with a run: wait for the schedule, or start one with “gleaner run”."]
        : ["All decided", "Nothing waits. New proposals come with the next run; what was not proposed stands under Backlog."];
  parts.empty.replaceChildren(h("h2", {}, title), h("p", {}, what));
}

// --- the entry ------------------------------------------------------------------------------------------------------

function paintForm(deck, card, other) {
  const { parts, store } = deck;
  const form = store.form(card.key);
  const locked = card.touched || Boolean(store.meta.readonly);
  if (other || deck.sectionsOf !== store.meta.sections) fillSections(deck, card);
  for (const [name, input] of Object.entries(parts.fields)) {
    input.disabled = locked;
    // Never under a person's fingers.
    if (input !== deck.focused() || other) if (input.value !== form[name]) input.value = form[name] ?? "";
    if (other && input.tagName === "TEXTAREA") deck.growing.add(input);
  }
  const group = card.parts.length > 0;
  parts.entry.classList.toggle("together", group);
  parts.rows.hidden = group;
  parts.note.hidden = !card.touched && !group;
  if (card.touched) parts.note.textContent = "A person wrote on this proposal's branch. What lands is what they wrote.";
  else if (group) parts.note.textContent = `${card.parts.length} papers in one proposal. Untick what should not land; the fields of each stay as proposed.`;
  parts.reset.hidden = !store.changed(card.key);
  paintChips(deck, card, form, locked);
}

function fillSections(deck, card) {
  const { parts, store } = deck;
  const known = store.meta.sections.includes(card.form.section) ? store.meta.sections : [card.form.section, ...store.meta.sections];
  deck.sectionsOf = store.meta.sections;
  const id = known.join("\n");
  if (deck.sectionsShown === id) return;
  deck.sectionsShown = id;
  parts.fields.section.replaceChildren(...known.map((name) => h("option", { value: name }, shortened(name, store.meta.root))));
}

function paintChips(deck, card, form, locked) {
  const { parts } = deck;
  const likely = card.sections.filter(({ name, score }) => name === card.form.section || score >= WORTH);
  const sections = (likely.length ? likely : [{ name: card.form.section, score: null }]).slice(0, 3);
  parts.section_chips.replaceChildren(...sections.map(({ name, score }) => chip(deck, told(name, deck.store.meta), name === form.section, locked, score, () => deck.type("section", name), name)));
  const chosen = form.tags.split(",").map((tag) => tag.trim()).filter(Boolean);
  const offered = [...new Set([...chosen, ...card.tags.map((tag) => tag.name), ...deck.store.meta.tags])].slice(0, Math.max(8, chosen.length + 3));
  const flip = (tag) => deck.type("tags", (chosen.includes(tag) ? chosen.filter((other) => other !== tag) : [...chosen, tag]).join(", "));
  parts.tags_chips.replaceChildren(...offered.map((tag) => chip(deck, tag, chosen.includes(tag), locked, null, () => flip(tag), tag)));
}

function chip(deck, label, on, locked, score, choose, full) {
  const percent = score == null ? null : h("small", {}, `${Math.round(score * 100)}%`);
  return h("button", { type: "button", class: "chip", "aria-pressed": String(on), disabled: locked, title: full === label ? null : full, onclick: choose }, h("span", {}, label), percent);
}

/** A section's last heading; with those above it where another section's is the same, as with years. */
function told(name, { sections, root }) {
  const last = (path) => path.split(" > ").pop();
  return sections.filter((other) => last(other) === last(name)).length > 1 ? shortened(name, root) : last(name);
}

/** A section's name without the heading that all sections stand under. */
function shortened(name, root) {
  return root && name.startsWith(`${root} > `) ? name.slice(root.length + 3) : name;
}

function paintPreview({ parts, store }, card) {
  const preview = store.previews.get(card.key);
  parts.landing.dataset.id = preview ? card.key : "";
  parts.landing.classList.toggle("failed", Boolean(preview?.error));
  if (!preview) {
    parts.where.textContent = "";
    parts.above.textContent = parts.below.textContent = "";
    parts.beside.replaceChildren();
    parts.block.textContent = "Rendering…";
    return;
  }
  parts.where.textContent = preview.line ? `${preview.path}, line ${preview.line}` : preview.path;
  parts.above.textContent = preview.before;
  parts.block.textContent = preview.error || preview.block;
  parts.below.textContent = preview.after;
  parts.beside.replaceChildren(
    ...preview.beside.flatMap((other) => [h("div", { class: "file" }, `${other.path}, line ${other.line}`), h("pre", { class: "block" }, other.block)]),
    ...preview.left.map((words) => h("div", { class: "file" }, words)),
  );
}

// --- state and alerts -----------------------------------------------------------------------------------------------

function paintState(deck) {
  const { parts, store } = deck;
  const keys = store.visible;
  const at = keys.indexOf(store.current);
  const total = Math.max(store.meta.matched - store.gone.size, keys.length);
  parts.count.textContent = total ? `${at + 1} of ${total}` : "";
  const readonly = store.meta.readonly;
  for (const [action, button] of Object.entries(parts.buttons))
    button.disabled = Boolean(readonly) || (action === "undo" ? !store.newestUndoable() : !store.current);
  const [state, text] = savedState(store, Date.now());
  parts.saved.dataset.state = state;
  parts.saved.textContent = text;
}

function savedState(store, now) {
  const open = store.ops;
  const oldest = open.length ? now - open[0].t : 0;
  if (store.meta.readonly) return ["readonly", "Read only"];
  if (open.length && (oldest > 6000 || !navigator.onLine)) return ["offline", `Not saved yet: ${open.length}. Keep this page open.`];
  if (open.length) return ["saving", "Saving…"];
  if (store.meta.held) return ["under-way", `Saved · ${store.meta.under_way} waiting`];
  if (store.meta.under_way) return ["under-way", `Saved · ${store.meta.under_way} on the way`];
  return store.savedAt ? ["saved", `Saved ${store.savedAt.toTimeString().slice(0, 8)}`] : ["idle", ""];
}

function paintAlerts(deck) {
  const { parts, store } = deck;
  const shown = JSON.stringify([store.said, store.trouble, store.meta.readonly, store.meta.notice, store.meta.held]);
  if (parts.alerts.dataset.shown === shown) return;
  parts.alerts.dataset.shown = shown;
  const notes = [store.meta.readonly, store.meta.notice, store.meta.held].filter(Boolean).map((text) => h("div", { class: "alert" }, h("span", {}, text)));
  const conflicts = store.said.map((said, i) => h("div", { class: "alert" }, h("span", {}, h("b", {}, said.title), " ", said.detail), h("button", { type: "button", class: "small", onclick: () => deck.act("heard", i) }, "Understood")));
  const failures = store.trouble.map((failed) => h("div", { class: "alert bad" }, h("span", {}, h("b", {}, failed.title), ` ${failed.what} `, failed.detail), h("button", { type: "button", class: "small", onclick: () => deck.act("retry", failed.op) }, "Try again"), h("button", { type: "button", class: "small", onclick: () => deck.act("drop", failed.op) }, "Take it back")));
  parts.alerts.replaceChildren(...notes, ...conflicts, ...failures);
}
