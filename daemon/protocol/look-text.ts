import { Look } from './look.js';

const NUMBERS: ReadonlySet<string> = new Set(['rotation', 'startMs', 'lengthMs', 'speed']);
const MEMBERS: ReadonlySet<string> = new Set(Object.keys(Look.shape));

/** Whether this names a member of a look. */
export function isLookMember(key: string): boolean {
  return MEMBERS.has(key);
}

/** A look's member that was written as text: "90", "#00ff00", "0.3,0.7" for the focus. Still to be decoded: anything may come of it. */
export function lookMemberOf(key: string, text: string): unknown {
  if (NUMBERS.has(key)) return text.trim() === '' ? text : Number(text);
  if (key !== 'focus') return text;
  const [x, y] = text.split(',').map(Number);
  return { x, y };
}
