import { DisplayError } from '../display.js';

/** The `code` of a failed system call ("EACCES"), of Node's or of ours; undefined for any other error. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** A device that is there, but not for us. */
export function noPermission(path: string, group: string, cause: unknown): DisplayError {
  return new DisplayError(
    'no-permission',
    `${path} may not be opened by this user: join the group "${group}" (\`sudo usermod -aG ${group} $USER\`, then log in again).`,
    { cause },
  );
}

/** A device that was open and is lost. */
export function busLost(device: string, cause: unknown): DisplayError {
  return new DisplayError('bus-lost', `${device} is gone (${systemCode(cause) ?? cause}): look at \`dmesg\`.`, {
    cause,
  });
}
