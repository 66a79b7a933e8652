#!/usr/bin/env node
// Makes a fresh checkout ready: `npm start` and `npm test` both begin here. Plain JavaScript without dependencies, because it runs
// before there are any. Every step looks first and does nothing where nothing is to be done, so a second run takes a moment.
//
//   node daemon/setup/setup.mjs start     what playing needs:  dependencies, ffmpeg (without it the demo still plays), build
//   node daemon/setup/setup.mjs test      what testing needs:  the same, ffmpeg and Chromium for certain, a C compiler, tap, build

import { totalmem } from 'node:os';
import { buildAll } from './build.mjs';
import { fetchDependencies } from './dependencies.mjs';
import { checkNode } from './node-version.mjs';
import { installSystemPackages } from './system-packages.mjs';
import { buildTestRunner } from './test-runner.mjs';

// What each command is for, and the Debian package that brings it.
const FFMPEG = { command: 'ffmpeg', package: 'ffmpeg', purpose: 'converts what you send' };
const HEIF = {
  command: 'heif-convert',
  or: 'heif-dec',
  package: 'libheif-examples',
  purpose: "reads an iPhone's HEIC photos",
};
const POPPLER = { command: 'pdftoppm', package: 'poppler-utils', purpose: 'makes pictures of the pages of a PDF' };
const COMPILER = {
  command: 'cc',
  package: 'g++',
  purpose: "compiles the stand-in for the kernel's SPI and GPIO, whose tests are skipped without it",
};
const ZBAR = {
  command: 'zbarimg',
  package: 'zbar-tools',
  purpose: 'reads the QR codes of the status screens, whose test is skipped without it',
};
const CHROMIUM = { command: 'chromium', package: 'chromium', purpose: 'runs the browser tests' };

// Below this the compilers of C and of TypeScript, half a gigabyte each, would swap each other out.
const ROOM_FOR_TWO_BYTES = 2 * 1024 ** 3;

checkNode();
const purpose = process.argv[2] ?? 'start';
const tools =
  purpose === 'test'
    ? { required: [FFMPEG, HEIF, CHROMIUM], wanted: [COMPILER, POPPLER, ZBAR] }
    : { wanted: [FFMPEG, HEIF, POPPLER] };

// apt waits for the network and the disk, SQLite keeps one core busy for a minute and a half: what needs neither goes on meanwhile.
const packages = installSystemPackages(tools);
const compileDependencies = await fetchDependencies();
const compiled = compileDependencies(packages);
if (totalmem() < ROOM_FOR_TWO_BYTES) await compiled;
if (purpose === 'test') await buildTestRunner();
const steps = [await buildAll(), await compiled, await packages];
process.exit(steps.every(Boolean) ? 0 : 1);
