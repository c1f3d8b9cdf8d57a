// Finds what can be operated on a page, without any hint: fields are filled first, then whatever may be clicked is
// listed, the likeliest first.
(() => {
  const LIKELY = /mettre|mise ?à ?jour|update|envoy|chang|modif|valid|submit|set|send|appliqu|apply|enregistr|save|définir|publi|ok|go/i;
  const UNLIKELY = /supprim|delete|effac|clear|stop|arrêt|reset|réinit|déconn|logout|redémarr|restart|filtr|ajouter|add/i;
  const MOST = 40;
  let listed = [];

  function everything(root = document, all = []) {
    for (const element of root.querySelectorAll("*")) {
      all.push(element);
      if (element.shadowRoot) everything(element.shadowRoot, all);
    }
    return all;
  }

  function isUsable(element) {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && !element.disabled && getComputedStyle(element).visibility !== "hidden";
  }

  const textIn = (element) => (element.innerText || element.value || element.title || element.getAttribute("aria-label") || "").trim().replace(/\s+/g, " ");

  // As a user's typing does it: a framework that watches the property sees this too.
  function set(element, value) {
    const kind = { TEXTAREA: HTMLTextAreaElement, SELECT: HTMLSelectElement }[element.tagName] ?? HTMLInputElement;
    Object.getOwnPropertyDescriptor(kind.prototype, "value").set.call(element, value);
    element.dispatchEvent(new Event("input", { bubbles: true }));
    element.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // Whatever its author says that a user types into.
  function type(field, wanted) {
    for (const element of everything().filter((one) => one.matches(field))) {
      if (element.isContentEditable) write(element, wanted); else set(element, wanted);
    }
  }

  function write(element, wanted) {
    element.focus();
    element.textContent = wanted;
    element.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText", data: wanted }));
  }

  function fill(wanted, field) {
    if (field) return type(field, wanted);
    const isWanted = (text) => text.trim().toLowerCase() === wanted.toLowerCase();
    for (const element of everything().filter(isUsable)) {
      if (element.tagName === "SELECT") {
        const options = [...element.options];
        const option = options.find((one) => isWanted(one.value) || isWanted(one.text))
          ?? options.find((one) => one.text.toLowerCase().includes(wanted.toLowerCase()));
        if (option) set(element, option.value);
      } else if (element.tagName === "TEXTAREA" || (element.tagName === "INPUT" && ["text", "search"].includes(element.type))) {
        if (!element.readOnly) set(element, wanted);
      } else if (element.tagName === "INPUT" && element.type === "radio") {
        if (isWanted(element.value) || isWanted(element.labels?.[0]?.innerText ?? "")) element.click();
      } else if (element.isContentEditable && !element.parentElement?.isContentEditable && element !== document.body) {
        write(element, wanted);
      }
    }
  }

  function scoreOf(element, statuses, wanted) {
    const name = element.tagName.toLowerCase();
    const type = (element.type || "").toLowerCase();
    const text = textIn(element);
    const pointsAtHand = (one) => one && getComputedStyle(one).cursor === "pointer";
    let score = -1;
    if (name === "button" || (name === "input" && ["submit", "button", "image"].includes(type)) || element.getAttribute("role") === "button") score = 50;
    else if (element.hasAttribute("onclick")) score = 30;
    else if (name === "a" && (element.getAttribute("href") ?? "#").startsWith("#")) score = 20;
    else if (!["a", "label", "select", "input", "textarea", "option", "body", "html"].includes(name) && pointsAtHand(element) && !pointsAtHand(element.parentElement)) score = 15;
    else if (/card|item|task|row|btn/i.test(element.className?.baseVal ?? element.className) && element.children.length < 12 && text && text.length < 200) score = 3;
    if (score < 0) return null;
    const isOfStatus = statuses.some((status) => text.toLowerCase().includes(status.toLowerCase()));
    // Where each status has a control of its own, that of the wanted one.
    if (score >= 15 && text.toLowerCase().includes(wanted.toLowerCase())) score += 40;
    score += (LIKELY.test(text) ? 30 : 0) - (UNLIKELY.test(text) ? 60 : 0) + (isOfStatus && score >= 15 ? 20 : 0);
    return score + (element.form || element.closest("form") ? 3 : 0);
  }

  function middle(element) {
    if (!element?.isConnected) return null;
    element.scrollIntoView({ block: "center" });
    const box = element.getBoundingClientRect();
    const place = [box.x + box.width / 2, box.y + box.height / 2];
    // A frame has a place of its own in the page that it is in.
    for (let one = window; one.frameElement; one = one.parent) {
      const frame = one.frameElement.getBoundingClientRect();
      place[0] += frame.x + one.frameElement.clientLeft;
      place[1] += frame.y + one.frameElement.clientTop;
    }
    return place;
  }

  globalThis.labControls = {
    fill,
    // The labels of what may be clicked for this wish, the likeliest first.
    list(statuses, wanted) {
      const scored = everything().filter(isUsable).map((element) => ({ element, score: scoreOf(element, statuses, wanted) }));
      scored.sort((one, other) => (other.score ?? -1e9) - (one.score ?? -1e9));
      listed = scored.filter(({ score }) => score !== null).slice(0, MOST).map(({ element }) => element);
      return listed.map((element) => textIn(element).slice(0, 60) || element.id || element.tagName.toLowerCase());
    },
    // The middle of one of them, in the window; nothing if it is gone.
    place: (number) => middle(listed[number]),
    // The same of what is named.
    placeOf: (selector) => middle(everything().find((element) => element.matches(selector))),
    // How many fields take text; the numbered one gets the focus.
    focus(number) {
      const fields = everything().filter((element) => isUsable(element) && (element.tagName === "INPUT" || element.tagName === "TEXTAREA"));
      fields[number]?.focus();
      return fields.length;
    },
  };
})();
