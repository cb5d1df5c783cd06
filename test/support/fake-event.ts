/** An event of the browser's own that tests fire. */
type Listener<A extends readonly unknown[], R> = (...args: A) => R;

export const event = <A extends readonly unknown[], R = unknown>() => {
  const listeners = new Set<Listener<A, R>>();
  return {
    addListener: (listener: Listener<A, R>) => void listeners.add(listener),
    removeListener: (listener: Listener<A, R>) => void listeners.delete(listener),
    hasListener: (listener: Listener<A, R>) => listeners.has(listener),
    listeners,
  };
};
