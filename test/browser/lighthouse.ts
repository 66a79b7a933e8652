import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../daemon/package-root.js';
import { DaemonProcess } from '../integration/daemon-process.js';
import { sendFile, waitForJob } from '../integration/rest-client.js';
import { CHROMIUM, FLAGS } from './browser.js';

/**
 * Asks Lighthouse about the page as a phone gets it: 1.6 Mbit/s, 150 ms there and back, a fourth of this processor. It is fetched by npx, and no
 * dependency: 100 packages for a question that is asked before a release.
 *
 *     node dist/test/browser/lighthouse.js
 */
const VERSION = '12.8.2';
const LEAST = { performance: 95, accessibility: 100, 'best-practices': 100 } as const;

/** What we read of its answer. */
interface Report {
  readonly categories: Readonly<Record<string, Category | undefined>>;
  readonly audits: Readonly<Record<string, Audit | undefined>>;
}
interface Category {
  readonly score: number | null;
  readonly auditRefs: readonly { readonly id: string; readonly weight: number }[];
}
interface Audit {
  readonly score: number | null;
  readonly title: string;
  readonly displayValue?: string;
}

const folder = mkdtempSync(join(tmpdir(), 'framed-lighthouse-'));
const daemon = await DaemonProcess.start({ data: join(folder, 'data') });
try {
  const [job] = await sendFile(daemon.url, join(packageRoot, 'test/fixtures/bunny-640x480-25fps.mp4'));
  await waitForJob(daemon.url, job?.id ?? '');
  const { categories, audits } = await askLighthouse(daemon.url);
  for (const [name, least] of Object.entries(LEAST)) {
    const { score = null, auditRefs = [] } = categories[name] ?? {};
    const percent = Math.round((score ?? 0) * 100);
    console.log(`${name} ${percent} (at least ${least})`);
    if (percent < least) process.exitCode = 1;
    for (const { id, weight } of auditRefs) {
      const audit = audits[id];
      if (audit === undefined || weight === 0 || (audit.score ?? 1) >= 1) continue;
      console.log(`  ${audit.title}${audit.displayValue === undefined ? '' : `: ${audit.displayValue}`}`);
    }
  }
} finally {
  await daemon.stop();
  rmSync(folder, { recursive: true });
}

async function askLighthouse(url: string): Promise<Report> {
  const output = join(folder, 'report.json');
  const words = [
    ...['--yes', `lighthouse@${VERSION}`, url, '--quiet', '--no-enable-error-reporting'],
    ...['--output=json', `--output-path=${output}`, `--only-categories=${Object.keys(LEAST).join()}`],
    `--chrome-flags=${FLAGS.filter((flag) => !flag.includes(' ')).join(' ')}`,
  ];
  const npx = spawn('npx', words, {
    cwd: folder,
    env: { ...process.env, CHROME_PATH: CHROMIUM },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const code = await new Promise((resolve, reject) => npx.on('error', reject).on('close', resolve));
  if (code !== 0) throw new Error(`npx lighthouse@${VERSION} ended with ${code}`);
  return JSON.parse(readFileSync(output, 'utf8'));
}
