// Builds the release set once more from a copy of the sources in another folder, and compares: two builds of one commit
// must be the same byte by byte. Run after xtask/dist.mjs.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const copy = mkdtempSync(join(tmpdir(), 'belfry-again-'));
try {
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' }).split('\0').filter(Boolean);
  for (const file of files) {
    mkdirSync(join(copy, dirname(file)), { recursive: true });
    cpSync(file, join(copy, file));
  }
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
  const { NO_COLOR: _, CARGO_TARGET_DIR: __, ...env } = process.env;
  const run = (program, ...arguments_) => execFileSync(program, arguments_, { cwd: copy, env, stdio: ['ignore', 'ignore', 'inherit'] });
  run('trunk', 'build');
  for (const step of process.argv.slice(2)) run('node', step);
  const sums = (folder) => readFileSync(join(folder, 'release', 'SHA256SUMS'), 'utf8').split('\n');
  const [here, there] = [sums('.'), sums(copy)];
  const differing = [...here.filter((line) => !there.includes(line)), ...there.filter((line) => !here.includes(line))];
  if (differing.length > 0) throw new Error(`two builds differ:\n${differing.join('\n')}`);
  console.log(`${here.length - 1} files, the same twice`);
} finally {
  rmSync(copy, { recursive: true });
}
