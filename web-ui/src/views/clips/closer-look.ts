import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

/** As phones have it for a press that is held. */
const LONG_PRESS_MS = 400;

const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');

/**
 * Tells while somebody takes a closer look at a button: the mouse is over it, the keyboard's focus is on it, or a finger is held on it. A
 * held press is no tap: it does not do what the button does. Never, where people asked for less motion.
 */
export function useCloserLook() {
  const isLooking = useSignal(false);
  const held = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const wasHeld = useRef(false);
  useEffect(() => () => clearTimeout(held.current), []);
  const look = () => {
    isLooking.value = !reducedMotion.matches;
  };
  const leave = () => {
    clearTimeout(held.current);
    isLooking.value = false;
  };
  const handlers = {
    onPointerEnter: ({ pointerType }: PointerEvent) => pointerType === 'mouse' && look(),
    onPointerLeave: leave,
    onPointerCancel: leave,
    onFocus: ({ currentTarget }: FocusEvent) =>
      currentTarget instanceof Element && currentTarget.matches(':focus-visible') && look(),
    onBlur: leave,
    onPointerDown: ({ pointerType }: PointerEvent) => {
      wasHeld.current = false;
      if (pointerType === 'mouse') return;
      held.current = setTimeout(() => {
        wasHeld.current = true;
        look();
      }, LONG_PRESS_MS);
    },
    onPointerUp: ({ pointerType }: PointerEvent) => pointerType !== 'mouse' && leave(),
    // Phones would offer to save the picture.
    onContextMenu: (event: Event) => wasHeld.current && event.preventDefault(),
    onClickCapture: (event: Event) => {
      if (wasHeld.current) event.stopImmediatePropagation();
      wasHeld.current = false;
    },
  };
  return { isLooking: isLooking.value, handlers };
}
