import type { ComponentChildren } from 'preact';

/**
 * All are drawn on 24 by 24, and named by what they are for. They say nothing to screen readers: what they stand in has a name. Mirrored where
 * people read from right to left: what points along the way.
 */
function Icon({ children, isMirrored }: { children: ComponentChildren; isMirrored?: boolean }) {
  return (
    <svg class={isMirrored ? 'icon mirrored' : 'icon'} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

/** Of lines instead of areas. */
function LineIcon({ d, isMirrored = false }: { d: string; isMirrored?: boolean }) {
  return (
    <Icon isMirrored={isMirrored}>
      <path d={d} fill="none" stroke="currentColor" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round" />
    </Icon>
  );
}

const ARROWS = {
  up: 'M12 20V4.5m-6.5 6L12 4l6.5 6.5',
  right: 'M4 12h15.5m-6-6.5L20 12l-6.5 6.5',
  down: 'M12 4v15.5m-6.5-6L12 20l6.5-6.5',
  left: 'M20 12H4.5m6-6.5L4 12l6.5 6.5',
} as const;

export const PlayIcon = () => (
  <Icon>
    <path d="M8 5.2v13.6a.8.8 0 0 0 1.22.68l11-6.8a.8.8 0 0 0 0-1.36l-11-6.8A.8.8 0 0 0 8 5.2z" />
  </Icon>
);

export const PauseIcon = () => (
  <Icon>
    <rect x="6" y="4.5" width="4.2" height="15" rx="1.2" />
    <rect x="13.8" y="4.5" width="4.2" height="15" rx="1.2" />
  </Icon>
);

export const NextIcon = () => (
  <Icon isMirrored>
    <path d="M5 6v12a.8.8 0 0 0 1.24.67l9-6a.8.8 0 0 0 0-1.34l-9-6A.8.8 0 0 0 5 6z" />
    <rect x="17" y="5" width="2.6" height="14" rx="1" />
  </Icon>
);

export const PreviousIcon = () => (
  <Icon isMirrored>
    <path d="M19 6v12a.8.8 0 0 1-1.24.67l-9-6a.8.8 0 0 1 0-1.34l9-6A.8.8 0 0 1 19 6z" />
    <rect x="4.4" y="5" width="2.6" height="14" rx="1" />
  </Icon>
);

export const BrightnessIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="4.2" />
    <path d="M11 2h2v3.5h-2zM11 18.5h2V22h-2zM2 11h3.5v2H2zM18.5 11H22v2h-3.5zM4.2 5.6l1.4-1.4 2.5 2.5-1.4 1.4zM15.9 17.3l1.4-1.4 2.5 2.5-1.4 1.4zM4.2 18.4l2.5-2.5 1.4 1.4-2.5 2.5zM15.9 6.7l2.5-2.5 1.4 1.4-2.5 2.5z" />
  </Icon>
);

export const MoreIcon = () => (
  <Icon>
    <circle cx="12" cy="5" r="1.9" />
    <circle cx="12" cy="12" r="1.9" />
    <circle cx="12" cy="19" r="1.9" />
  </Icon>
);

export const MoveIcon = () => <LineIcon d="M5 8.5h14M5 12h14M5 15.5h14" />;
export const UploadIcon = () => <LineIcon d="M12 15.5V4.5m-4.5 4L12 4l4.5 4.5M5 19.5h14" />;
export const DownloadIcon = () => <LineIcon d="M12 4v11m-4.5-4 4.5 4.5 4.5-4.5M5 19.5h14" />;
export const DeleteIcon = () => (
  <LineIcon d="M4.5 7h15M9.5 7V4.5h5V7M6.5 7l.9 12.5h9.2L17.5 7M10.2 10.5v5.5m3.6-5.5v5.5" />
);
export const CloseIcon = () => <LineIcon d="m6 6 12 12M18 6 6 18" />;
/** As on the glass: never mirrored. */
export const ArrowIcon = ({ to }: { to: keyof typeof ARROWS }) => <LineIcon d={ARROWS[to]} />;
export const BackIcon = () => <LineIcon isMirrored d="m14.5 5-7 7 7 7" />;
export const ForwardIcon = () => <LineIcon isMirrored d="m9.5 5 7 7-7 7" />;
export const DownIcon = () => <LineIcon d="m5 9 7 7 7-7" />;
export const AddIcon = () => <LineIcon d="M12 5v14M5 12h14" />;
export const CheckIcon = () => <LineIcon d="m5 12.5 4.5 4.5L19 7.5" />;
export const EditIcon = () => (
  <LineIcon d="m4.5 19.5.8-4L16 4.8a1.8 1.8 0 0 1 2.5 0l.7.7a1.8 1.8 0 0 1 0 2.5L8.5 18.7z" />
);
export const SearchIcon = () => <LineIcon d="M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zm4.8-1.7L20 20" />;
export const SortIcon = () => <LineIcon d="M4.5 7h15M7.5 12h9M10.5 17h3" />;
export const CameraIcon = () => (
  <LineIcon d="M4 8.5A1.5 1.5 0 0 1 5.5 7H8l1.5-2.5h5L16 7h2.5A1.5 1.5 0 0 1 20 8.5V18a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18zM12 16.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z" />
);
export const ShuffleIcon = () => (
  <LineIcon d="M4 7h3.5c4.5 0 5 10 9.5 10h3m-2.5-2.5L20 17l-2.5 2.5M4 17h3.5c1.4 0 2.4-1 3.2-2.3M13.3 9.3C14.1 8 15.1 7 17 7h3m-2.5-2.5L20 7l-2.5 2.5" />
);
export const LoopIcon = () => (
  <LineIcon d="M17 4.5 19.5 7 17 9.5M19 7H8a4 4 0 0 0-4 4v1m3 7.5L4.5 17 7 14.5M5 17h11a4 4 0 0 0 4-4v-1" />
);
export const LoopOneIcon = () => (
  <LineIcon d="M17 4.5 19.5 7 17 9.5M19 7H8a4 4 0 0 0-4 4v1m3 7.5L4.5 17 7 14.5M5 17h11a4 4 0 0 0 4-4v-1m-9-1.5 1.5-1v5" />
);
export const StartOverIcon = () => <LineIcon d="M5 5v5h5M5.6 9.5A7.5 7.5 0 1 1 4.5 13" />;
export const RetryIcon = () => <LineIcon d="M19 12a7 7 0 1 1-2-4.9M19.5 4v4.5H15" />;
export const VideoIcon = () => (
  <LineIcon d="M4.5 6.5h9A1.5 1.5 0 0 1 15 8v8a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 3 16V8a1.5 1.5 0 0 1 1.5-1.5zM15 11l6-3.5v9L15 13z" />
);
export const TagIcon = () => <LineIcon d="M4 5.5A1.5 1.5 0 0 1 5.5 4H12l8 8-7.5 7.5L4 11.5zM8 8v.01" />;
export const PowerIcon = () => <LineIcon d="M12 3.5V11M7 6.2a7.5 7.5 0 1 0 10 0" />;
export const WarningIcon = () => <LineIcon d="M12 9v4.5m0 3v.01M12 4 3 19.5h18z" />;
export const InfoIcon = () => <LineIcon d="M12 11v5.5m0-9v.01M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z" />;
export const OfflineIcon = () => (
  <LineIcon d="M4 4l16 16M2.5 9.5a14 14 0 0 1 4-2.6m4-.8a14 14 0 0 1 11 3.4M6 13a9 9 0 0 1 4.5-2.4m4.5.600A9 9 0 0 1 18 13m-8.3 3.4a4 4 0 0 1 4.6 0M12 19.5v.01" />
);
export const PhoneIcon = () => (
  <LineIcon d="M8 3h8a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zm3 15h2" />
);
export const LinkIcon = () => (
  <LineIcon d="M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1" />
);

export const NowIcon = () => (
  <LineIcon d="M4.5 5h15A1.5 1.5 0 0 1 21 6.5v11a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 17.5v-11A1.5 1.5 0 0 1 4.5 5zm5.5 4v6l5-3z" />
);
export const ClipsIcon = () => <LineIcon d="M4 4h6v6H4zm10 0h6v6h-6zM4 14h6v6H4zm10 0h6v6h-6z" />;
export const PlaylistsIcon = () => <LineIcon d="M4 6.5h16M4 12h9M4 17.5h7m5-3.5v6l5-3z" />;
export const ScheduleIcon = () => <LineIcon d="M12 7v5.5l3.5 2M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z" />;
export const SettingsIcon = () => (
  <LineIcon d="M4 7h8m4.5 0H20M4 17h3.5M12 17h8M14.3 9.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6zM9.7 19.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z" />
);
