// How the cards of a symbol look: each smallest element that names it and says its price, with all that is in it; a list of
// what was before may be one beside the card. What they say is left out, but for the signs that mean up and down.
(words, spellings) => {
  const SIGNS = /[▲▼△▽↑↓↗↘⬆⬇🔺🔻📈📉+−-]/gu;
  const HIGHEST = 5;
  const tidy = (text) => text.toLowerCase().replace(/[\s\u00a0\u202f\u2009]+/g, " ");
  const has = (text, parts) => parts.some((part) => tidy(text).includes(part.toLowerCase()));

  function everything(root = document, all = []) {
    for (const element of root.querySelectorAll("*")) {
      all.push(element);
      if (element.shadowRoot) everything(element.shadowRoot, all);
    }
    return all;
  }

  const ownText = (element) => [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join("")
    + " " + (element.value ?? "") + " " + (element.getAttribute("alt") ?? "");
  const allText = (element) => everything(element).concat(element).map(ownText).join(" ");
  const above = (element) => element.parentElement ?? element.getRootNode().host;

  const cards = new Set();
  for (const element of everything().filter((one) => has(ownText(one), words))) {
    let one = element;
    for (let height = 0; one && one !== document.body && height <= HIGHEST; height++, one = above(one)) {
      if (!has(allText(one), spellings)) continue;
      cards.add(one);
      break;
    }
  }
  if (!cards.size) return null;
  const look = (element) => {
    const style = getComputedStyle(element);
    const around = ["::before", "::after"].map((which) => getComputedStyle(element, which).content);
    const classes = String(element.className?.baseVal ?? element.className ?? "");
    return [element.tagName, classes, style.color, style.backgroundColor, style.borderTopColor, style.borderLeftColor, ...around,
      (ownText(element).match(SIGNS) ?? []).join("")];
  };
  // A heading that names it leads to all that is below, cards of others too.
  const smallest = [...cards].filter((card) => ![...cards].some((other) => other !== card && card.contains(other)));
  const looks = smallest.map((card) => JSON.stringify([card, ...everything(card)].map(look)));
  return JSON.stringify([...new Set(looks)].sort());
}
