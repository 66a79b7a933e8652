import { useEffect, useRef } from 'preact/hooks';
import { type Gesture, TouchGesture } from './touch-gesture.js';

/** The picture follows a finger by so much of its way: it resists, and is not carried off. */
const FOLLOWS = 0.35;

/** Gestures on the panel. Everything they do can be done with buttons as well. */
export function usePanelGestures(onGesture: (gesture: Gesture) => void) {
  const element = useRef<HTMLDivElement>(null);
  const latest = useRef(onGesture);
  latest.current = onGesture;
  useEffect(() => {
    const panel = element.current;
    if (panel === null) return;
    const gesture = new TouchGesture({
      onGesture: (what) => latest.current(what),
      onPull: (px) => {
        panel.style.translate = px === 0 ? '' : `${px * FOLLOWS}px`;
      },
      after: (delayMs, callback) => {
        const timer = setTimeout(callback, delayMs);
        return () => clearTimeout(timer);
      },
    });
    const listeners = new AbortController();
    const listen = (type: 'pointerdown' | 'pointermove' | 'pointerup', handle: (event: PointerEvent) => void) =>
      panel.addEventListener(type, (event) => event.isPrimary && handle(event), listeners);
    listen('pointerdown', (event) => {
      if (event.button !== 0) return;
      // So that a mouse that is let go outside is heard. A touch is captured by itself.
      panel.setPointerCapture(event.pointerId);
      gesture.down({ x: event.clientX, y: event.clientY });
    });
    listen('pointermove', ({ clientX, clientY }) => gesture.move({ x: clientX, y: clientY }));
    listen('pointerup', ({ clientX, clientY }) => gesture.up({ x: clientX, y: clientY }));
    panel.addEventListener('pointercancel', () => gesture.cancel(), listeners);
    // A held press, or the right button, opens our menu and not the browser's.
    panel.addEventListener('contextmenu', (event) => event.preventDefault(), listeners);
    return () => {
      listeners.abort();
      gesture.cancel();
    };
  }, []);
  return element;
}
