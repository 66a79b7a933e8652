import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DamagePlanner } from '../display/dirty/damage-planner.js';
import { modelBytes, modelUs } from '../display/dirty/model-us.js';
import { wholePicture } from '../display/dirty/rectangle-list.js';
import type { TransferCost } from '../display/dirty/transfer-cost.js';
import type { Geometry, Rectangle } from '../display/display.js';
import type { BenchResult } from './bench-result.js';
import { convertedFrames, presentClips } from './present-clips.js';
import { boundingRectangle, fullFrame, type PresentMethod, scanLineSpans } from './present-methods.js';
import { median } from './statistics.js';

const GEOMETRIES: readonly Geometry[] = [
  { width: 320, height: 240 },
  { width: 240, height: 240 },
];
const CLOCKS_MHZ = [40, 62.5];
const RECTANGLE_US = [100, 20];
const OTHERS = { full: fullFrame, bounding: boundingRectangle, spans: scanLineSpans };
const METHODS = ['full', 'bounding', 'spans', 'ours'] as const;

type MethodName = (typeof METHODS)[number];

/** What each method sends of each clip, by the model of TransferCost; and how long ours thinks about it. */
export async function run(): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'framed-bench-'));
  try {
    const rows: Row[] = [];
    const planMs: number[] = [];
    for (const clip of await presentClips(folder)) {
      for (const geometry of GEOMETRIES) {
        const frames = await convertedFrames(clip, geometry, folder);
        rows.push(...measure({ clip: clip.name, frames, geometry, planMs }));
      }
    }
    const worst = Math.max(...rows.map(({ ratio_to_best_other }) => ratio_to_best_other));
    const p50 = median(planMs);
    return {
      title: `present: modelled µs a frame; worst ratio to the best other ${worst.toFixed(4)}, plan p50 ${p50.toFixed(3)} ms at 320x240`,
      columns: ['clip', 'size', 'MHz', 'µs/rect', ...METHODS, 'ratio', 'bytes', 'rects', 'fps'],
      rows: rows.map((row) => [
        ...[row.clip, row.size, row.mhz, row.rect_cost_us, ...METHODS.map((method) => Math.round(row[method].us))],
        ...[row.ratio_to_best_other.toFixed(3), Math.round(row.ours.bytes), row.ours.rects.toFixed(1)],
        row.ours.fps === null ? '' : row.ours.fps.toFixed(1),
      ]),
      json: { rows, worst_ratio_to_best_other: worst, plan_ms_p50: p50 },
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Means over the frames of a clip; fps: what the link could carry, null where nothing was to be sent. */
interface Measured {
  bytes: number;
  rects: number;
  us: number;
  fps: number | null;
}

interface Row extends Record<MethodName, Measured> {
  clip: string;
  size: string;
  mhz: number;
  rect_cost_us: number;
  ratio_to_best_other: number;
}

interface Played {
  clip: string;
  frames: readonly Uint8Array[];
  geometry: Geometry;
  /** Of frames of 320x240; filled here. */
  planMs: number[];
}

function measure({ clip, frames, geometry, planMs }: Played): Row[] {
  const plans = {
    full: planAll(frames, geometry, fullFrame),
    bounding: planAll(frames, geometry, boundingRectangle),
    spans: planAll(frames, geometry, scanLineSpans),
  };
  const size = `${geometry.width}x${geometry.height}`;
  return CLOCKS_MHZ.flatMap((mhz) =>
    RECTANGLE_US.map((rectangleUs) => {
      const cost: TransferCost = { mhz, rectangleUs, bytesPerPixel: 2, wholeWindow: false };
      const of = (method: keyof typeof OTHERS) => meanOf(plans[method], cost, geometry);
      const others = { full: of('full'), bounding: of('bounding'), spans: of('spans') };
      const ours = meanOf(planOurs(frames, geometry, cost, planMs), cost, geometry);
      const bestUs = Math.min(others.full.us, others.bounding.us, others.spans.us);
      const ratio = bestUs === 0 ? 1 : ours.us / bestUs;
      return { clip, size, mhz, rect_cost_us: rectangleUs, ...others, ours, ratio_to_best_other: ratio };
    }),
  );
}

/** Each frame but the first, against the one before it. */
function planAll(frames: readonly Uint8Array[], geometry: Geometry, method: PresentMethod) {
  const pixels = frames.map((frame) => new Uint16Array(frame.buffer, frame.byteOffset, frame.length / 2));
  return pixels.slice(1).map((next, index) => method(pixels[index] ?? next, next, geometry));
}

function planOurs(frames: readonly Uint8Array[], geometry: Geometry, cost: TransferCost, planMs: number[]) {
  const planner = new DamagePlanner(geometry, cost);
  return frames.slice(1).map((next, index) => {
    const begunMs = performance.now();
    const plan = planner.plan(frames[index] ?? next, next);
    if (geometry === GEOMETRIES[0]) planMs.push(performance.now() - begunMs);
    return plan && [...plan];
  });
}

function meanOf(plans: readonly (Rectangle[] | undefined)[], cost: TransferCost, geometry: Geometry): Measured {
  const mean = (of: (plan: Rectangle[] | undefined) => number) =>
    plans.reduce((sum, plan) => sum + of(plan), 0) / plans.length;
  const us = mean((plan) => modelUs(plan, cost, geometry));
  return {
    bytes: mean((plan) => modelBytes(plan ?? [wholePicture(geometry)], cost)),
    rects: mean((plan) => plan?.length ?? 1),
    us,
    fps: us === 0 ? null : 1_000_000 / us,
  };
}
