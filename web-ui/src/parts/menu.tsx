import type { ComponentChildren } from 'preact';
import { MoreIcon } from './icons.js';
import { Modal } from './modal.js';
import { showOverlay } from './overlays.js';
import './modal.css';
import './menu.css';

export interface MenuItem {
  readonly label: string;
  readonly icon?: () => ComponentChildren;
  /** A second line. */
  readonly hint?: string;
  readonly isDangerous?: boolean;
  /** One of several that holds now. */
  readonly isChosen?: boolean;
  readonly isDisabled?: boolean;
  onSelect(): unknown;
}

/** Shows what can be done with something: from the lower edge on a phone, beside `anchor` on a larger screen. */
export function openMenu(title: string, items: readonly MenuItem[], anchor?: Element | null): void {
  showOverlay((close) => <Menu title={title} items={items} anchor={anchor ?? undefined} onClose={close} />);
}

/** Three dots that open a menu. `title` stands above it, else the label; `items` is asked for when it opens. */
export function MenuButton({
  label,
  title,
  items,
}: {
  label: string;
  title?: string;
  items: () => readonly MenuItem[];
}) {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      aria-haspopup="dialog"
      onClick={({ currentTarget }) => openMenu(title ?? label, items(), currentTarget)}
    >
      <MoreIcon />
    </button>
  );
}

interface MenuProps {
  title: string;
  items: readonly MenuItem[];
  anchor: Element | undefined;
  onClose(): void;
}

function Menu({ title, items, anchor, onClose }: MenuProps) {
  return (
    <Modal class="menu" label={title} onClose={onClose} style={placeBeside(anchor)}>
      <h2 class="menu-title">{title}</h2>
      <ul>
        {items.map((item) => (
          <li key={item.label}>
            <button
              type="button"
              class={`menu-item${item.isDangerous ? ' dangerous' : ''}`}
              disabled={item.isDisabled}
              aria-current={item.isChosen}
              onKeyDown={moveFocus}
              onClick={() => {
                onClose();
                void item.onSelect();
              }}
            >
              {item.icon?.()}
              <span class="menu-words">
                {item.label}
                {item.hint !== undefined && <span class="hint">{item.hint}</span>}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Modal>
  );
}

/** The arrows go from item to item, as people expect of a menu; Tab does as well. */
function moveFocus(event: KeyboardEvent & { currentTarget: HTMLButtonElement }): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const buttons = [...(event.currentTarget.closest('ul')?.querySelectorAll('button:enabled') ?? [])];
  const next = buttons.at((buttons.indexOf(event.currentTarget) + step) % buttons.length);
  if (next instanceof HTMLElement) next.focus();
}

/** Used by the style sheet where the screen is large enough. */
function placeBeside(anchor: Element | undefined): Record<string, string> {
  if (anchor === undefined) return {};
  const { top, bottom, left, right } = anchor.getBoundingClientRect();
  const isLow = bottom > innerHeight * 0.6;
  const isRight = left > innerWidth / 2;
  return {
    '--menu-top': isLow ? 'auto' : `${bottom + 4}px`,
    '--menu-bottom': isLow ? `${innerHeight - top + 4}px` : 'auto',
    '--menu-left': isRight ? 'auto' : `${left}px`,
    '--menu-right': isRight ? `${innerWidth - right}px` : 'auto',
  };
}
