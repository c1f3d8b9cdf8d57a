"use strict";
// Everything is there without this: it names the language that shows, moves between the bars of a drawing with the
// arrow keys, tells of the one under the pointer, and opens what a link leads into.
const radios = document.querySelectorAll("input[name=language]");
const shown = () => document.querySelector("input[name=language]:checked").value;
const page = () => document.querySelector(`.page[lang=${shown()}]`);
const name = () => {
  document.documentElement.lang = shown();
  document.title = page().dataset.title;
};
for (const radio of radios) radio.addEventListener("change", name);
name();

for (const drawing of document.querySelectorAll(".drawing")) {
  const readout = drawing.querySelector(".readout");
  if (!readout) continue;
  const bars = [...drawing.querySelectorAll("[role=img]")];
  const usual = readout.textContent;
  const tell = (bar) => { readout.textContent = bar.querySelector("title").textContent; };
  bars.forEach((bar, index) => {
    bar.addEventListener("pointerenter", () => tell(bar));
    bar.addEventListener("focus", () => tell(bar));
    bar.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
      const next = bars[index + (step ?? 0)];
      if (!step || !next) return;
      event.preventDefault();
      bar.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    });
  });
  drawing.addEventListener("pointerleave", () => { readout.textContent = usual; });
}

const open = () => {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  if (target instanceof HTMLDetailsElement) target.open = true;
};
addEventListener("hashchange", open);
open();
// A closed part would print as its title only.
addEventListener("beforeprint", () => { for (const part of page().querySelectorAll("details")) part.open = true; });
