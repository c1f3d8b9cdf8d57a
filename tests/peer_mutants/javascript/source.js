// A JavaScript file with its tree, and edits of it that keep all the rest as it is written.
"use strict";
const acorn = require("acorn");
const walk = require("acorn-walk");

function parse(text) {
  const options = { ecmaVersion: "latest", allowHashBang: true };
  try {
    return acorn.parse(text, { ...options, sourceType: "script" });
  } catch {
    return acorn.parse(text, { ...options, sourceType: "module" });
  }
}

class Source {
  constructor(text) {
    this.all = text;
    this.tree = parse(text);
    this.nodes = [];
    this.parents = new Map();
    walk.fullAncestor(this.tree, (node, _, ancestors) => {
      const parent = ancestors.at(-1) === node ? ancestors.at(-2) : ancestors.at(-1);
      if (!this.parents.has(node)) {
        this.nodes.push(node);
        this.parents.set(node, parent);
      }
    });
    this.nodes.sort((one, other) => one.start - other.start || other.end - one.end);
  }

  text(node) {
    return this.all.slice(node.start, node.end);
  }

  replace(node, text) {
    return [{ start: node.start, end: node.end, text }];
  }

  /** A statement, or a whole expression in the place of one, is left out. */
  drop(node) {
    return this.replace(node, node.type === "ExpressionStatement" ? ";" : "{}");
  }

  *above(node) {
    for (let parent = this.parents.get(node); parent; parent = this.parents.get(parent)) yield parent;
  }

  /** The names of the functions that the node is in. */
  function(node) {
    const names = [];
    for (const parent of this.above(node)) {
      if (parent.type === "FunctionDeclaration" || parent.type === "MethodDefinition") {
        names.unshift((parent.id ?? parent.key).name);
      } else if (parent.type === "VariableDeclarator" && parent.init?.type === "ArrowFunctionExpression") {
        names.unshift(parent.id.name);
      }
    }
    return names.join(".");
  }

  inFunction(node) {
    return [...this.above(node)].some((parent) => /Function/.test(parent.type));
  }

  /** Whether the node is in the text of a page, or of a script for one. */
  inPage(node) {
    return [node, ...this.above(node)].some((one) => one.type === "TemplateLiteral" && isPage(this.text(one)));
  }

  edited(edits) {
    const later = [...edits].sort((one, other) => other.start - one.start);
    return later.reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), this.all);
  }
}

function isPage(text) {
  return /<!doctype|<script|document\./i.test(text);
}

/** The last name of what is called: `end` of `res.writeHead(204).end()`. */
function called(node) {
  if (node?.type !== "CallExpression") return "";
  return node.callee.name ?? node.callee.property?.name ?? "";
}

module.exports = { Source, called, isPage, parse };
