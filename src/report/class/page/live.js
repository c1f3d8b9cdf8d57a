
// While the class is graded: parts are replaced as they come, and what was asked for, opened, focused and scrolled to stays.
const replace = (html) => {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  const focused = document.activeElement?.id;
  const open = [...document.querySelectorAll("details[open]")].map((part) => part.id);
  const matrices = [...document.querySelectorAll(".matrix")].map((box) => [box, box.scrollLeft, box.scrollTop]);
  const anchor = page().querySelector(".everyone");
  const top = anchor.getBoundingClientRect().top;
  for (const part of fresh.content.querySelectorAll("[data-part]")) {
    document.getElementById(part.id)?.replaceChildren(...part.childNodes);
  }
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  apply();
  for (const [box, left, top] of matrices) Object.assign(box, { scrollLeft: left, scrollTop: top });
  // Whoever reads the matrix is not moved by what grows above it.
  if (top < innerHeight) scrollBy({ top: anchor.getBoundingClientRect().top - top, behavior: "instant" });
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus({ preventScroll: true });
};

const state = (what) => {
  for (const line of document.querySelectorAll(".live")) {
    line.textContent = line.dataset[what];
    line.classList.toggle("lost", what === "lost");
    line.hidden = false;
  }
};

const listen = () => {
  const source = new EventSource("events");
  source.addEventListener("open", () => state("open"));
  source.addEventListener("class", ({ data }) => replace(JSON.parse(data)));
  source.addEventListener("end", () => { source.close(); state("end"); });
  source.addEventListener("error", () => {
    state("lost");
    // It tries again by itself, except after an answer that is no stream.
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, 3000);
  });
};
listen();
