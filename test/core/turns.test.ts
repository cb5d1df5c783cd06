import { describe, expect, test } from 'vitest';
import { createTurns } from '../../src/core/turns.ts';

/** A step that ends when it is told to, and writes down that it began. */
function step(name: string, log: string[]) {
  let [end, fail] = [() => {}, () => {}];
  const ending = new Promise<string>((resolve, reject) => {
    end = () => resolve(name);
    fail = () => reject(new Error(name));
  });
  const run = () => {
    log.push(name);
    return ending;
  };
  return { run, end, fail };
}

const settled = () => new Promise(resolve => setTimeout(resolve));

describe('turns', () => {
  test('one at a time, in the order in which they came', async () => {
    const inTurn = createTurns();
    const log: string[] = [];
    const [a, b, c] = [step('a', log), step('b', log), step('c', log)];
    const answers = [a, b, c].map(({ run }) => inTurn(run));
    await settled();
    expect(log).toEqual(['a']);
    b.end();
    c.end();
    await settled();
    expect(log).toEqual(['a']);
    a.end();
    expect(await Promise.all(answers)).toEqual(['a', 'b', 'c']);
    expect(log).toEqual(['a', 'b', 'c']);
  });

  test('a step that fails is told to its caller, and the next one begins', async () => {
    const inTurn = createTurns();
    const log: string[] = [];
    const [a, b] = [step('a', log), step('b', log)];
    const [first, second] = [inTurn(a.run), inTurn(b.run)];
    a.fail();
    b.end();
    await expect(first).rejects.toThrow('a');
    expect(await second).toBe('b');
  });

  test('never more at once than were asked for, and the place of one that ended is filled', async () => {
    const inTurn = createTurns(2);
    const log: string[] = [];
    const steps = ['a', 'b', 'c', 'd'].map(name => step(name, log));
    const answers = steps.map(({ run }) => inTurn(run));
    await settled();
    expect(log).toEqual(['a', 'b']);
    steps[1]?.end();
    await settled();
    expect(log).toEqual(['a', 'b', 'c']);
    for (const { end } of steps) end();
    await Promise.all(answers);
    const late = step('e', log);
    const last = inTurn(late.run);
    late.end();
    expect(await last).toBe('e');
  });
});
