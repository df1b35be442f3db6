// Foreign text → DOM nodes. Nothing here parses HTML: every character of a title or an abstract ends in a text node.

/** Make an element: attributes by name, `on…` handlers as functions, children as nodes or text. */
function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null && child !== ""));
  return element;
}

/** `$x_i^2$` → italics with sub- and superscripts; everything else stays as it is. */
function mathNodes(text) {
  const nodes = [];
  text.split(/(\$[^$\n]{1,120}\$)/).forEach((part) => {
    if (part.length > 2 && part.startsWith("$") && part.endsWith("$")) nodes.push(formula(part.slice(1, -1)));
    else if (part) nodes.push(document.createTextNode(part));
  });
  return nodes;
}

const GREEK = { alpha: "α", beta: "β", gamma: "γ", delta: "δ", epsilon: "ε", varepsilon: "ε", zeta: "ζ", eta: "η", theta: "θ", kappa: "κ", lambda: "λ", mu: "μ", nu: "ν", xi: "ξ", pi: "π", rho: "ρ", sigma: "σ", tau: "τ", phi: "φ", varphi: "φ", chi: "χ", psi: "ψ", omega: "ω", Gamma: "Γ", Delta: "Δ", Theta: "Θ", Lambda: "Λ", Sigma: "Σ", Phi: "Φ", Psi: "Ψ", Omega: "Ω" };
const SIGNS = { times: "×", cdot: "·", infty: "∞", to: "→", rightarrow: "→", leq: "≤", le: "≤", geq: "≥", ge: "≥", approx: "≈", sim: "∼", pm: "±", ell: "ℓ", in: "∈", partial: "∂", nabla: "∇", star: "⋆", ast: "∗" };

function formula(source) {
  const box = h("i", { class: "math" });
  const plain = source
    .replace(/\\(?:mathrm|mathbf|mathcal|mathbb|text|textbf|bm|boldsymbol)\s*/g, "")
    .replace(/\\([a-zA-Z]+)\s*/g, (_, name) => GREEK[name] ?? SIGNS[name] ?? name);
  for (const [, sign, braced, single, other] of plain.matchAll(/([_^])(?:\{([^{}]*)\}|(\S))|([^_^]+)/g)) {
    if (other !== undefined) box.append(other.replace(/[{}]/g, ""));
    else box.append(h(sign === "_" ? "sub" : "sup", {}, braced ?? single));
  }
  return box;
}

/** Text with the given terms marked, formulas outside of them rendered. */
function markedNodes(text, terms) {
  const wanted = terms.filter(Boolean).map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (!wanted.length) return mathNodes(text);
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${wanted.join("|")})(?:e?s)?(?![\\p{L}\\p{N}])`, "giu");
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(pattern)) {
    nodes.push(...mathNodes(text.slice(from, found.index)), h("mark", {}, found[0]));
    from = found.index + found[0].length;
  }
  return [...nodes, ...mathNodes(text.slice(from))];
}

/** Two texts side by side: words that stand only in one of them are marked on its side. */
function differing(left, right) {
  const a = left.split(/\s+/).filter(Boolean);
  const b = right.split(/\s+/).filter(Boolean);
  const same = commonWords(a, b);
  return [sideNodes(a, same.map(([i]) => i)), sideNodes(b, same.map(([, j]) => j))];
}

function sideNodes(words, common) {
  const kept = new Set(common);
  return words.flatMap((word, i) => [kept.has(i) ? word : h("em", { class: "differs" }, word), " "]);
}

function commonWords(a, b) {
  const fold = (word) => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  const size = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      size[i][j] = fold(a[i]) === fold(b[j]) ? size[i + 1][j + 1] + 1 : Math.max(size[i + 1][j], size[i][j + 1]);
  const pairs = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (fold(a[i]) === fold(b[j])) pairs.push([i++, j++]);
    else if (size[i + 1][j] >= size[i][j + 1]) i++;
    else j++;
  }
  return pairs;
}

/** "3 days", from an ISO date; "" where there is none. */
function age(iso, now = Date.now()) {
  const then = Date.parse(iso);
  if (Number.isNaN(then)) return "";
  const days = Math.max(0, Math.floor((now - then) / 86400000));
  if (days < 1) return "today";
  if (days < 60) return `${days} day${days === 1 ? "" : "s"} old`;
  return days < 730 ? `${Math.round(days / 30.4)} months old` : `${Math.floor(days / 365.25)} years old`;
}
