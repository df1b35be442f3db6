// The deck: keys and clicks → store → page, and the store's unconfirmed operations → server.

const PAUSE = [20, 80]; // ms between the first press of a burst and its sending: at rest, and while an answer is awaited
const TYPING = [40, 120]; // ms of rest before a draft is sent for its preview: the same
const AGAIN = 3000; // ms after which unconfirmed operations are sent again
const LOOK_AHEAD = 60; // cards asked for at once
const POLL = [1500, 5000, 15000]; // ms between looks at the server: while something is on its way, goes wrong, and else
const CAN_GROW = CSS.supports("field-sizing", "content");

class Deck {
  constructor(host) {
    this.host = host;
    this.keys = new KeyMap();
    this.store = new Store();
    this.rows = new Map();
    this.growing = new Set();
    this.asked = { text: "", source: "", sort: "relevance" };
    this.store.asked = this.asked;
    this.tick = 0;
    this.timers = {};
    this.parts = frame((action, detail) => this.act(action, detail), this.keys);
    this.onKey = (event) => this.press(event);
    this.onLeave = (event) => this.store.ops.length && event.preventDefault();
    this.wire = globalThis.gleanerWire ??= new EventTarget();
    this.onAnswer = () => this.wire.data && this.receive(this.wire.data);
    this.onBack = () => document.visibilityState === "visible" && this.send();
    host.replaceChildren(this.parts.root);
    paintEmpty(this);
    this.parts.empty.hidden = false;
  }

  listen() {
    addEventListener("keydown", this.onKey, true);
    addEventListener("beforeunload", this.onLeave);
    this.wire.addEventListener("answer", this.onAnswer);
    this.onAnswer();
    addEventListener("online", this.onBack);
    document.addEventListener("visibilitychange", this.onBack);
    clearInterval(this.timers.watch);
    this.timers.watch = setInterval(() => this.watch(), 500);
  }

  leave() {
    removeEventListener("keydown", this.onKey, true);
    removeEventListener("beforeunload", this.onLeave);
    this.wire.removeEventListener("answer", this.onAnswer);
    removeEventListener("online", this.onBack);
    document.removeEventListener("visibilitychange", this.onBack);
    clearInterval(this.timers.watch);
  }

  // --- server → page ------------------------------------------------------------------------------------------------

  receive(data) {
    if (data.stamp === this.stamp) return;
    this.stamp = data.stamp;
    this.heard = Date.now();
    const fresh = !this.store.meta.repo;
    this.store.receive(data);
    if (fresh && this.store.recallOps()) this.send();
    if (fresh) this.fillChoices();
    if (this.store.isAnswered(data)) this.store.settle();
    this.paint();
    this.prefetch();
    this.parts.root.dataset.ready = "yes";
  }

  fillChoices() {
    const options = [["", "All sources"], ...this.store.meta.sources.map((name) => [name, name])];
    this.parts.source.replaceChildren(...options.map(([value, label]) => h("option", { value }, label)));
  }

  /** Ask for the cards and previews of the window that are not here yet. */
  prefetch() {
    const { order, cards, previews, current } = this.store;
    const at = Math.max(order.indexOf(current), 0);
    const near = [...order.slice(at), ...order.slice(0, at)];
    const lacking = (key) => !cards.has(key) || !previews.has(key);
    const missing = near.filter(lacking);
    // One at the far end of the window is no reason to ask: the next question takes it along.
    const need = missing.length >= LOOK_AHEAD / 3 || near.slice(0, LOOK_AHEAD).some(lacking) ? missing.slice(0, LOOK_AHEAD) : [];
    // Asked again only after an answer, so that a burst of keys does not ask for the same cards ten times.
    if (!need.length || this.awaited === this.stamp) return;
    this.awaited = this.stamp;
    this.need = need;
    this.later("send", this.pause(PAUSE), () => this.send());
  }

  // --- page → server ------------------------------------------------------------------------------------------------

  send() {
    clearTimeout(this.timers.send);
    this.timers.send = null;
    if (!this.wire.send) return;
    const { ops, current } = this.store;
    this.sentAt = Date.now();
    this.wire.send({
      ops: ops.map(({ op, key, version, act, reason, until, edits, ref }) => ({ op, key, version, act, reason, until, edits, ref })),
      ask: this.asked,
      at: current,
      need: this.need ?? [],
      draft: this.draft ?? null,
      tick: this.tick,
    });
    this.need = [];
  }

  /** Shorter at rest: a server that is busy with the last sending gains nothing from the next one. */
  pause([short, long]) {
    return (this.sentAt ?? 0) > (this.heard ?? 0) && Date.now() - this.sentAt < AGAIN ? long : short;
  }

  later(name, wait, what) {
    if (name === "send" && this.timers.send) return;
    clearTimeout(this.timers[name]);
    this.timers[name] = setTimeout(what, wait);
  }

  /** Twice a second: show how saving goes, send again what was not confirmed, look for news. */
  watch() {
    paintState(this);
    const now = Date.now();
    const open = this.store.ops.length > 0;
    const rest = now - (this.sentAt ?? 0);
    const { under_way, loading, notice, held } = this.store.meta;
    const pace = (under_way && !held) || loading ? 0 : notice || held ? 1 : 2;
    if ((open && rest > AGAIN) || (document.visibilityState === "visible" && rest > POLL[pace])) {
      this.tick += 1;
      this.send();
    }
  }

  // --- what a person does -------------------------------------------------------------------------------------------

  press(event) {
    if (!this.host.isConnected) return;
    if (event.key === "Escape") return this.escape(event);
    if (!this.parts.sheet.hidden) return;
    if (!this.parts.menu.hidden) return this.pressMenu(event);
    if (this.going && PAGES[event.key.toLowerCase()]) return this.goTo(PAGES[event.key.toLowerCase()], event);
    this.going = false;
    if (event.composedPath()[0] instanceof HTMLButtonElement && (event.key === "Enter" || event.key === " ")) return;
    const action = this.keys.action(event);
    if (!action) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.act(action);
  }

  escape(event) {
    const open = [this.parts.sheet, this.parts.menu].find((box) => !box.hidden);
    const field = this.focused();
    if (open) this.close(open);
    else if (field && typing(event)) field.blur();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  act(action, detail) {
    const simple = { approve: () => this.decide("accept"), same: () => this.decideSame(), different: () => this.tellApart(), undo: () => this.undo(), next: () => this.move(1), previous: () => this.move(-1), first: () => this.choose(this.store.visible[0]), choose: () => this.choose(detail), help: () => openSheet(this), list: () => this.toggleList() };
    const menus = { reject: () => openMenu(this, "reject", "Why not?", this.store.meta.reasons), snooze: () => openMenu(this, "snooze", "For how long?", this.store.meta.snoozes) };
    const fields = { edit: "title", section: "section", tags: "tags" };
    const links = { paper: "url", code: "code", page: "page" };
    if (simple[action]) simple[action]();
    else if (menus[action]) this.store.current && !this.store.meta.readonly && menus[action]();
    else if (fields[action]) this.focus(this.parts.fields[fields[action]]);
    else if (links[action]) this.open(this.store.cards.get(this.store.current)?.[links[action]]);
    else this.actMore(action, detail);
  }

  actMore(action, detail) {
    if (action === "search") this.focus(this.parts.search);
    else if (action === "filter") this.focus(this.parts.source);
    else if (action === "go") this.going = true;
    else if (action === "ask") this.ask(detail);
    else if (action === "type") this.type(detail.name, detail.value);
    else if (action === "reset") this.reset();
    else if (action === "heard") this.hear(detail);
    else if (action === "retry" || action === "drop") this.settleFailure(action, detail);
  }

  decide(act, more = {}) {
    const title = this.store.cards.get(this.store.current)?.title;
    const op = this.store.decide(act, more);
    if (op) this.decided(`${{ accept: "Approved", reject: "Rejected", snooze: "Snoozed", same: "Called a repeat" }[act]}: ${title}`);
  }

  decideSame() {
    if (this.store.twin(this.store.current)) this.decide("same");
  }

  tellApart() {
    const op = this.store.tellApart();
    if (op) this.decided(`Told apart: ${this.store.cards.get(op.key)?.title}`);
  }

  undo() {
    const op = this.store.undo();
    if (op) this.decided(`Taken back: ${this.store.cards.get(op.key)?.title ?? op.title ?? op.key}`);
  }

  /** The next paper first, then the sending: a press is answered within the frame. */
  decided(what) {
    this.paint();
    this.parts.live.textContent = what;
    this.later("send", this.pause(PAUSE), () => this.send());
  }

  move(by) {
    if (!this.store.move(by)) return;
    this.paintCurrent();
  }

  choose(key) {
    if (!key) return;
    this.store.current = key;
    this.toggleList(false);
    this.paintCurrent();
  }

  paintCurrent() {
    markCurrent(this);
    paintPaper(this);
    paintState(this);
    this.grow();
    this.prefetch();
  }

  paint() {
    paintAll(this);
    this.grow();
  }

  grow() {
    if (!CAN_GROW) requestAnimationFrame(() => this.growing.forEach(grow));
  }

  type(name, value) {
    const key = this.store.current;
    const form = this.store.form(key);
    this.store.drafts.set(key, { ...form, [name]: value });
    this.draft = { key, form: this.store.drafts.get(key) };
    paintForm(this, this.store.cards.get(key), false);
    paintList(this);
    this.later("typing", this.pause(TYPING), () => this.send());
  }

  reset() {
    const key = this.store.current;
    const card = this.store.cards.get(key);
    this.store.drafts.delete(key);
    this.draft = { key, form: { ...card.form } };
    this.focused()?.blur();
    paintForm(this, card, true);
    paintList(this);
    this.send();
  }

  ask(change) {
    Object.assign(this.asked, change);
    this.store.current = null;
    this.later("asking", 150, () => this.send());
  }

  hear(index) {
    this.store.said.splice(index, 1);
    paintAlerts(this);
  }

  settleFailure(act, ref) {
    this.store.append({ op: newId(), act, ref, t: Date.now() });
    this.store.trouble = this.store.trouble.filter((failed) => failed.op !== ref);
    this.decided(act === "retry" ? "Trying again" : "Taken back");
  }

  // --- moving about -------------------------------------------------------------------------------------------------

  focused() {
    const root = this.parts.root.getRootNode();
    const element = root.activeElement;
    return element && this.parts.root.contains(element) ? element : null;
  }

  focus(field) {
    if (field === this.parts.search || field === this.parts.source) this.toggleList(true);
    field.focus();
    if (field.select) field.select();
  }

  open(url) {
    if (url) window.open(url, "_blank", "noopener,noreferrer");
  }

  goTo(page, event) {
    this.going = false;
    event.preventDefault();
    event.stopImmediatePropagation();
    const link = [...document.querySelectorAll("a[href]")].find((a) => new URL(a.href).pathname.endsWith(`/${page}`));
    link?.click();
  }

  toggleList(open = !this.parts.root.classList.contains("listing")) {
    this.parts.root.classList.toggle("listing", open);
    this.parts.list_toggle.setAttribute("aria-expanded", String(open));
  }

  close(box) {
    // A hidden element keeps the focus until the next frame, and would take the next key for its own.
    this.focused()?.blur();
    box.hidden = true;
    this.before?.focus?.();
    this.before = null;
  }

  pressMenu(event) {
    const choices = [...this.parts.menu.querySelectorAll("button")];
    const place = event.key === "Enter" ? Math.max(choices.indexOf(this.focused()), 0) : Number(event.key) - 1;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Tab" || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (step) choices[(choices.indexOf(this.focused()) + step + choices.length) % choices.length]?.focus();
    else if (!event.repeat) choices[place]?.click();
  }
}

const decks = new WeakMap();

export default function show({ parentElement }) {
  let deck = decks.get(parentElement);
  if (!deck) decks.set(parentElement, (deck = new Deck(hostIn(parentElement))));
  deck.listen();
  // Called before every new answer too: leaving at once would lose the keys pressed between the two.
  return () => setTimeout(() => deck.host.isConnected || deck.leave(), 1000);
}

function hostIn(parent) {
  const host = parent.querySelector(".gleaner") ?? document.createElement("div");
  host.className = "gleaner";
  if (!host.isConnected) parent.append(host);
  return host;
}
