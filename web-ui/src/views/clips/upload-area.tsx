import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { UploadIcon } from '../../parts/icons.js';
import { sendQueue } from '../../sending/uploads.js';
import { JobList } from './job-list.js';

/** A button and, on a computer, the whole page to drop files on; below it what is under way. */
export function UploadArea() {
  const input = useRef<HTMLInputElement>(null);
  const dragging = useFileDrop();
  useFilePaste();
  const choose = (event: Event & { currentTarget: HTMLInputElement }) => {
    sendQueue.add(event.currentTarget.files ?? []);
    // So that the same file can be chosen again.
    event.currentTarget.value = '';
  };
  return (
    <div class="upload">
      <button type="button" class="button primary wide" onClick={() => input.current?.click()}>
        <UploadIcon />
        Send a clip
      </button>
      <input
        ref={input}
        type="file"
        data-testid="file-input"
        accept="video/*,image/*"
        multiple
        hidden
        aria-label="Files to send"
        onChange={choose}
      />
      <p class="hint drop-hint">or drop files anywhere on this page</p>
      <JobList />
      {dragging && (
        <div class="drop-target" aria-hidden="true">
          <UploadIcon />
          Drop to send
        </div>
      )}
    </div>
  );
}

/** Takes files dropped on the page. True while some are held above it. */
function useFileDrop(): boolean {
  const depth = useSignal(0);
  useEffect(() => {
    const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    const listeners = new AbortController();
    const listen = (type: 'dragenter' | 'dragleave' | 'dragover' | 'drop', handle: (event: DragEvent) => void) =>
      addEventListener(type, (event) => holdsFiles(event) && handle(event), listeners);
    // Every element under the pointer sends its own pair of these.
    listen('dragenter', () => {
      depth.value += 1;
    });
    listen('dragleave', () => {
      depth.value = Math.max(0, depth.value - 1);
    });
    listen('dragover', (event) => event.preventDefault());
    listen('drop', (event) => {
      event.preventDefault();
      depth.value = 0;
      sendQueue.add(event.dataTransfer?.files ?? []);
    });
    return () => listeners.abort();
  }, []);
  return depth.value > 0;
}

/** Takes pasted files, e.g. a picture copied from another page. */
function useFilePaste(): void {
  useEffect(() => {
    const listeners = new AbortController();
    addEventListener('paste', ({ clipboardData }) => sendQueue.add(clipboardData?.files ?? []), listeners);
    return () => listeners.abort();
  }, []);
}
