// The release set, from what dist/ holds: the site, the single file, the element, the npm package, headers for hosts, a
// bill of materials, licences, and checksums over all of it. Nothing in it depends on when or where it was made.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

const digest = (kind, file, form) => createHash(kind).update(readFileSync(file)).digest(form);

/** Every file below a folder, with slashes, in order. */
export const below = (folder) => readdirSync(folder, { recursive: true }).map((name) => name.split(sep).join('/')).filter((name) => statSync(join(folder, name)).isFile()).sort();

/** The policy of the page itself, and what only a header can say. */
export function policyOf(html) {
  return html.match(/content="(default-src [^"]+)"/)[1];
}

/** Headers for hosts, all with the page's own policy. `embed/` is for other sites to load, so it gets none of these. */
export function headers(policy) {
  const always = { 'Content-Security-Policy': `${policy}; frame-ancestors 'self'`, 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer', 'Permissions-Policy': 'camera=(), geolocation=(), microphone=()' };
  const rows = (row) => Object.entries(always).map(([name, value]) => row(name, value)).join('\n');
  return {
    'nginx.conf': `# Inside server { }, for Belfry at the root of the host.\ntypes { text/html html; text/css css; text/javascript js; application/json json; application/wasm wasm; image/svg+xml svg; image/png png; application/manifest+json webmanifest; }\nlocation / {\n${rows((name, value) => `    add_header ${name} "${value}" always;`)}\n    add_header Cache-Control "no-cache" always;\n}\nlocation /embed/ {\n    add_header Access-Control-Allow-Origin "*" always;\n    add_header X-Content-Type-Options "nosniff" always;\n}\n`,
    'apache.htaccess': `# As .htaccess beside index.html; needs mod_headers.\nAddType application/wasm .wasm\nAddType text/javascript .js\nAddType application/manifest+json .webmanifest\n${rows((name, value) => `Header always set ${name} "${value}" "expr=%{REQUEST_URI} !~ m#/embed/#"`)}\nHeader always set Cache-Control "no-cache"\nHeader always set Access-Control-Allow-Origin "*" "expr=%{REQUEST_URI} =~ m#/embed/#"\n`,
    Caddyfile: `belfry.example {\n\troot * /srv/belfry\n\t@site not path /embed/*\n\theader @site {\n${rows((name, value) => `\t\t${name} "${value}"`)}\n\t\tCache-Control "no-cache"\n\t}\n\theader /embed/* Access-Control-Allow-Origin "*"\n\tfile_server\n}\n`,
    _headers: `# For hosts that read a file _headers (Netlify, Cloudflare Pages).\n/\n${rows((name, value) => `  ${name}: ${value}`)}\n/index.html\n${rows((name, value) => `  ${name}: ${value}`)}\n/*\n  X-Content-Type-Options: nosniff\n/embed/*\n  Access-Control-Allow-Origin: *\n`,
  };
}

/** The crates that end up in the Wasm, and the packages in the single file. */
export function components() {
  const metadata = JSON.parse(execFileSync('cargo', ['metadata', '--format-version', '1', '--locked', '--filter-platform', 'wasm32-unknown-unknown'], { maxBuffer: 1 << 28 }));
  const packages = new Map(metadata.packages.map((one) => [one.id, one]));
  const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]));
  const start = metadata.packages.filter(({ name }) => ['belfry-app', 'belfry-embed'].includes(name)).map(({ id }) => id);
  const seen = new Set(start);
  for (const id of seen) {
    const normal = nodes.get(id).deps.filter((one) => one.dep_kinds.some(({ kind }) => kind === null));
    normal.forEach((one) => seen.add(one.pkg));
  }
  const crates = [...seen].map((id) => packages.get(id)).filter(({ source }) => source);
  const texts = (folder) => readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice|unlicense)/i.test(name)).sort().map((name) => join(folder, name)).filter((file) => statSync(file).isFile()).map((file) => readFileSync(file, 'utf8').trim());
  const rows = crates.map((one) => ({ name: one.name, version: one.version, licence: one.license ?? 'see its text', link: `pkg:cargo/${one.name}@${one.version}`, texts: texts(dirname(one.manifest_path)) }));
  return rows.sort((one, other) => (one.link < other.link ? -1 : 1));
}

/** CycloneDX 1.6, without a time or a serial number: both would differ between two builds of one commit. */
export function bill(version, rows) {
  const licences = ({ licence }) => (/ (OR|AND|WITH) |\//.test(licence) ? [{ expression: licence.replace(/\s*\/\s*/g, ' OR ') }] : [{ license: { id: licence } }]);
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX', specVersion: '1.6', version: 1,
    metadata: { component: { type: 'application', 'bom-ref': 'belfry', name: 'belfry', version, licenses: [{ expression: 'MIT OR Apache-2.0' }] } },
    components: rows.map((row) => ({ type: 'library', 'bom-ref': row.link, name: row.name, version: row.version, purl: row.link, licenses: licences(row) })),
    dependencies: [{ ref: 'belfry', dependsOn: rows.map(({ link }) => link) }],
  };
}

function licences(rows) {
  const row = (one) => `${'='.repeat(78)}\n${one.name} ${one.version}: ${one.licence}\n${'='.repeat(78)}\n\n${one.texts.join('\n\n') || 'It ships no text of its own; see the licence named above.'}\n`;
  return `What Belfry is made of, and under which licences. Belfry itself: MIT or Apache 2.0.\n\n${rows.map(row).join('\n')}`;
}

export function release(dist, out) {
  const { version } = JSON.parse(execFileSync('cargo', ['metadata', '--format-version', '1', '--no-deps'], { maxBuffer: 1 << 28 })).packages.find(({ name }) => name === 'belfry-app');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(join(out, 'headers'), { recursive: true });
  const alone = /^(belfry(-complete)?\.html$|npm(\/|$)|.*\.tgz$)/;
  cpSync(dist, join(out, 'site'), { recursive: true, filter: (from) => !alone.test(from.slice(dist.length + 1).split(sep).join('/')) });
  cpSync(join(dist, 'embed'), join(out, 'embed'), { recursive: true });
  for (const name of ['belfry.html', 'belfry-complete.html']) cpSync(join(dist, name), join(out, name));
  readdirSync(dist).filter((name) => name.endsWith('.tgz')).forEach((name) => cpSync(join(dist, name), join(out, name)));
  for (const [name, text] of Object.entries(headers(policyOf(readFileSync(join(dist, 'index.html'), 'utf8'))))) writeFileSync(join(out, 'headers', name), text);
  const rows = components();
  writeFileSync(join(out, 'sbom.cdx.json'), `${JSON.stringify(bill(version, rows), null, 2)}\n`);
  writeFileSync(join(out, 'THIRD-PARTY.txt'), licences(rows));
  for (const name of ['LICENSE-MIT', 'LICENSE-APACHE'].filter((name) => existsSync(name))) cpSync(name, join(out, name));
  // For who loads the element from another host: <script type="module" integrity="…">.
  const scripts = ['embed/belfry.js', 'embed/frame.js'];
  writeFileSync(join(out, 'INTEGRITY.txt'), scripts.map((name) => `${name} sha384-${digest('sha384', join(out, name), 'base64')}\n`).join(''));
  const sums = below(out).map((name) => `${digest('sha256', join(out, name), 'hex')}  ${name}\n`).join('');
  writeFileSync(join(out, 'SHA256SUMS'), sums);
  return sums;
}

if (process.argv[1]?.endsWith('dist.mjs')) {
  const sums = release('dist', 'release');
  console.log(`release/: ${sums.split('\n').length - 1} files, ${createHash('sha256').update(sums).digest('hex')}`);
}
