// node packaging/npm/pack.mjs FOLDER PLATFORM-ARCH=PROGRAM...: writes the npm packages into FOLDER, as npm packs them:
// realtime-lab, and one for each program, such as linux-x64=target/dist/lab. `packaging/notices` writes licences first.
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const [folder, ...programs] = process.argv.slice(2);
if (!programs.length) throw new Error('usage: pack.mjs FOLDER PLATFORM-ARCH=PROGRAM...');

const version = readFileSync(join(root, 'Cargo.toml'), 'utf8').match(/^version = "([^"]+)"/m)[1];
const targets = readFileSync(join(root, 'packaging/targets.tsv'), 'utf8').split('\n')
  .filter((line) => line && !line.startsWith('#')).map((line) => line.split('\t'));
const platforms = targets.map(([, , platform, arch]) => `${platform}-${arch}`);
const description = 'Grades student servers of real-time web labs, as black boxes, and says why';
const common = { version, description, license: '(MIT OR Apache-2.0)', preferUnplugged: true };
const licences = ['LICENSE-APACHE', 'LICENSE-MIT'];

mkdirSync(folder, { recursive: true });
const work = mkdtempSync(join(tmpdir(), 'lab-npm-'));

// Writes a package, and has npm pack it.
function pack(manifest, files) {
  const at = join(work, manifest.name);
  mkdirSync(at);
  writeFileSync(join(at, 'package.json'), JSON.stringify(manifest, null, 2) + '\n');
  for (const [name, source] of Object.entries(files)) {
    copyFileSync(source, join(at, name));
    if (/^lab/.test(name)) chmodSync(join(at, name), 0o755);
  }
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const options = { cwd: at, encoding: 'utf8', shell: process.platform === 'win32' };
  execFileSync(npm, ['pack', '--silent', '--pack-destination', resolve(folder)], options);
  console.log(join(folder, `${manifest.name}-${version}.tgz`));
}

try {
  const own = Object.fromEntries(licences.map((name) => [name, join(root, name)]));
  for (const given of programs) {
    const [platform, program] = [given.slice(0, given.indexOf('=')), given.slice(given.indexOf('=') + 1)];
    if (!platforms.includes(platform)) throw new Error(`${platform}: one of ${platforms.join(', ')} is meant`);
    const [os, cpu] = platform.split('-');
    const file = os === 'win32' ? 'lab.exe' : 'lab';
    const files = { ...own, 'THIRD-PARTY.txt': join(root, 'THIRD-PARTY.txt'), [file]: program };
    const manifest = { name: `realtime-lab-${platform}`, ...common, os: [os], cpu: [cpu], files: Object.keys(files) };
    pack(manifest, files);
  }
  const optional = platforms.map((platform) => [`realtime-lab-${platform}`, version]);
  const files = { ...own, 'README.md': join(root, 'README.md'), 'lab.js': join(here, 'command/lab.js') };
  pack({
    name: 'realtime-lab', ...common, engines: { node: '>=18' }, bin: { lab: 'lab.js' },
    files: Object.keys(files), optionalDependencies: Object.fromEntries(optional),
  }, files);
} finally {
  rmSync(work, { recursive: true, force: true });
}
