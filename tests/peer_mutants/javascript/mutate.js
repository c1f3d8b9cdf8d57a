// Prints every mutant of a JavaScript file as JSON: [{"operator", "at", "text"}, …]. Each has one change.
"use strict";
const { readFileSync } = require("node:fs");
const { Source, parse } = require("./source.js");

const operators = ["./waiting.js", "./state.js", "./answers.js"].flatMap((file) => require(file).operators);

// What no lab text asks for: other paths and methods, and what guards against too much.
const BESIDE = /\b(404|405|411|413|415)\b|MAX_BODY/;

/** Whether a piece of a server does nothing that a lab asks for; a comparison there decides what all the rest does. */
function besideTheLab(name, text) {
  return text.length < 200 && BESIDE.test(text) && !["comparison-inverted", "condition-changed"].includes(name);
}

function* mutants(source) {
  for (const node of source.nodes) {
    if (source.inPage(node)) continue;
    for (const { name, kinds, of } of operators) {
      if (!kinds.includes(node.type) || besideTheLab(name, source.text(node))) continue;
      for (const edits of of(source, node)) yield { operator: name, at: source.function(node), text: source.edited(edits) };
    }
  }
}

const [file] = process.argv.slice(2);
const found = [];
for (const mutant of mutants(new Source(readFileSync(file, "utf8")))) {
  try {
    parse(mutant.text);
    found.push(mutant);
  } catch (error) {
    console.error(`${file}: ${mutant.operator} in ${mutant.at}: ${error.message}`);
  }
}
process.stdout.write(JSON.stringify(found));
