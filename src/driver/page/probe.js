// Watches what a page shows. It runs in a world of its own, which the page does not see, in each of its frames.
(() => {
  // Never shown, or shown elsewhere: options of a list are there whatever is chosen.
  const LEFT_OUT = new Set(["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE", "OPTION", "OPTGROUP", "DATALIST", "HEAD"]);
  const FIELDS = new Set(["INPUT", "TEXTAREA", "SELECT", "OUTPUT"]);
  const WORDS = ["alt", "title", "aria-label", "src"];
  const LONGEST = 200;
  const MOST_CHANGES = 2000;
  const MOST_ELEMENTS = 3000;
  // Values of fields change without any mutation.
  const EVERY_MS = 50;

  const watched = new Set();
  let shown = new Map();
  let log = [];
  let dropped = 0;

  const now = () => performance.timeOrigin + performance.now();
  // A text may be as large as a page likes.
  const beginning = (text) => text.slice(0, 10 * LONGEST);
  const tidy = (text) => beginning(text).replace(/\s+/g, " ").trim().slice(0, LONGEST);

  // Where an element is: from the nearest id down.
  function path(element) {
    const parts = [];
    for (let one = element; one && one.nodeType === 1; one = one.parentNode instanceof ShadowRoot ? one.parentNode.host : one.parentNode) {
      if (one.id) { parts.unshift("#" + one.id); break; }
      let place = 1;
      for (let other = one; (other = other.previousElementSibling); ) if (other.tagName === one.tagName) place += 1;
      parts.unshift(one.tagName.toLowerCase() + ":" + place);
      if (one.parentNode instanceof ShadowRoot) parts.unshift("shadow");
    }
    return parts.join("/");
  }

  // An element without a box of its own shows what is in it all the same.
  function isVisible(element) {
    for (let one = element; one; one = one.parentElement) {
      if (getComputedStyle(one).display !== "contents") {
        return one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
      }
    }
    return true;
  }

  function textOf(element) {
    let text = "";
    for (const child of element.childNodes) if (child.nodeType === 3) text += beginning(child.data);
    if (FIELDS.has(element.tagName) && element.type !== "password") text += " " + (element.value ?? "");
    for (const name of WORDS) {
      const word = element.getAttribute(name);
      if (word && !(FIELDS.has(element.tagName) && name !== "title")) text += " " + word;
    }
    return tidy(text);
  }

  function everything(root = document, all = []) {
    for (const element of root.querySelectorAll("*")) {
      all.push(element);
      if (element.shadowRoot) { watch(element.shadowRoot); everything(element.shadowRoot, all); }
    }
    return all;
  }

  // What its author says that it shows the status with, and all that is said there; or each visible element that has
  // words or a look of its own: its text, and its classes with its style.
  function look() {
    const all = new Map();
    if (globalThis.labDisplay) {
      for (const element of everything()) {
        if (!element.matches(globalThis.labDisplay) || all.size >= MOST_ELEMENTS) continue;
        const words = [...element.attributes].filter(({ name }) => name !== "class" && name !== "style").map(({ value }) => value);
        const style = tidy((element.getAttribute("class") ?? "") + " " + (element.getAttribute("style") ?? ""));
        all.set(path(element), [tidy([element.textContent, element.value ?? "", ...words].join(" ")), style]);
      }
      return all;
    }
    const visit = (node) => {
      for (const element of node.children ?? []) {
        if (LEFT_OUT.has(element.tagName) || all.size >= MOST_ELEMENTS) continue;
        const classes = String(element.className?.baseVal ?? element.className ?? "");
        const style = tidy(classes + " " + (element.getAttribute("style") ?? ""));
        const text = textOf(element);
        if ((text || style) && isVisible(element)) all.set(path(element), [text, style]);
        if (element.shadowRoot) { watch(element.shadowRoot); visit(element.shadowRoot); }
        visit(element);
      }
    };
    if (document.body) visit({ children: [document.body] });
    return all;
  }

  // Writes down what is different from the last look.
  function note() {
    const at = now();
    const next = look();
    const changes = {};
    for (const [place, [text, style]] of next) {
      const before = shown.get(place);
      if (!before || before[0] !== text || before[1] !== style) changes[place] = [text, style];
    }
    for (const place of shown.keys()) if (!next.has(place)) changes[place] = null;
    shown = next;
    if (Object.keys(changes).length === 0) return;
    if (log.length < MOST_CHANGES) log.push([at, changes]); else dropped += 1;
  }

  function watch(root) {
    if (watched.has(root)) return;
    watched.add(root);
    new MutationObserver(note).observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
  }

  globalThis.lab = {
    now,
    // What changed since this was asked last.
    take() { note(); const taken = log; log = []; return { changes: taken, dropped, at: now() }; },
  };
  watch(document);
  setInterval(note, EVERY_MS);
})();
