import './states.css';

/** While something comes. Shows after a moment only: what comes at once needs no announcement. */
export function Spinner({ label }: { label: string }) {
  return (
    <div class="state-card waiting" role="status">
      <span class="spinner" />
      <p class="hint">{label}</p>
    </div>
  );
}
