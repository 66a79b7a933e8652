import type { FunctionComponent } from 'preact';

/** What the frame shows in its middle. */
export interface View {
  readonly Body: FunctionComponent<ViewProps>;
}

export interface ViewProps {
  /** What stands behind the view's name in the address, decoded: `#/playlists/evening` gives ['evening']. */
  readonly path: readonly string[];
}
