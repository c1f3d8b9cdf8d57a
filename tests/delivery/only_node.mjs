// Where there is only Node: the npm package is installed, and checks a server. Two minutes are allowed from here on.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const start = performance.now();
const seconds = () => (performance.now() - start) / 1000;
const since = (what) => console.log(`  ${what.padEnd(56)} after ${seconds().toFixed(1)} s`);

for (const other of ['sh', 'bash', 'cargo', 'cc', 'python3']) {
  for (const folder of [...process.env.PATH.split(':'), '/usr/bin', '/bin']) {
    if (existsSync(join(folder, other))) throw new Error(`${other} is here`);
  }
}
mkdirSync('/tmp/empty');
const packed = readdirSync('/packed').filter((name) => name.endsWith('.tgz')).map((name) => `/packed/${name}`);
execFileSync(process.execPath, [process.argv[2], 'install', '--offline', '--no-audit', '--no-fund', ...packed], { cwd: '/tmp/empty' });
since('installed');
// As npx does it: the script that package.json names.
const lab = [process.execPath, '/tmp/empty/node_modules/realtime-lab/lab.js'];
const server = spawn(lab[0], [lab[1], 'serve', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
let url;
for await (const chunk of server.stdout) {
  url = String(chunk).match(/http:\/\/\S+/)?.[0];
  if (url) break;
}
since('serves');
const check = spawnSync(lab[0], [lab[1], 'check', url, '--lab', 'long-polling'], { encoding: 'utf8' });
server.kill();
if (check.status !== 0 || seconds() > 120) {
  console.log(check.stdout, check.stderr);
  throw new Error(`the check ended with ${check.status} after ${seconds().toFixed(0)} s`);
}
since('20 / 20 in long polling');
