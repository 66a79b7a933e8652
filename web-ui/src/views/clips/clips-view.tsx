import type { View } from '../../app/view.js';
import { ViewHeader } from '../../parts/view-header.js';
import { startUploads } from '../../sending/uploads.js';
import { t } from '../../texts/texts.js';
import { ClipList } from './clip-list.js';
import { UploadArea } from './upload-area.js';
import './clips.css';

export const clipsView: View = { Body: Clips };

startUploads();

function Clips() {
  return (
    <>
      <ViewHeader title={t('clips.title')} />
      <UploadArea />
      <ClipList />
    </>
  );
}
