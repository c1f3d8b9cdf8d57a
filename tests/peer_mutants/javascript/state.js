// Operators on the state: how it changes, and how it is compared.
"use strict";
const { called } = require("./source.js");
const { isWaking } = require("./waiting.js");

const BOUNDARY = { "<": "<=", "<=": "<", ">": ">=", ">=": ">" };
const INVERTED = { "<": ">=", "<=": ">", ">": "<=", ">=": "<", "===": "!==", "!==": "===", "==": "!=", "!=": "==" };

/** The operator between the two sides becomes another one. */
function between(source, node, left, right, sign) {
  const text = source.all.slice(left.end, right.start).replace(node.operator, sign);
  return [{ start: left.end, end: right.start, text }];
}

const ofEnvironment = (source, node) => /process\.env/.test(source.text(node)) && source.text(node).length < 200;

const table = (name, kinds, signs) => ({
  name,
  kinds,
  *of(source, node) {
    const sign = signs[node.operator];
    if (sign && !ofEnvironment(source, node)) yield between(source, node, node.left, node.right, sign);
  },
});

/** A variable that lives longer than the function that assigns it. */
function outlives(source, node, name) {
  const functions = [...source.above(node)].filter((parent) => /Function/.test(parent.type));
  return functions.length > 0 && !functions.some((one) => new RegExp(`\\b(let|const|var) ${name}\\b`).test(source.text(one)));
}

module.exports = {
  operators: [
    table("boundary", ["BinaryExpression"], BOUNDARY),
    table("comparison-inverted", ["BinaryExpression"], INVERTED),
    {
      name: "condition-changed",
      kinds: ["IfStatement", "ConditionalExpression"],
      *of(source, node) {
        if (!["BinaryExpression", "LogicalExpression"].includes(node.test.type)) {
          yield source.replace(node.test, `!(${source.text(node.test)})`);
        }
      },
    },
    {
      name: "condition-changed",
      kinds: ["LogicalExpression"],
      *of(source, node) {
        if (node.operator === "??" || ofEnvironment(source, node)) return;
        yield source.replace(node, source.text(node.left));
        yield source.replace(node, source.text(node.right));
      },
    },
    {
      // The `global` that Python wants is a declaration too many here: the name stands for another variable.
      name: "global-forgotten",
      kinds: ["ExpressionStatement"],
      *of(source, node) {
        const { expression } = node;
        if (expression.type !== "AssignmentExpression" || expression.operator !== "=") return;
        if (expression.left.type === "Identifier" && outlives(source, node, expression.left.name)) {
          yield [{ start: node.start, end: node.start, text: "let " }];
        }
      },
    },
    {
      name: "increment-forgotten",
      kinds: ["ExpressionStatement"],
      *of(source, node) {
        const { expression } = node;
        const adds = expression.type === "AssignmentExpression" && expression.operator === "+=";
        if ((adds || expression.type === "UpdateExpression") && source.inFunction(node)) yield source.drop(node);
      },
    },
    {
      name: "increment-forgotten",
      kinds: ["BinaryExpression"],
      *of(source, node) {
        if (node.operator === "+" && node.right.value === 1) yield source.replace(node, source.text(node.left));
      },
    },
    {
      name: "increment-forgotten",
      kinds: ["CallExpression"],
      *of(source, node) {
        if (!/^Math\.max$/.test(source.text(node.callee)) || node.arguments.length !== 2) return;
        for (const part of node.arguments) yield source.replace(node, source.text(part));
      },
    },
    {
      name: "arithmetic",
      kinds: ["BinaryExpression", "AssignmentExpression"],
      *of(source, node) {
        const sign = { "+": "-", "-": "+", "*": "/", "+=": "-=" }[node.operator];
        const textual = [node.left, node.right].some((side) => /["'`]/.test(source.text(side)));
        if (sign && !textual && !ofEnvironment(source, node)) yield between(source, node, node.left, node.right, sign);
      },
    },
    {
      name: "state-not-stored",
      kinds: ["ExpressionStatement"],
      *of(source, node) {
        const { expression } = node;
        if (expression.type !== "AssignmentExpression" || expression.operator !== "=" || !source.inFunction(node)) return;
        const { left } = expression;
        const lasts = left.type === "MemberExpression" || (left.name && outlives(source, node, left.name));
        const empties = /^\w*(wait|client|pending)\w* = /i.test(source.text(node)); // an operator of its own
        if (lasts && !empties) yield source.drop(node);
      },
    },
    {
      name: "order-changed",
      kinds: ["ExpressionStatement"],
      *of(source, node) {
        const { body } = source.parents.get(node);
        const next = Array.isArray(body) ? body[body.indexOf(node) + 1] : undefined;
        if (!/^(Assignment|Update)/.test(node.expression.type) || !source.inFunction(node)) return;
        if (!next || isWaking(source, next) || next.type !== "ExpressionStatement") return;
        yield [...source.replace(node, source.text(next)), ...source.replace(next, source.text(node))];
      },
    },
    {
      name: "copy-dropped",
      kinds: ["ArrayExpression"],
      *of(source, node) {
        const [only] = node.elements;
        if (node.elements.length === 1 && only?.type === "SpreadElement") yield source.replace(node, source.text(only.argument));
      },
    },
    {
      name: "copy-dropped",
      kinds: ["CallExpression"],
      *of(source, node) {
        if (/^Object\.freeze$/.test(source.text(node.callee))) yield source.replace(node, source.text(node.arguments[0]));
      },
    },
    {
      name: "copy-dropped",
      kinds: ["VariableDeclaration"],
      *of(source, node) {
        // `const woken = waiting; waiting = [];`: the list is emptied in place, so both names are of the empty one.
        const [only] = node.declarations;
        const { body } = source.parents.get(node);
        const next = Array.isArray(body) ? body[body.indexOf(node) + 1] : undefined;
        if (only.init?.type !== "Identifier" || !next || source.text(next) !== `${only.init.name} = [];`) return;
        yield source.replace(next, `${only.init.name}.length = 0;`);
      },
    },
    {
      name: "default-dropped",
      kinds: ["LogicalExpression"],
      *of(source, node) {
        if (node.operator === "??") yield source.replace(node, source.text(node.left));
      },
    },
    {
      name: "not-parsed",
      kinds: ["CallExpression"],
      *of(source, node) {
        const parses = /^(Number|parseInt|parseFloat|BigInt|Number\.parseInt|Number\.parseFloat)$/;
        if (!parses.test(source.text(node.callee)) || ofEnvironment(source, node)) return;
        yield source.replace(node, `(${source.text(node.arguments[0])})`);
      },
    },
    {
      name: "not-parsed",
      kinds: ["CallExpression"],
      *of(source, node) {
        if (source.text(node.callee) === "JSON.parse") yield source.replace(node, source.text(node.arguments[0]));
        // A server without the parser of bodies.
        if (/^(json|urlencoded)$/.test(called(node)) && /^express\b/.test(source.text(node))) {
          yield source.replace(node, "(req, res, next) => next()");
        }
      },
    },
  ],
};
