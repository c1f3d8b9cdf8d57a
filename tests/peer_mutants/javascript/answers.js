// Operators on what is read, refused and answered.
"use strict";
const { called } = require("./source.js");

const ANSWERING = /^(send|json|end|write|sendStatus|sendState|writeHead|page|refuse|status)$/;
const VALUES = [
  ["application/json", "text/html"],
  ["text/event-stream", "text/plain"],
  ["no-cache", "max-age=60"],
  ["no-store", "max-age=60"],
];
const CODES = { 200: [500, 202], 201: [500], 202: [500], 204: [200, 500, 304], 400: [200, 500], 422: [200, 500] };
// What the lab texts ask for in an answer: other fields are nobody's.
const FIELDS = /^(status|state|version|timestamp|symbole?|price|prix|change|variation|change_percent|percent_change)$/;

const name = (property) => property.key?.name ?? property.key?.value;
const isHeader = (property) => property.type === "Property" && /^[A-Za-z]+(-[A-Za-z]+)+$|^(Connection|Vary|Allow|allow)$/.test(name(property));
/** The last two letters change places. */
const misspelled = (word) => word.slice(0, -2) + word.at(-1) + word.at(-2);
const quoted = (text) => JSON.stringify(text);

module.exports = {
  operators: [
    {
      name: "exception-swallowed",
      kinds: ["CatchClause"],
      *of(source, node) {
        if (node.body.body.length > 0) yield source.replace(node.body, "{}");
      },
    },
    {
      name: "exception-uncaught",
      kinds: ["CatchClause"],
      *of(source, node) {
        yield source.replace(node, "finally {}");
      },
    },
    {
      name: "exception-uncaught",
      kinds: ["CallExpression"],
      *of(source, node) {
        if (called(node) === "catch") yield source.replace(node, source.text(node.callee.object));
      },
    },
    {
      name: "flush-forgotten",
      kinds: ["ExpressionStatement"],
      *of(source, node) {
        if (/^flush/.test(called(node.expression))) yield source.drop(node);
      },
    },
    {
      name: "header-dropped",
      kinds: ["ExpressionStatement", "IfStatement"],
      *of(source, node) {
        const statement = node.type === "IfStatement" ? node.consequent : node;
        if (called(statement.expression) === "setHeader" && !node.alternate) yield source.drop(node);
      },
    },
    {
      name: "header-dropped",
      kinds: ["ObjectExpression"],
      *of(source, node) {
        for (const property of node.properties.filter(isHeader)) {
          const rest = node.properties.filter((other) => other !== property).map((other) => source.text(other));
          yield source.replace(node, rest.length ? `{ ${rest.join(", ")} }` : "{}");
        }
      },
    },
    {
      name: "header-wrong",
      kinds: ["Literal"],
      *of(source, node) {
        for (const [right, wrong] of VALUES) {
          if (typeof node.value === "string" && node.value.startsWith(right)) {
            yield source.replace(node, quoted(wrong));
          }
        }
      },
    },
    {
      name: "length-wrong",
      kinds: ["CallExpression"],
      *of(source, node) {
        if (source.text(node.callee) !== "Buffer.byteLength") return;
        yield source.replace(node, `${source.text(node.arguments[0])}.length`);
        yield source.replace(node, `${source.text(node)} - 1`);
        yield source.replace(node, `${source.text(node)} + 1`);
      },
    },
    {
      name: "answer-forgotten",
      kinds: ["ExpressionStatement"],
      *of(source, node) {
        if (source.inFunction(node) && ANSWERING.test(called(node.expression))) yield source.drop(node);
      },
    },
    {
      name: "answer-forgotten",
      kinds: ["ReturnStatement"],
      *of(source, node) {
        if (node.argument) yield source.replace(node, "return;");
      },
    },
    {
      name: "answer-forgotten",
      kinds: ["CallExpression"],
      *of(source, node) {
        // The head is told, and the end is not.
        if (called(node) === "end" && called(node.callee.object) === "writeHead") yield source.replace(node, source.text(node.callee.object));
      },
    },
    {
      name: "return-forgotten",
      kinds: ["ReturnStatement"],
      *of(source, node) {
        if (node.argument?.type === "CallExpression") yield source.replace(node, `${source.text(node.argument)};`);
      },
    },
    {
      name: "status-wrong",
      kinds: ["Literal"],
      *of(source, node) {
        const around = source.parents.get(node).type;
        if (!Object.hasOwn(CODES, String(node.value)) || typeof node.value !== "number") return;
        if (!["CallExpression", "ConditionalExpression"].includes(around)) return;
        yield* CODES[node.value].map((code) => source.replace(node, String(code)));
      },
    },
    {
      name: "validation-dropped",
      kinds: ["IfStatement"],
      *of(source, node) {
        const body = node.consequent.type === "BlockStatement" ? node.consequent.body : [node.consequent];
        if (!node.alternate && ["ReturnStatement", "ThrowStatement"].includes(body.at(-1)?.type)) yield source.drop(node);
      },
    },
    {
      name: "key-misspelled",
      kinds: ["ObjectExpression"],
      *of(source, node) {
        if (node.properties.some(isHeader)) return;
        for (const property of node.properties) {
          if (property.type !== "Property" || property.computed || property.method || /Function/.test(property.value.type)) continue;
          if (!FIELDS.test(name(property))) continue;
          yield source.replace(property, `${quoted(misspelled(name(property)))}: ${source.text(property.value)}`);
        }
      },
    },
    {
      name: "wrong-key-read",
      kinds: ["MemberExpression"],
      *of(source, node) {
        const reads = /^(req\.)?(body|fields|query)$|^JSON\.parse\([^()]*\)$/.test(source.text(node.object));
        const asks = source.parents.get(node).callee === node;
        if (reads && !asks && !node.computed && node.property.name !== "length") {
          yield source.replace(node.property, misspelled(node.property.name));
        }
      },
    },
    {
      name: "wrong-key-read",
      kinds: ["CallExpression"],
      *of(source, node) {
        const [first] = node.arguments;
        if (called(node) !== "get" || typeof first?.value !== "string" || !/^\w{3,}$/.test(first.value)) return;
        yield source.replace(first, quoted(misspelled(first.value)));
      },
    },
    {
      name: "blank-line-wrong",
      kinds: ["TemplateLiteral"],
      *of(source, node) {
        const text = source.text(node);
        const end = /(\\r\\n\\r\\n|\\n\\n|\\r\\r)`$/.exec(text)?.[1];
        if (!end) return;
        const before = text.slice(0, -1 - end.length);
        yield source.replace(node, `${before}${end.slice(0, end.length / 2)}\``);
        yield source.replace(node, `${before}${end.replaceAll("\\", "\\\\")}\``);
      },
    },
    {
      name: "field-misspelled",
      kinds: ["TemplateLiteral"],
      *of(source, node) {
        const text = source.text(node);
        if (!text.includes("data: ")) return;
        for (const wrong of ["", "date: ", "data "]) yield source.replace(node, text.replace("data: ", wrong));
      },
    },
    {
      name: "not-serialised",
      kinds: ["CallExpression"],
      *of(source, node) {
        if (source.text(node.callee) !== "JSON.stringify") return;
        yield source.replace(node, `String(${source.text(node.arguments[0])})`);
        yield source.replace(node, `JSON.stringify(${source.text(node)})`);
      },
    },
    {
      name: "encoding-wrong",
      kinds: ["ExpressionStatement"],
      *of(source, node) {
        if (called(node.expression) === "setEncoding") yield source.replace(node.expression.arguments[0], '"latin1"');
        if (called(node.expression) === "end" && node.expression.arguments.length === 1) {
          const [only] = node.expression.arguments;
          yield [{ start: only.end, end: only.end, text: ', "latin1"' }];
        }
      },
    },
    {
      name: "encoding-wrong",
      kinds: ["CallExpression"],
      *of(source, node) {
        if (/Buffer|body/.test(source.text(node)) && called(node) === "toString" && node.arguments.length === 0) {
          yield source.replace(node, `${source.text(node).slice(0, -1)}"latin1")`);
        }
      },
    },
    {
      name: "method-wrong",
      kinds: ["CallExpression"],
      *of(source, node) {
        const swap = { get: "post", post: "get" }[called(node)];
        if (swap && node.arguments[0]?.value?.startsWith?.("/")) yield source.replace(node.callee.property, swap);
      },
    },
    {
      name: "method-wrong",
      kinds: ["Literal"],
      *of(source, node) {
        if (node.value === "POST") yield source.replace(node, '"GET"');
      },
    },
  ],
};
