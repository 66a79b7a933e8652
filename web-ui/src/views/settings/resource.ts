import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { askFor } from '../../live/api.js';

type Schema<T> = Parameters<typeof askFor<T>>[0];

export interface Resource<T> {
  /** Undefined while it comes, and where it could not be had. */
  readonly value: Signal<T | undefined>;
  readonly error: Signal<Error | undefined>;
  /** Asks once more. Never rejects. */
  load(): Promise<void>;
}

/** Something that the daemon is asked for when it is looked at, and that is not in the state. */
export function useResource<T>(schema: Schema<T>, path: string): Resource<T> {
  const value = useSignal<T | undefined>(undefined);
  const error = useSignal<Error | undefined>(undefined);
  const load = async () => {
    try {
      value.value = await askFor(schema, 'GET', path);
      error.value = undefined;
    } catch (thrown) {
      error.value = thrown instanceof Error ? thrown : new Error(String(thrown));
    }
  };
  useEffect(() => void load(), [path]);
  return { value, error, load };
}
