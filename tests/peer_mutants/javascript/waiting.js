// Operators on what makes clients wait, and wakes them.
"use strict";
const { called } = require("./source.js");

const WAKING = /^(wake|emit|announce|notify|publish|broadcast|finish|resolve|push)$/;

/** Whether a statement wakes whoever waits: a call, or a loop of calls. */
function isWaking(source, node) {
  if (node.type === "ForOfStatement") return /wait|client|subscriber|listener|woken|pending/i.test(source.text(node.right));
  if (node.type !== "ExpressionStatement" || node.expression.type !== "CallExpression") return false;
  const call = node.expression;
  if (called(call) === "forEach") return true;
  return WAKING.test(called(call)) && called(call) !== "push" && !/^res\./.test(source.text(call));
}

const block = (source, node) => (Array.isArray(source.parents.get(node)?.body) ? source.parents.get(node).body : []);

module.exports = {
  isWaking,
  operators: [
    {
      name: "wakes-first-only",
      kinds: ["ForOfStatement"],
      *of(source, node) {
        if (!isWaking(source, node)) return;
        yield [{ start: node.body.start, end: node.body.end, text: `{ ${source.text(node.body)} break; }` }];
      },
    },
    {
      name: "wakes-first-only",
      kinds: ["CallExpression"],
      *of(source, node) {
        if (called(node) !== "forEach") return;
        yield source.replace(node.callee.object, `${source.text(node.callee.object)}.slice(0, 1)`);
      },
    },
    {
      name: "wake-forgotten",
      kinds: ["ForOfStatement", "ExpressionStatement"],
      *of(source, node) {
        if (source.inFunction(node) && isWaking(source, node)) yield source.drop(node);
      },
    },
    {
      name: "woken-before-change",
      kinds: ["ForOfStatement", "ExpressionStatement"],
      *of(source, node) {
        const statements = block(source, node);
        if (!isWaking(source, node) || statements.indexOf(node) < 1) return;
        // After what it uses: the nearest change of the state before it.
        const change = statements.slice(0, statements.indexOf(node)).find(isChange);
        if (!change) return;
        yield [{ start: change.start, end: change.start, text: source.text(node) + "\n  " }, ...source.drop(node)];
      },
    },
    {
      name: "timeout-forgotten",
      kinds: ["CallExpression"],
      *of(source, node) {
        if (called(node) === "setTimeout" && node.arguments.length > 1) yield source.replace(node, "undefined");
      },
    },
    {
      name: "timer-not-cleared",
      kinds: ["ExpressionStatement"],
      *of(source, node) {
        if (/^clear(Timeout|Interval)$/.test(called(node.expression))) yield source.drop(node);
      },
    },
    {
      name: "timer-not-cleared",
      kinds: ["ArrowFunctionExpression"],
      *of(source, node) {
        if (/^clear(Timeout|Interval)$/.test(called(node.body))) yield source.replace(node.body, "{}");
      },
    },
    {
      name: "listener-forgotten",
      kinds: ["ExpressionStatement"],
      *of(source, node) {
        const call = node.expression;
        if (/^(on|once|addListener|addEventListener)$/.test(called(call)) && call.arguments.length === 2) yield source.drop(node);
      },
    },
    {
      name: "waiter-not-removed",
      kinds: ["ExpressionStatement"],
      *of(source, node) {
        const text = source.text(node);
        const empties = /^\w*(wait|client|pending)\w* = (\[\]|\w+\.filter|new )/i.test(text);
        if (/^(delete|clear|splice|leave|forget|removeListener|off)$/.test(called(node.expression)) || empties) yield source.drop(node);
      },
    },
    {
      name: "waiter-not-added",
      kinds: ["ExpressionStatement"],
      *of(source, node) {
        const call = node.expression;
        const list = call.callee?.object ? source.text(call.callee.object) : "";
        if (/^(add|push|set)$/.test(called(call)) && /wait|client|pending|listen/i.test(list)) yield source.drop(node);
      },
    },
    {
      name: "unit-wrong",
      kinds: ["BinaryExpression"],
      *of(source, node) {
        if (node.operator === "*" && /process\.env/.test(source.text(node.left))) yield source.replace(node, source.text(node.left));
      },
    },
    {
      name: "unit-wrong",
      kinds: ["Identifier"],
      *of(source, node) {
        const parent = source.parents.get(node);
        if (/^(HOLD|INTERVAL|HEARTBEAT|SLOWNESS)$/.test(node.name) && parent.type !== "VariableDeclarator") {
          yield source.replace(node, `(${node.name} * 1000)`);
        }
      },
    },
    {
      name: "loop-ends",
      kinds: ["CallExpression"],
      *of(source, node) {
        if (called(node) !== "setInterval") return;
        yield [{ start: node.callee.start, end: node.callee.end, text: "setTimeout" }];
      },
    },
    {
      name: "await-dropped",
      kinds: ["AwaitExpression"],
      *of(source, node) {
        yield source.replace(node, source.text(node.argument));
      },
    },
    {
      name: "await-dropped",
      kinds: ["ForOfStatement"],
      *of(source, node) {
        if (node.await) yield source.replace(node, source.text(node).replace("for await", "for"));
      },
    },
    {
      name: "one-at-a-time",
      kinds: ["AwaitExpression"],
      *of(source, node) {
        if (called(node.argument) !== "sleep") return;
        const time = source.text(node.argument.arguments[0]);
        yield source.replace(node, `(() => { const end = Date.now() + ${time}; while (Date.now() < end); })()`);
      },
    },
  ],
};

/** A statement that assigns, which is how state changes. */
function isChange(node) {
  return node.type === "ExpressionStatement" && /^(Assignment|Update)/.test(node.expression.type);
}
