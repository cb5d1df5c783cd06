/** The Web Locks API as far as the background uses it, for Node, which has none: one holder at a time, in order. */
type Work = (lock: object | null) => Promise<unknown>;

const held = new Map<string, Promise<unknown>>();

function request(name: string, options: { ifAvailable?: boolean } | Work, given?: Work): Promise<unknown> {
  const work = typeof options === 'function' ? options : (given as Work);
  const ifAvailable = typeof options === 'object' && options.ifAvailable === true;
  const before = held.get(name);
  if (ifAvailable && before !== undefined) return work(null);
  const run = (before ?? Promise.resolve()).then(() => work({ name }));
  const settled = run.then(
    () => undefined,
    () => undefined,
  );
  held.set(name, settled);
  settled.then(() => {
    if (held.get(name) === settled) held.delete(name);
  });
  return run;
}

export function installWebLocks(): void {
  Object.defineProperty(globalThis.navigator ?? Object.assign(globalThis, { navigator: {} }).navigator, 'locks', {
    value: { request },
    configurable: true,
  });
}
