import { useMemo } from 'preact/hooks';
import { type PanelKind, PanelKinds } from '../../../../../daemon/protocol/config.js';
import { config } from '../../../live/config.js';
import { ConfigSection } from '../config-section.js';
import { KeyField, type KeyFieldProps } from '../key-field.js';
import { useResource } from '../resource.js';
import { WiringCard } from '../wiring/wiring-card.js';
import { PanelKindControl } from './panel-kind-control.js';

/** The panel's keys, with a picture of it and how it is wired. Where the kinds cannot be had, its name is a field as any other. */
export function PanelFields() {
  const { value, error } = useResource(PanelKinds, '/api/config/panels');
  const kinds = value.value?.panels;
  // The same component each time, so that what is typed and said in the field stays.
  const special = useMemo(
    () =>
      kinds === undefined ? {} : { 'panel.name': (field: KeyFieldProps) => <PanelName {...field} kinds={kinds} /> },
    [kinds],
  );
  return <ConfigSection name="panel" special={special} isWaiting={kinds === undefined && error.value === undefined} />;
}

function PanelName({ kinds, ...field }: KeyFieldProps & { kinds: readonly PanelKind[] }) {
  const loaded = config();
  const kind = kinds.find(({ name }) => name === field.value);
  return (
    <>
      <KeyField {...field} renderControl={(props) => <PanelKindControl {...props} kinds={kinds} />} />
      {kind !== undefined && loaded.stage === 'there' && <WiringCard kind={kind} values={loaded.view.values} />}
    </>
  );
}
