import type { ComponentChildren } from 'preact';

function Icon({ children }: { children: ComponentChildren }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

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
  <Icon>
    <path d="M5 6v12a.8.8 0 0 0 1.24.67l9-6a.8.8 0 0 0 0-1.34l-9-6A.8.8 0 0 0 5 6z" />
    <rect x="17" y="5" width="2.6" height="14" rx="1" />
  </Icon>
);

export const PreviousIcon = () => (
  <Icon>
    <path d="M19 6v12a.8.8 0 0 1-1.24.67l-9-6a.8.8 0 0 1 0-1.34l9-6A.8.8 0 0 1 19 6z" />
    <rect x="4.4" y="5" width="2.6" height="14" rx="1" />
  </Icon>
);

export const UploadIcon = () => (
  <Icon>
    <path d="M11 15.5V7.1L8.2 9.9 6.8 8.5 12 3.3l5.2 5.2-1.4 1.4L13 7.1v8.4zM5 18h14v2H5z" />
  </Icon>
);

export const DeleteIcon = () => (
  <Icon>
    <path d="M9 3h6l1 2h4v2H4V5h4zM6 9h12l-.8 10.1a2 2 0 0 1-2 1.9H8.8a2 2 0 0 1-2-1.9zm4 2v8h1.6v-8zm2.6 0v8h1.6v-8z" />
  </Icon>
);

export const CloseIcon = () => (
  <Icon>
    <path d="m6.4 5 5.6 5.6L17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4z" />
  </Icon>
);

export const BrightnessIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="4.2" />
    <path d="M11 2h2v3.5h-2zM11 18.5h2V22h-2zM2 11h3.5v2H2zM18.5 11H22v2h-3.5zM4.2 5.6l1.4-1.4 2.5 2.5-1.4 1.4zM15.9 17.3l1.4-1.4 2.5 2.5-1.4 1.4zM4.2 18.4l2.5-2.5 1.4 1.4-2.5 2.5zM15.9 6.7l2.5-2.5 1.4 1.4-2.5 2.5z" />
  </Icon>
);
