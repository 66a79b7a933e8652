import { readValue } from '../sysfs.js';

export interface UserIds {
  readonly uid: number;
  readonly gids: readonly number[];
}

export interface UserFacts {
  readonly uid: number;
  /** "pi", or the number where it has no name. */
  readonly name: string;
  /** Names, or numbers. */
  readonly groups: readonly string[];
}

export function describeUser(systemRoot: string, ids: UserIds = ownIds()): UserFacts {
  return {
    uid: ids.uid,
    name: nameIn(systemRoot, 'etc/passwd', ids.uid),
    groups: [...new Set(ids.gids)].map((gid) => groupName(systemRoot, gid)),
  };
}

export function groupName(systemRoot: string, gid: number): string {
  return nameIn(systemRoot, 'etc/group', gid);
}

/** Of this process; the effective group is not always among the others. */
function ownIds(): UserIds {
  return { uid: process.geteuid?.() ?? 0, gids: [process.getegid?.() ?? 0, ...(process.getgroups?.() ?? [])] };
}

/** Lines of both files begin with name:password:number (passwd(5), group(5)). */
function nameIn(systemRoot: string, path: string, id: number): string {
  const lines = readValue(systemRoot, path)?.split('\n') ?? [];
  const line = lines.map((text) => text.split(':')).find(([, , number]) => number === String(id));
  return line?.[0] || String(id);
}
