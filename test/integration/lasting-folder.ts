import type { Test } from 'tap';

/**
 * A folder that is removed when the test's teardowns are through, with the daemons that they stop. tap removes t.testdir() before them where it was
 * asked for first, and a daemon that still writes to it (a moving preview, a copy to watch) then fails the test: ENOTEMPTY.
 */
export function lastingFolder(t: Test, ...content: Parameters<Test['testdir']>): string {
  t.teardown(() => {});
  return t.testdir(...content);
}
