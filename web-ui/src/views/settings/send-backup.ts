import { decodeWire } from '../../../../daemon/protocol/decode-wire.js';
import { errorOf } from '../../live/api.js';
import { ApiError } from '../../live/api-error.js';
import { t } from '../../texts/texts.js';

type Schema<T> = Parameters<typeof decodeWire<T>>[0];

/**
 * Sends a backup to be restored. `onProgress` is told the share that was sent, 0 to 1: fetch says nothing of it. Rejects with an ApiError, and then
 * nothing was changed.
 */
export function sendBackup<T>(schema: Schema<T>, file: File, onProgress: (share: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/restore?config=keep');
    request.setRequestHeader('Content-Type', 'application/x-tar');
    request.upload.onprogress = ({ loaded, total }) => onProgress(loaded / Math.max(1, total));
    request.onerror = () => reject(new ApiError('unreachable', t('frame.unreachable')));
    request.onload = () => {
      if (request.status !== 200) return reject(errorOf(request.status, request.responseText));
      const report = decodeWire(schema, parse(request.responseText));
      return report === undefined ? reject(new ApiError('not-understood', t('frame.not-understood'))) : resolve(report);
    };
    request.send(file);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
