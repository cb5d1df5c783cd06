/** Runs a step when its turn comes, and settles as it does. A step that fails is told to its caller alone. */
export type InTurn = <T>(step: () => Promise<T>) => Promise<T>;

/** Steps begin in the order in which they came, `atOnce` of them at a time. */
export function createTurns(atOnce = 1): InTurn {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async step => {
    if (running === atOnce) await new Promise<void>(begin => waiting.push(begin));
    else running++;
    try {
      return await step();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running--;
      else next(); // which takes over the place
    }
  };
}
