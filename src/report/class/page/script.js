
// The matrix of a class: sorted and filtered by what is asked for here, the same in both languages. Without this all of
// it is shown, in the order of the list.
const asked = { key: "", down: false, text: "", outcome: "", rule: "", open: new Set() };
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const heads = (table) => [...table.tHead.rows[1].cells];
const columnOf = (table, key) => heads(table).findIndex((head) => head.dataset.key === key);
// A rule's cells sort from failed to not there at all; what is missing is last, whichever way the others are sorted.
const ranks = { f: 0, u: 1, b: 2, p: 3 };
const valueOf = (body, column) => {
  const cell = body.rows[0].cells[column];
  if (!cell || cell.classList.contains("why")) return null;
  if (cell.dataset.by !== undefined) return Number(cell.dataset.by);
  const sign = cell.classList.item(0);
  if (sign?.length === 1) return ranks[sign] ?? null;
  return cell.textContent.trim() || null;
};

const sort = (table) => {
  const { compare } = new Intl.Collator(shown(), { numeric: true, sensitivity: "base" });
  const column = columnOf(table, asked.key);
  const place = (body) => Number(body.dataset.place);
  const rows = [...table.tBodies].map((body) => ({ body, value: column < 0 ? null : valueOf(body, column) }));
  rows.sort((a, b) => {
    if (a.value === null || b.value === null) return (a.value === null) - (b.value === null) || place(a.body) - place(b.body);
    const order = typeof a.value === "number" && typeof b.value === "number" ? a.value - b.value : compare(a.value, b.value);
    return (asked.down ? -order : order) || place(a.body) - place(b.body);
  });
  if (rows.some(({ body }, index) => table.tBodies[index] !== body)) table.append(...rows.map(({ body }) => body));
  for (const head of heads(table)) {
    const way = head.dataset.key !== asked.key ? "none" : asked.down ? "descending" : "ascending";
    head.setAttribute("aria-sort", way);
  }
};

const filter = (table) => {
  const words = plain(asked.text).split(/\s+/).filter(Boolean);
  const column = asked.rule ? columnOf(table, asked.rule) : -1;
  const group = columnOf(table, "group");
  let count = 0;
  for (const body of table.tBodies) {
    const { cells } = body.rows[0];
    const who = plain([0, 1, group].map((index) => cells[index]?.textContent ?? "").join(" "));
    const fits = (!asked.outcome || body.dataset.outcome === asked.outcome)
      && (column < 0 || cells[column]?.classList.contains("f"))
      && words.every((word) => who.includes(word));
    body.hidden = !fits;
    count += fits;
    const open = asked.open.has(body.dataset.place);
    body.rows[1].classList.toggle("open", open);
    body.querySelector(".opens").setAttribute("aria-expanded", open);
  }
  return count;
};

const apply = () => {
  const part = page();
  const table = part.querySelector(".matrix table");
  for (const field of part.querySelectorAll("[data-asks]")) field.value = asked[field.dataset.asks];
  sort(table);
  const count = filter(table);
  const said = part.querySelector(".shown");
  const all = table.tBodies.length;
  said.textContent = (count || !all ? said.dataset.said : said.dataset.nobody).replace("{shown}", count).replace("{all}", all);
};

const tell = (part, cell) => {
  const readout = part.querySelector(".readout");
  const head = cell?.closest("table") && heads(cell.closest("table"))[cell.cellIndex];
  const rule = head?.classList.contains("rule") && !cell.classList.contains("why") && cell.colSpan === 1;
  if (!rule) { readout.textContent = readout.dataset.usual; return; }
  const title = head.querySelector(".unseen").textContent;
  const name = cell === head ? head.dataset.key : cell.parentElement.querySelector("th bdi").textContent;
  readout.textContent = cell === head ? `${name}: ${title}` : `${name} · ${title}: ${cell.textContent.trim()}`;
};

for (const part of document.querySelectorAll(".page")) {
  const matrix = part.querySelector(".matrix");
  part.querySelector(".tools").hidden = false;
  tell(part);
  part.addEventListener("input", ({ target }) => {
    if (!target.dataset.asks) return;
    asked[target.dataset.asks] = target.value;
    apply();
  });
  part.querySelector(".reset").addEventListener("click", () => {
    Object.assign(asked, { key: "", down: false, text: "", outcome: "", rule: "" });
    apply();
  });
  matrix.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    const key = button?.closest("thead th")?.dataset.key;
    const place = button?.closest("tbody")?.dataset.place;
    // Once for the order, once for the other way round, and once for the order of the list.
    if (key !== undefined) Object.assign(asked, asked.key !== key ? { key, down: false } : asked.down ? { key: "", down: false } : { down: true });
    else if (place !== undefined) asked.open[asked.open.has(place) ? "delete" : "add"](place);
    else return;
    apply();
  });
  for (const kind of ["pointerover", "focusin"]) matrix.addEventListener(kind, ({ target }) => tell(part, target.closest("td, th")));
  for (const kind of ["pointerleave", "focusout"]) matrix.addEventListener(kind, () => tell(part));
}
for (const radio of radios) radio.addEventListener("change", apply);
apply();
