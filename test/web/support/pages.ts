// The real server with pages built for this run, and a browser that fails a test on any page error.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { jest } from '@jest/globals';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { AS_OF } from '../../../fixtures/chart.ts';
import { CHROMIUM_MISSING, findChromium } from '../../../tools/chromium.mjs';
import { startClearStage, type ClearStage } from '../../support/server.ts';

// a browser on a busy machine; a step that hangs fails by its own, shorter limit
jest.setTimeout(60_000);
const STEP_MS = 15_000;

const ROOT = join(import.meta.dirname, '../../..');
const ARTEFACTS = join(ROOT, 'artefacts');

export interface Pages {
  readonly url: string;
  readonly server: ClearStage;
  /** A page whose clock stands at the moment the stories are told at. */
  open(path: string, options?: BrowserContextOptions): Promise<Visit>;
  close(): Promise<void>;
}

export interface Visit {
  readonly page: Page;
  /** Everything a page should never say: errors, refused loads, violations of the policy. */
  readonly complaints: readonly string[];
  readonly end: () => Promise<void>;
}

export interface Browsing {
  /** A page whose clock stands at `at`, milliseconds since 1970: the moment the stories are told at, unless told. */
  open(url: string, options?: BrowserContextOptions, at?: number): Promise<Visit>;
  close(): Promise<void>;
}

export async function startBrowser(): Promise<Browsing> {
  const browser = await launch();
  return { open: (url, options, at) => open(browser, url, options, at), close: () => browser.close() };
}

/** @param config merged into the demonstration's configuration file */
export async function startPages(config: object = {}, env: NodeJS.ProcessEnv = {}): Promise<Pages> {
  const folder = mkdtempSync(join(tmpdir(), 'clearstage-web-'));
  const configFile = join(folder, 'config.json');
  writeFileSync(configFile, JSON.stringify({ demo: true, ...config }));
  const [browser] = await Promise.all([startBrowser(), buildPages(join(folder, 'web'))]);
  const server = await startClearStage({
    webRoot: join(folder, 'web'),
    env: { CLEARSTAGE_CONFIG: configFile, ...env },
  });
  return {
    url: server.url,
    server,
    open: (path, options) => browser.open(new URL(path, server.url).href, options),
    async close() {
      await browser.close();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The pages as they are served, built into a folder. */
export async function buildPages(outDir: string): Promise<void> {
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  const args = [
    vite,
    'build',
    '--config',
    join(ROOT, 'src/web/vite.config.ts'),
    '--outDir',
    outDir,
    '--logLevel',
    'warn',
  ];
  // as for a release: in a test's environment other code of the packages would be built in
  await promisify(execFile)(process.execPath, args, { cwd: ROOT, env: { ...process.env, NODE_ENV: 'production' } });
}

function launch(): Promise<Browser> {
  const found = findChromium();
  if (!found) throw new Error(CHROMIUM_MISSING);
  const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
  return chromium.launch({
    executablePath: found.executablePath,
    env: { ...process.env, ...found.env },
    args: ['--no-sandbox', '--disable-component-update', '--disable-sync', ...quiet],
  });
}

async function open(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
  at = Date.parse(AS_OF),
): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(STEP_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('request', (request) => {
    const { hostname } = new URL(request.url());
    if (hostname !== '127.0.0.1') complaints.push(`asked another host: ${request.url()}`);
  });
  await page.clock.setFixedTime(new Date(at));
  await page.goto(url);
  return { page, complaints, end: () => context.close() };
}

/** What axe finds wrong by WCAG 2.2 A and AA: rule and place. */
export async function axe(page: Page): Promise<readonly string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'], preload: false })
    .withTags(tags)
    .analyze();
  return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(' ')} (${v.help})`));
}

/** A picture to look at afterwards. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(ARTEFACTS, { recursive: true });
  await page.evaluate('scrollTo(0, 0)');
  await page.screenshot({ path: join(ARTEFACTS, `${name}.png`), fullPage: true });
}

export const LOOKS: readonly (readonly [string, BrowserContextOptions])[] = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['320', { viewport: { width: 320, height: 800 } }],
  ['390', { viewport: { width: 390, height: 844 } }],
  ['1024', { viewport: { width: 1024, height: 768 } }],
  ['1440', { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' }],
  ['forced-colours', { forcedColors: 'active' }],
];

/** Is the page no wider than its window? */
export async function fits(page: Page): Promise<boolean> {
  return page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth');
}
