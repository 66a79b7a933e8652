/**
 * V8's young generation as it is on a machine of 512 MB, for a Node that measures memory on a larger one.
 *
 * How large it may become depends on the memory there is (Node's documentation, --max-semi-space-size: 1 MB with 512, 16 MB from 2 GB on). There are
 * two of it and more, V8 gives them back when it pleases, and collecting garbage does not make it: on a machine of 24 GB the daemon's had 1 or 30 MB, by chance.
 */
export const HEAP_OF_512_MB = '--max-semi-space-size=1';
