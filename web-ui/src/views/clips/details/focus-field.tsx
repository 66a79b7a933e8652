import { useRef } from 'preact/hooks';
import type { Clip } from '../../../../../daemon/protocol/clip.js';
import type { Look } from '../../../../../daemon/protocol/look.js';
import { t } from '../../../texts/texts.js';
import { lookQuery } from './draft.js';
import { LookPicture } from './look-picture.js';
import { visiblePart } from './visible-part.js';

const MIDDLE = { x: 0.5, y: 0.5 };
/** A share of the picture, for one press of an arrow key. */
const STEP = 0.05;

export interface FocusFieldProps {
  clip: Clip;
  look: Look;
  /** Of the whole picture; undefined where nobody noted it. */
  aspect: number | undefined;
  panelAspect: number;
  onEdit(focus: Look['focus']): void;
}

/** The whole picture, and in it the part that is seen: a tap, a finger that moves or the arrow keys choose its middle. */
export function FocusField({ clip, look, aspect, panelAspect, onEdit }: FocusFieldProps) {
  const isHeld = useRef(false);
  const focus = look.focus ?? MIDDLE;
  // Stretched by the daemon to the panel's shape, and shown in its own.
  const whole: Look = { fit: 'stretch', ...(look.startMs !== undefined && { startMs: look.startMs }) };
  const part = visiblePart(aspect ?? panelAspect, panelAspect, look);
  const percent = (share: number) => Math.round(100 * share);
  const text = t('clips.focus-at', { x: percent(focus.x), y: percent(focus.y) });

  const choose = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    onEdit({ x: within((event.clientX - left) / width), y: within((event.clientY - top) / height) });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const [right, down] =
      { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [];
    if (right === undefined || down === undefined) return;
    event.preventDefault();
    onEdit({ x: within(focus.x + right * STEP), y: within(focus.y + down * STEP) });
  };

  return (
    <fieldset class="detail">
      <legend>{t('clips.focus')}</legend>
      <button
        type="button"
        class="focus-field"
        style={{ 'aspect-ratio': String(aspect ?? panelAspect) }}
        aria-label={t('clips.focus')}
        aria-description={text}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          isHeld.current = true;
          event.currentTarget.setPointerCapture(event.pointerId);
          choose(event);
        }}
        onPointerMove={(event) => isHeld.current && choose(event)}
        onPointerUp={() => {
          isHeld.current = false;
        }}
        onPointerCancel={() => {
          isHeld.current = false;
        }}
      >
        <LookPicture class="focus-picture" address={`/api/clips/${clip.id}/look.bmp?${lookQuery(whole)}`} />
        <span class="focus-part" style={boxOf(part)} />
        <span class="focus-point" style={{ left: `${100 * focus.x}%`, top: `${100 * focus.y}%` }} />
      </button>
      <p class="hint">{t('clips.focus-hint')}</p>
      {look.focus !== undefined && (
        <button type="button" class="text-button" onClick={() => onEdit(undefined)}>
          {t('clips.focus-middle')}
        </button>
      )}
    </fieldset>
  );
}

/** Physical on purpose: a picture is not mirrored where people write from the right. */
function boxOf({ x, y, width, height }: ReturnType<typeof visiblePart>): Record<string, string> {
  const percent = (share: number) => `${100 * share}%`;
  return { left: percent(x), top: percent(y), width: percent(width), height: percent(height) };
}

/** To a thousandth: what a person can point at. */
function within(share: number): number {
  return Math.round(1000 * Math.min(1, Math.max(0, share))) / 1000;
}
