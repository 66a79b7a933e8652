import { type NameQuestion, openNameDialog } from '../../parts/name-dialog.js';
import { t } from '../../texts/texts.js';

/** As daemon/protocol has it for the name of a playlist. */
const LONGEST_NAME = 100;

/** Asks what a playlist is to be called. */
export function askPlaylistName(question: Omit<NameQuestion, 'label' | 'hint' | 'longest'>): void {
  openNameDialog({ ...question, label: t('playlists.name'), hint: t('playlists.name-hint'), longest: LONGEST_NAME });
}
