// Reads TAP as its own parser does, and prints what that sees as JSON.
const { Parser } = require(process.argv[2])
const parser = new Parser({ strict: true })
const seen = { asserts: [], plan: null, bailout: null, extra: [], comments: [] }
parser.on('assert', one => seen.asserts.push(one))
parser.on('plan', plan => { seen.plan = plan })
parser.on('bailout', why => { seen.bailout = why })
parser.on('extra', line => seen.extra.push(line))
parser.on('comment', line => seen.comments.push(line))
parser.on('complete', results => process.stdout.write(JSON.stringify({ ...seen, ok: results.ok, failures: results.failures.length })))
process.stdin.pipe(parser)
