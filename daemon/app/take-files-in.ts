import { join } from 'node:path';
import type { Clock } from '../clock.js';
import type { LiveConfig } from '../config/live-config.js';
import { Converter } from '../convert/convert.js';
import type { MediaTools } from '../convert/media-tools.js';
import { DiskReserve, freeBytesAt } from '../ingest/disk-reserve.js';
import { Housekeeping } from '../ingest/housekeeping.js';
import { Ingest } from '../ingest/ingest.js';
import type { Plans } from '../ingest/plans.js';
import { SpareRoom } from '../ingest/spare-room.js';
import type { Library } from '../library/library.js';
import type { Log } from '../log.js';
import type { LibraryPlayback } from '../playback/playback.js';
import { followFile } from '../upload/follow-file.js';
import { UploadReceiver } from '../upload/upload-receiver.js';
import { diskLimits, ingestSettings, uploadLimits } from './apply-config.js';
import { emptyBin } from './empty-bin.js';
import { followSection } from './follow-section.js';
import { JobEnds } from './job-ends.js';
import { keepCopies } from './keep-copies.js';
import { Newcomers } from './newcomers.js';
import type { StateFeed } from './state-feed.js';
import type { Stops } from './stops.js';
import { watchStorage } from './storage-watch.js';
import { tidyUp } from './tidy-up.js';
import { watchConfiguredFolders } from './watch-configured-folders.js';
import { watchTrouble } from './watch-trouble.js';

export interface TakeFilesInOptions {
  liveConfig: LiveConfig;
  dataFolder: string;
  tools: MediaTools;
  plans: Plans;
  playback: LibraryPlayback;
  library: Library;
  feed: StateFeed;
  clock: Clock;
  log: Log;
  /** Ends this run and begins the next; absent: that is a person's. */
  startAgain?: (() => void) | undefined;
}

/** Builds what makes clips of files: conversion, ingest, uploads, watched folders, and the room on the disk. What was started is in `stops`. */
export async function takeFilesIn(options: TakeFilesInOptions, stops: Stops) {
  const { liveConfig, dataFolder, tools, plans, playback, library, feed, clock, log, startAgain } = options;
  const { current: config } = liveConfig;
  const newcomers = new Newcomers({ playback, growingFrames: (jobId) => ingest.growingFrames(jobId) });
  const jobEnds = new JobEnds(() => ingest.jobs());
  const converter = new Converter({ tools, log: log.child('convert') });
  const spare = new SpareRoom(library, log.child('housekeeping'));
  const reserve = new DiskReserve(diskLimits(config), {
    freeBytes: () => freeBytesAt(dataFolder),
    libraryBytes: () => library.bytes(),
    spareBytes: () => spare.bytes(),
    giveUp: (bytes) => void spare.give(bytes),
  });
  const ingest: Ingest = new Ingest({
    library,
    converter,
    plans,
    follow: followFile,
    reserve,
    ...ingestSettings(config),
    log: log.child('ingest'),
    clock,
    onJob: (job) => {
      feed.setJobs(ingest.jobs());
      newcomers.follow(job);
      jobEnds.note(job);
    },
    onDone: () => feed.setJobs(ingest.jobs()),
    onIdentified: (jobId, clipId) => newcomers.identify(jobId, clipId),
  });
  stops.add(() => ingest.stop());
  ingest.resume();

  const folder = join(dataFolder, 'uploads');
  const resumable = new UploadReceiver({
    folder,
    intake: ingest,
    ...uploadLimits(config),
    clock,
    log: log.child('upload'),
  });
  await resumable.start();
  stops.add(() => resumable.stop());

  const { maxLibraryBytes } = diskLimits(config);
  const makeRoom = () => spare.give(reserve.shortBytes());
  const housekeeping = new Housekeeping({
    ...{ library, plans, clock, log: log.child('housekeeping'), maxLibraryBytes, makeRoom },
  });
  stops.add(emptyBin({ library, clock, log: log.child('housekeeping') }));
  stops.add(tidyUp(housekeeping, library));
  const limitsNow = () => liveConfig.current.uploads;
  stops.add(watchStorage({ dataFolder, library, uploads: ingest, limits: limitsNow, feed }));

  stops.add(watchTrouble({ dataFolder, feed, log: log.child('storage'), startAgain }));
  stops.add(keepCopies({ library, clock, log: log.child('library'), startAgain }));

  const watching = { dataFolder, ingest, jobEnds, library, feed, clock, log: log.child('watch') };
  stops.add(followSection(liveConfig, 'watch', (section) => watchConfiguredFolders(section, watching)));

  return { converter, ingest, reserve, resumable, housekeeping };
}
