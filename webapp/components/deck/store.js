// What the browser knows: the server's order and cards, and the decisions made here that the server has not confirmed.
// Decisions are an append-only list. They leave it only when the server says that they are written down.

const STAYS = new Set(["undo", "different"]); // what leaves the paper in the list

class Store {
  constructor() {
    // As old as the page, not as the component: the server sends a card once to each page, whatever was visited since.
    const seen = (globalThis.gleanerSeen ??= { cards: new Map(), previews: new Map() });
    this.cards = seen.cards;
    this.previews = seen.previews;
    this.order = [];
    this.scores = new Map();
    this.ops = [];
    this.last = new Map(); // paper → its newest unconfirmed act, so that painting a list asks in no time
    this.returned = new Map();
    this.drafts = new Map();
    this.undoable = [];
    this.current = null;
    this.place = 0;
    this.meta = { who: "", repo: "", waiting: 0, matched: 0, sections: [], root: "", tags: [], reasons: [], snoozes: [], sources: [] };
    this.trouble = [];
    this.said = [];
    this.savedAt = null;
    this.base = "";
  }

  /** Take in what the server sent; returns whether the order changed. */
  receive(data) {
    const before = this.order.join();
    Object.assign(this.meta, data.meta);
    for (const card of data.cards) this.cards.set(card.key, card);
    for (const [key, preview] of Object.entries(data.previews)) this.previews.set(key, preview);
    this.base = data.base;
    if (this.isAnswered(data)) {
      this.order = data.order;
      this.scores = new Map(data.order.map((key, i) => [key, data.scores[i]]));
    }
    this.undoable = data.undoable;
    this.trouble = data.trouble;
    for (const [key, form] of Object.entries(data.drafts ?? {})) if (!this.drafts.has(key)) this.drafts.set(key, form);
    this.acknowledge(data.acks);
    for (const key of this.returned.keys()) if (this.order.includes(key)) this.returned.delete(key);
    return this.order.join() !== before;
  }

  /** Whether an answer is to what is asked now: one that was on its way when a person typed would bring the old order. */
  isAnswered({ asked }) {
    return Object.entries(asked).every(([name, value]) => (this.asked?.[name] ?? value).slice(0, 200) === value);
  }

  acknowledge(acks) {
    const left = this.ops.filter((op) => !(op.op in acks));
    if (left.length === this.ops.length) return;
    for (const op of this.ops) {
      const [result, detail] = acks[op.op] ?? [];
      if (result === "conflict") this.said.push({ title: this.cards.get(op.key)?.title ?? op.key, detail });
    }
    this.ops = left;
    this.index();
    this.savedAt = new Date();
    this.keepOps();
  }

  /** The papers to show, in order: the server's, without what was decided here, with what was taken back here. */
  get visible() {
    const gone = this.gone;
    const keys = this.order.filter((key) => !gone.has(key));
    for (const [key, place] of this.returned)
      if (!gone.has(key) && !keys.includes(key)) keys.splice(Math.min(place, keys.length), 0, key);
    return keys;
  }

  index() {
    this.last = new Map(this.ops.filter((op) => op.key).map((op) => [op.key, op.act]));
  }

  /** Papers whose newest unconfirmed operation is a decision. */
  get gone() {
    return new Set([...this.last].filter(([, act]) => !STAYS.has(act)).map(([key]) => key));
  }

  get decisions() {
    return this.ops.filter((op) => op.key);
  }

  /** The twin to show beside a paper: none once it was told apart here. */
  twin(key) {
    return this.last.get(key) === "different" ? null : this.cards.get(key)?.twin;
  }

  /** Say that the current paper is another one than its twin: it stays where it is. */
  tellApart() {
    const key = this.current;
    if (!key || this.meta.readonly || !this.twin(key)) return null;
    const op = { op: newId(), key, version: this.version(key), act: "different", t: Date.now(), place: this.place };
    this.append(op);
    return op;
  }

  version(key) {
    const mine = this.ops.filter((op) => op.key === key);
    return mine.length ? mine[mine.length - 1].version + 1 : this.cards.get(key)?.version ?? 0;
  }

  /** Decide on the current paper and move on; returns the operation. */
  decide(act, more = {}) {
    const key = this.current;
    if (!key || this.meta.readonly) return null;
    const op = { op: newId(), key, version: this.version(key), act, t: Date.now(), ...more };
    if (act === "accept" && this.changed(key)) op.edits = this.drafts.get(key);
    const keys = this.visible;
    const at = keys.indexOf(key);
    op.place = at >= 0 ? at : this.place;
    this.current = at >= 0 ? (keys[at + 1] ?? keys[at - 1] ?? null) : (keys[this.place] ?? keys[keys.length - 1] ?? null);
    this.returned.delete(key);
    this.append(op);
    return op;
  }

  /** Take the newest decision back; the paper returns under the reader's eyes. */
  undo() {
    const undone = this.newestUndoable();
    if (!undone || this.meta.readonly) return null;
    const op = { op: newId(), key: undone.key, version: undone.version + 1, act: "undo", t: Date.now() };
    this.append(op);
    this.returned.set(undone.key, undone.place ?? 0);
    this.current = undone.key;
    return { ...undone, ...op, undone: undone.act };
  }

  newestUndoable() {
    const taken = new Set(this.ops.filter((op) => op.act === "undo").map((op) => `${op.key} ${op.version - 1}`));
    const free = (op) => !taken.has(`${op.key} ${op.version}`);
    const local = this.decisions.filter((op) => op.act !== "undo" && free(op));
    return local[local.length - 1] ?? this.undoable.find(free) ?? null;
  }

  append(op) {
    this.ops.push(op);
    this.index();
    this.keepOps();
  }

  /** Move by a number of papers; returns whether the current one changed. */
  move(by) {
    const keys = this.visible;
    const at = keys.indexOf(this.current);
    // A paper that somebody else decided left the list, but not the reader's eyes: its neighbours are at its place.
    const from = at >= 0 ? at : by > 0 ? this.place - 1 : this.place;
    const to = keys[Math.min(Math.max(from + by, 0), keys.length - 1)] ?? null;
    const moved = to !== this.current;
    this.current = to;
    this.place = Math.max(keys.indexOf(to), 0);
    return moved;
  }

  /** Keep the card under the reader's eyes; choose one only where there is none, or it was decided here. */
  settle() {
    const keys = this.visible;
    const at = keys.indexOf(this.current);
    if (at >= 0) this.place = at;
    else if (!this.current || this.gone.has(this.current) || !this.cards.has(this.current)) this.current = keys[0] ?? null;
  }

  score(card) {
    return this.scores.get(card.key) ?? card.score;
  }

  form(key) {
    return { ...this.cards.get(key)?.form, ...this.drafts.get(key) };
  }

  changed(key) {
    const draft = this.drafts.get(key);
    const form = this.cards.get(key)?.form;
    return Boolean(draft && form && Object.keys(draft).some((name) => draft[name].trim() !== (form[name] ?? "").trim()));
  }

  // Unconfirmed decisions survive a reload in the tab, for this person and repository only.
  get memory() {
    return `gleaner-ops ${this.meta.repo} ${this.meta.who}`;
  }

  keepOps() {
    if (this.meta.repo) writeKept(sessionStorage, this.memory, this.ops);
  }

  recallOps() {
    const known = new Set(this.ops.map((op) => op.op));
    const kept = readKept(sessionStorage, this.memory, []).filter((op) => !known.has(op.op));
    this.ops = [...kept, ...this.ops];
    this.index();
    return kept.length;
  }
}

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  // Outside a secure context (plain HTTP on another host's name) randomUUID is missing; getRandomValues is not.
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
