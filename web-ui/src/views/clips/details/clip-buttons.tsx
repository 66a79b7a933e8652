import { useEffect, useRef } from 'preact/hooks';
import type { Clip } from '../../../../../daemon/protocol/clip.js';
import type { ClipRecord } from '../../../../../daemon/protocol/clip-record.js';
import { command } from '../../../live/actions.js';
import { DeleteIcon, DownloadIcon, InfoIcon, PhoneIcon, PlayIcon, PlaylistsIcon } from '../../../parts/icons.js';
import { MenuButton } from '../../../parts/menu.js';
import { showOverlay } from '../../../parts/overlays.js';
import { t } from '../../../texts/texts.js';
import { discardClips } from '../clip-actions.js';
import { choosePlaylist } from '../selection-bar.js';
import { RecordSheet } from './record-sheet.js';
import { WatchSheet } from './watch-sheet.js';

export interface ClipButtonsProps {
  clip: Clip;
  record: ClipRecord | undefined;
  /** The clip was deleted. */
  onGone(): void;
}

/** What can be done with a clip. */
export function ClipButtons({ clip, record, onGone }: ClipButtonsProps) {
  const show = useOverlays();
  const discard = async () => {
    if (await discardClips([clip])) onGone();
  };
  return (
    <div class="clip-buttons">
      <button type="button" class="button primary" onClick={() => command({ type: 'select', clipId: clip.id })}>
        <PlayIcon />
        {t('clips.play-now')}
      </button>
      <button type="button" class="button" onClick={() => show((close) => <WatchSheet clip={clip} onClose={close} />)}>
        <PhoneIcon />
        {t('clips.watch')}
      </button>
      <MenuButton
        label={clip.name}
        items={() => [
          {
            label: t('clips.add-to-playlist'),
            icon: PlaylistsIcon,
            onSelect: () => choosePlaylist([clip], document.body),
          },
          { label: t('clips.download'), icon: DownloadIcon, onSelect: () => download(clip) },
          {
            label: t('clips.record'),
            icon: InfoIcon,
            onSelect: () => show((close) => <RecordSheet clip={clip} record={record} onClose={close} />),
          },
          { label: t('clips.delete'), icon: DeleteIcon, isDangerous: true, onSelect: discard },
        ]}
      />
    </div>
  );
}

/** Sheets in front of this one go with it: Back leaves both. */
function useOverlays() {
  const shown = useRef<() => void>(() => {});
  useEffect(() => () => shown.current(), []);
  return (render: Parameters<typeof showOverlay>[0]) => {
    shown.current = showOverlay(render);
  };
}

/** The browser saves it under its name, and shows how far it is. */
function download({ id }: Clip): void {
  const link = document.createElement('a');
  link.href = `/api/clips/${id}/original?download`;
  link.download = '';
  link.click();
}
