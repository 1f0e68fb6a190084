// The HTML of `rapport weekly` in a browser: axe-core finds nothing to object to, and the page is
// no wider than the screen, on a phone and on a desk, in light and in dark.
//
//     node page_reader.mjs RAPPORT VAULT
//
// Exit code 77: there is no Chromium, or no npm package `axe-core`; it is sought as require() does,
// $NODE_PATH included.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

const [rapport, vault] = process.argv.slice(2);
const screens = [{ name: 'phone', width: 390, height: 844 }, { name: 'desk', width: 1280, height: 900 }];

function skip(what) {
  console.log(`skipped: there is no ${what}`);
  process.exit(77);
}

function chromium() {
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    try {
      execFileSync(name, ['--version'], { stdio: 'ignore' });
      return name;
    } catch { /* the next one */ }
  }
  return skip('Chromium');
}

function axeSource() {
  try {
    const require = createRequire(path.join(process.cwd(), 'any.js'));
    return fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
  } catch {
    return skip('npm package axe-core (npm install axe-core; NODE_PATH)');
  }
}

const browser = chromium();
const axe = axeSource();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rapport-page-'));

function page(account) {
  const store = path.join(folder, 'store');
  const report = path.join(folder, 'report.html');
  execFileSync(rapport, ['--vault', vault, '--db', store, '-q', 'ingest']);
  execFileSync(rapport, ['--vault', vault, '--db', store, '--me', 'Nora Whitfield', 'weekly', account,
    '--week', '2026-W03', '-o', report]);
  return fs.readFileSync(report, 'utf8');
}

// The page with a script at its end that leaves what it finds in the title: our own page allows
// none, so its policy is taken out.
function withProbe(html, theme) {
  const policy = /<meta http-equiv="Content-Security-Policy"[^>]*>/;
  if (!policy.test(html)) throw new Error('the page has no policy against scripts');
  if (!html.includes('prefers-color-scheme: dark')) throw new Error('the page has no dark colours');
  // Chromium's headless mode has no switch for the theme.
  const asked = html.replace(policy, '').replaceAll('prefers-color-scheme: dark',
    theme === 'dark' ? 'min-width: 0' : 'max-width: 0');
  return asked.replace('</body>', `<script>${axe}</script><script>
    axe.run(document, { resultTypes: ['violations'] }).then((found) => {
      document.title = JSON.stringify({
        rules: found.passes.length,
        violations: found.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target).join(', ')),
        wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      });
    });</script></body>`);
}

function findings(html, theme, screen) {
  const file = path.join(folder, 'probe.html');
  fs.writeFileSync(file, withProbe(html, theme));
  const dom = execFileSync(browser, ['--headless', '--no-sandbox', '--disable-gpu', '--dump-dom',
    `--user-data-dir=${path.join(folder, 'profile')}`, `--window-size=${screen.width},${screen.height}`,
    '--virtual-time-budget=20000', `file://${file}`], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 64 * 1024 * 1024 });
  const title = /<title>(\{.*?\})<\/title>/s.exec(dom);
  if (title === null) throw new Error('axe came to no result');
  return JSON.parse(title[1].replaceAll('&amp;', '&').replaceAll('&gt;', '>').replaceAll('&lt;', '<'));
}

let failed = false;
try {
  const html = page('Kestrel Grid');
  for (const theme of ['light', 'dark']) {
    for (const screen of screens) {
      const found = findings(html, theme, screen);
      const problems = [...found.violations];
      if (found.wide > 0) problems.push(`${found.wide} pixels too wide`);
      console.log(`${theme}, ${screen.name}: ${found.rules} rules hold; ${problems.join('; ') || 'nothing found'}`);
      failed ||= problems.length > 0 || found.rules === 0;
    }
  }
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
