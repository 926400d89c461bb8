// Two more engines behind one small face: Firefox by WebDriver BiDi, WebKit by its own driver on a screen that nobody sees.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { Builder, Capabilities } from 'selenium-webdriver';

const onPath = (name) => (process.env.PATH ?? '').split(':').map((folder) => join(folder, name)).find((file) => existsSync(file));

/** WebKit's own small browser lies beside its library. */
function miniBrowser() {
  const libraries = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/libexec', '/usr/lib'].filter((folder) => existsSync(folder));
  const folders = libraries.flatMap((folder) => readdirSync(folder).filter((name) => name.startsWith('webkit2gtk-')).map((name) => join(folder, name)));
  return folders.map((folder) => join(folder, 'MiniBrowser')).find((file) => existsSync(file));
}

const freePort = () => new Promise((done) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => done(port));
  });
});

async function firefox() {
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath: onPath('firefox-esr') ?? onPath('firefox'), headless: true });
  const page = await browser.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  return {
    errors,
    visit: (address) => page.goto(address),
    reload: () => page.reload(),
    evaluate: (code, ...given) => page.evaluate(code, ...given),
    until: (code, ...given) => page.waitForFunction(code, { polling: 100, timeout: 30_000 }, ...given),
    close: () => browser.close(),
  };
}

async function webkit() {
  const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x900x24'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  // It says which display it took once it stands.
  const display = await new Promise((done, failed) => { screen.stdio[3].once('data', (text) => done(`:${String(text).trim()}`)); screen.once('error', failed); });
  const port = await freePort();
  // Containers seldom allow the sandbox in a sandbox; nothing but our own pages is opened.
  const env = { ...process.env, DISPLAY: display, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', WEBKIT_DISABLE_COMPOSITING_MODE: '1', LIBGL_ALWAYS_SOFTWARE: '1' };
  const steersman = spawn('WebKitWebDriver', [`--port=${port}`], { env, stdio: 'ignore' });
  const stop = () => { steersman.kill(); screen.kill(); };
  try {
    const address = `http://127.0.0.1:${port}`;
    const answers = async () => (await fetch(`${address}/status`).catch(() => undefined))?.ok;
    for (let tries = 0; !(await answers()); tries += 1) {
      if (tries > 200) throw new Error('WebKitWebDriver does not answer');
      await new Promise((done) => { setTimeout(done, 50); });
    }
    const capabilities = new Capabilities({ browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary: miniBrowser(), args: ['--automation'] } });
    const driver = await new Builder().usingServer(address).withCapabilities(capabilities).build();
    const evaluate = (code, ...given) => driver.executeScript(`return (${code})(...arguments)`, ...given);
    return {
      errors: [],
      visit: (address) => driver.get(address),
      reload: () => driver.navigate().refresh(),
      evaluate,
      until: (code, ...given) => driver.wait(() => evaluate(code, ...given), 30_000, `${code}`.slice(0, 200), 100),
      close: async () => { await driver.quit(); stop(); },
    };
  } catch (error) {
    stop();
    throw error;
  }
}

/** Every other engine: its name, why it cannot be tried here, and how it is started. */
export const ENGINES = [
  { name: 'Firefox', missing: !onPath('firefox-esr') && !onPath('firefox') && 'Firefox is not installed here', start: firefox },
  { name: 'WebKit', missing: !(onPath('WebKitWebDriver') && onPath('Xvfb') && miniBrowser()) && 'WebKitWebDriver, its MiniBrowser or Xvfb is not installed here', start: webkit },
];
