#!/usr/bin/env node
// Runs the program of this platform, which is in a package of its own: nothing is downloaded when this one is installed.
'use strict';
const { spawn } = require('node:child_process');
const { constants } = require('node:os');

const name = `realtime-lab-${process.platform}-${process.arch}`;
const file = process.platform === 'win32' ? 'lab.exe' : 'lab';
let program;
try {
  program = require.resolve(`${name}/${file}`);
} catch {
  console.error(`lab: the package ${name} is missing. Either there is none for this platform, or optional dependencies
were left out (--omit=optional, --no-optional): install realtime-lab again without that.`);
  process.exit(70);
}
const child = spawn(program, process.argv.slice(2), { stdio: 'inherit' });
// A terminal sends Ctrl-C to both: the program shows what it found, and decides how it ends.
process.on('SIGINT', () => {});
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  console.error(`lab: ${program}: ${error.message}`);
  process.exit(70);
});
child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
