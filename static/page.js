// Runs in the page's head, before Streamlit.  `eduboardShell` holds Streamlit's own English words and ours for them.

// A page that is opened from the menu first has a bare address and then writes its filters into it.  Were both kept in
// the history, going back would lead to the bare address, which is completed again: one could never leave the page.
const push = history.pushState.bind(history);
history.pushState = (state, title, url) => {
  const to = new URL(url ?? location.href, location.href);
  const completes = to.pathname === location.pathname && location.search === "";
  return (completes ? history.replaceState.bind(history) : push)(state, title, url);
};

// -- Streamlit's words in Chinese

const ATTRIBUTES = ["aria-label", "title", "placeholder", "alt"];
const LONGEST = 120;
const parts = new Map(); // word → [[selector, our word], …]
for (const [selector, words] of Object.entries(eduboardShell.words)) {
  for (const [word, ours] of Object.entries(words)) parts.set(word, [...(parts.get(word) ?? []), [selector, ours]]);
}
const patterns = eduboardShell.patterns.map(([selector, pattern, ours]) => [selector, new RegExp(pattern), ours]);

// What is written by users or drawn from data.  Words of a button or a dialog stand in Markdown of Streamlit's own.
const CONTENT = '[data-testid="stMarkdownContainer"], [data-testid="stTable"], [data-testid="stHtml"], pre, canvas, svg';
const OWN = '[data-testid="stFileUploaderDropzone"] button, [data-testid="stDialog"], [data-testid="stToast"], [data-testid="stTooltipContent"]';

const FILE_NAME = '[data-testid="stFileChipName"]';

const inChinese = (text, element) => {
  const word = text.trim();
  if (!word || word.length > LONGEST || element.closest(FILE_NAME)) return null;
  for (const [selector, ours] of parts.get(word) ?? []) if (element.closest(selector)) return ours;
  if (!/[A-Za-z]{3}/.test(word)) return null;
  for (const [selector, pattern, ours] of patterns) {
    if (pattern.test(word) && element.closest(selector)) return word.replace(pattern, ours);
  }
  return null;
};

const translateText = (node) => {
  const element = node.parentElement;
  if (!element || (element.closest(CONTENT) && !element.closest(OWN))) return;
  const ours = inChinese(node.data, element);
  if (ours !== null) node.data = ours;
};

const translateAttributes = (element) => {
  for (const name of ATTRIBUTES) {
    const text = element.getAttribute(name);
    const ours = text && inChinese(text, element);
    if (ours) element.setAttribute(name, ours);
  }
};

const translateAll = (node) => {
  if (node.nodeType === Node.TEXT_NODE) return translateText(node);
  if (!(node instanceof HTMLElement)) return; // a chart's shapes are many, and say what we wrote
  translateAttributes(node);
  const within = document.createTreeWalker(node, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, {
    acceptNode: (item) => (item instanceof SVGElement ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT),
  });
  while (within.nextNode()) {
    const item = within.currentNode;
    if (item.nodeType === Node.TEXT_NODE) translateText(item);
    else translateAttributes(item);
  }
};

new MutationObserver((changes) => {
  for (const change of changes) {
    if (change.type === "characterData") translateText(change.target);
    else if (change.type === "attributes") translateAttributes(change.target);
    else change.addedNodes.forEach(translateAll);
  }
}).observe(document.documentElement, {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeFilter: ATTRIBUTES,
});

// -- The end of a session

// Streamlit would try to connect again and again; who is signed out has to sign in.
const leaveWhenSignedOut = async () => {
  const answer = await fetch("/_stcore/health", { cache: "no-store" }).catch(() => null);
  if (answer?.status === 401) location.href = `/login?next=${encodeURIComponent(location.pathname + location.search)}`;
  if (answer?.status === 403) location.href = "/password";
  // The page that comes then says what is out of order; a proxy's own 503 goes by while the server starts again.
  if (answer?.headers.has("x-out-of-order")) location.reload();
};

window.WebSocket = class extends WebSocket {
  constructor(...given) {
    super(...given);
    this.addEventListener("close", leaveWhenSignedOut);
  }
};
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") leaveWhenSignedOut();
});
