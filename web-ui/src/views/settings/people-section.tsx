import type { ComponentChildren } from 'preact';
import { type Device, DeviceList, GuestLinkList, TokenList } from '../../../../daemon/protocol/access.js';
import { attempt } from '../../live/actions.js';
import { ask } from '../../live/api.js';
import { problemText } from '../../live/problem-text.js';
import { ErrorState } from '../../parts/error-state.js';
import { AddIcon, DeleteIcon, EditIcon } from '../../parts/icons.js';
import { MenuButton } from '../../parts/menu.js';
import { language, t } from '../../texts/texts.js';
import { askToRevoke, openNewGuest, openNewToken, openPairing, openRename } from './people-dialogs.js';
import { useResource } from './resource.js';

/** Who may come in: phones that were paired, programs, and guests. */
export function PeopleSection() {
  const devices = useResource(DeviceList, '/api/devices');
  const tokens = useResource(TokenList, '/api/tokens');
  const guests = useResource(GuestLinkList, '/api/guest-links');
  const failed = devices.error.value ?? tokens.error.value ?? guests.error.value;
  if (failed !== undefined) {
    const again = () => void Promise.all([devices.load(), tokens.load(), guests.load()]);
    return <ErrorState title={t('settings.not-loaded')} text={problemText(failed)} onRetry={again} />;
  }
  return (
    <>
      <Group
        title={t('settings.devices')}
        hint={t('settings.devices-hint')}
        add={t('settings.pair')}
        onAdd={openPairing}
      >
        {devices.value.value?.devices.map((device) => (
          <Row
            key={device.id}
            name={device.isCurrent ? t('settings.this-device', { name: device.name }) : device.name}
            hint={seenWords(device.lastSeenAtMs)}
          >
            <MenuButton
              label={t('settings.more-about', { name: device.name })}
              items={() => [
                {
                  label: t('settings.rename'),
                  icon: EditIcon,
                  onSelect: () => openRename(device.name, (name) => rename(device, name, devices.load)),
                },
                {
                  label: device.isCurrent ? t('settings.sign-out') : t('settings.revoke'),
                  icon: DeleteIcon,
                  isDangerous: true,
                  onSelect: () =>
                    askToRevoke(device.name, async () => {
                      await attempt(ask('DELETE', `/api/devices/${device.id}`));
                      if (device.isCurrent) location.reload();
                      await devices.load();
                    }),
                },
              ]}
            />
          </Row>
        ))}
      </Group>
      <Group
        title={t('settings.guests')}
        hint={t('settings.guests-hint')}
        add={t('settings.new-guest')}
        onAdd={() => openNewGuest(guests.load)}
      >
        {guests.value.value?.guestLinks.map(({ id, name, scope, expiresAtMs }) => (
          <Row
            key={id}
            name={name}
            hint={t('settings.grant-until', { scope: t(`settings.scope-${scope}`), date: dateWords(expiresAtMs) })}
          >
            <Revoke name={name} path={`/api/guest-links/${id}`} onDone={guests.load} />
          </Row>
        ))}
      </Group>
      <Group
        title={t('settings.tokens')}
        hint={t('settings.tokens-hint')}
        add={t('settings.new-token')}
        onAdd={() => openNewToken(tokens.load)}
      >
        {tokens.value.value?.tokens.map(({ id, name, scope, lastSeenAtMs }) => (
          <Row key={id} name={name} hint={`${t(`settings.scope-${scope}`)} · ${seenWords(lastSeenAtMs)}`}>
            <Revoke name={name} path={`/api/tokens/${id}`} onDone={tokens.load} />
          </Row>
        ))}
      </Group>
    </>
  );
}

interface GroupProps {
  title: string;
  hint: string;
  add: string;
  onAdd(): void;
  children: ComponentChildren;
}

function Group({ title, hint, add, onAdd, children }: GroupProps) {
  return (
    <section class="settings-card" aria-label={title}>
      <h2>{title}</h2>
      <p class="hint">{hint}</p>
      <ul>{children}</ul>
      <button type="button" class="button soft wide" onClick={onAdd}>
        <AddIcon />
        {add}
      </button>
    </section>
  );
}

function Row({ name, hint, children }: { name: string; hint: string; children: ComponentChildren }) {
  return (
    <li class="people-row">
      <span class="settings-words">
        <span class="settings-name">{name}</span>
        <span class="hint">{hint}</span>
      </span>
      {children}
    </li>
  );
}

function Revoke({ name, path, onDone }: { name: string; path: string; onDone(): unknown }) {
  const revoke = () =>
    askToRevoke(name, async () => {
      await attempt(ask('DELETE', path));
      await onDone();
    });
  return (
    <button type="button" class="icon-button" aria-label={t('settings.revoke-name', { name })} onClick={revoke}>
      <DeleteIcon />
    </button>
  );
}

async function rename({ id }: Device, name: string, reload: () => unknown): Promise<void> {
  await attempt(ask('PATCH', `/api/devices/${id}`, { body: { name } }));
  await reload();
}

function seenWords(atMs: number | undefined): string {
  return atMs === undefined ? t('settings.never-seen') : t('settings.last-seen', { date: dateWords(atMs) });
}

function dateWords(ms: number): string {
  return new Date(ms).toLocaleString(language(), { dateStyle: 'medium', timeStyle: 'short' });
}
