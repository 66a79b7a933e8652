import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { CameraIcon, UploadIcon, VideoIcon } from '../../parts/icons.js';
import { sendQueue } from '../../sending/uploads.js';
import { t } from '../../texts/texts.js';
import { JobList } from './job-list.js';

/** Touch screens have a camera behind them more often than not; where there is none, the browser offers files instead. */
const hasCamera = matchMedia('(pointer: coarse)').matches;

/** Ways for files to come here: chosen, taken with the camera, dropped anywhere on the page, or pasted. Below it what is under way. */
export function AddFiles() {
  const dragging = useFileDrop();
  useFilePaste();
  return (
    <div class="upload">
      <div class="upload-ways">
        <FileButton
          testId="file-input"
          class="button primary"
          label={t('clips.send')}
          inputLabel={t('clips.files-to-send')}
          accept="video/*,image/*"
          isMultiple
        >
          <UploadIcon />
          {t('clips.send')}
        </FileButton>
        {hasCamera && (
          <>
            <FileButton class="button" label={t('clips.take-photo')} accept="image/*" isCamera>
              <CameraIcon />
            </FileButton>
            <FileButton class="button" label={t('clips.record-video')} accept="video/*" isCamera>
              <VideoIcon />
            </FileButton>
          </>
        )}
      </div>
      <p class="hint drop-hint">{t('clips.drop-hint')}</p>
      <JobList />
      {dragging && (
        <div class="drop-target" aria-hidden="true">
          <UploadIcon />
          {t('clips.drop')}
        </div>
      )}
    </div>
  );
}

interface FileButtonProps {
  class: string;
  label: string;
  inputLabel?: string;
  testId?: string;
  accept: string;
  isMultiple?: boolean;
  isCamera?: boolean;
  children: ComponentChildren;
}

function FileButton({
  class: className,
  label,
  inputLabel,
  testId,
  accept,
  isMultiple,
  isCamera,
  children,
}: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class={className} aria-label={label} onClick={() => input.current?.click()}>
        {children}
      </button>
      <input
        ref={input}
        type="file"
        data-testid={testId}
        accept={accept}
        multiple={isMultiple}
        capture={isCamera ? 'environment' : undefined}
        hidden
        aria-label={inputLabel ?? label}
        onChange={({ currentTarget }) => {
          sendQueue.add(currentTarget.files ?? []);
          // So that the same file can be chosen again.
          currentTarget.value = '';
        }}
      />
    </>
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
