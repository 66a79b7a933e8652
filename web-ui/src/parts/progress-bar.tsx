import './progress-bar.css';

/** How far something is, 0 to 100; undefined while that cannot be known. */
export function ProgressBar({
  label,
  percent,
  isQuiet,
}: {
  label: string;
  percent: number | undefined;
  isQuiet?: boolean;
}) {
  return <progress class={isQuiet ? 'progress quiet' : 'progress'} max={100} value={percent} aria-label={label} />;
}
