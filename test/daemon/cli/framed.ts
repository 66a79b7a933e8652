import { runProgram } from '../../../daemon/cli/program.js';

/** Runs the program in this process and gathers what it says. */
export async function framed(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await runProgram(words, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    isLive: false,
  });
  return { code, out, err };
}
