/** The receiver as a publisher runs it: what it takes, what it refuses, and what it writes. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openReceiver } from '../../src/cli/receive-reports.ts';
import { sampleReport } from '../core/report/sample-report.ts';
import { newFolder, newList, prepare, publish, runCli, spawnCli } from './run-cli.ts';

async function receive(file: string, perMinute = 1_000): Promise<string> {
  const receiver = await openReceiver(file, { now: Date.now, perMinute });
  const server = createServer((request, response) => void receiver.handle(request, response));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await receiver.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/reports`;
}

const post = (address: string, body: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(address, { method: 'POST', body, headers: { 'Content-Type': 'application/json', ...headers } });

const linesOf = (file: string): readonly string[] => readFileSync(file, 'utf8').split('\n').slice(0, -1);

describe('the receiver', () => {
  test('writes a report down, one line each, with nothing of who sent it', async () => {
    const file = join(newFolder(), 'reports.ndjson');
    const address = await receive(file);
    const { id, text } = sampleReport(1);
    const answer = await post(address, text, { 'Idempotency-Key': id, 'User-Agent': 'somebody' });
    expect({ status: answer.status, body: await answer.json() }).toEqual({ status: 202, body: { accepted: id } });
    const [line = ''] = linesOf(file);
    expect(Object.keys(JSON.parse(line))).toEqual(['receivedAt', 'report']);
    expect(JSON.parse(line).report).toEqual(JSON.parse(text));
    expect(line).not.toMatch(/127\.0\.0\.1|somebody/);
  });

  test('takes a report once, however often and however fast it comes, also after a restart', async () => {
    const file = join(newFolder(), 'reports.ndjson');
    const address = await receive(file);
    const { text } = sampleReport(1);
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(address, text)));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array.from({ length: 19 }, () => 200), 202]);
    const again = await receive(file);
    expect((await post(again, text)).status).toBe(200);
    expect(linesOf(file)).toHaveLength(1);
  });

  test('goes on after a line that a crash cut off', async () => {
    const file = join(newFolder(), 'reports.ndjson');
    await post(await receive(file), sampleReport(1).text);
    const [line = ''] = linesOf(file);
    appendFileSync(file, line.slice(0, 100).replace(/0001/g, '0002'));
    const address = await receive(file);
    expect((await post(address, sampleReport(2).text)).status).toBe(202);
    const read = await runCli(['xarf', file, '--org', 'O', '--contact', 'a@example.org', '--domain', 'example.org']);
    expect(read.stdout.trim().split('\n')).toHaveLength(2);
    expect(read).toMatchObject({ code: 1, stderr: expect.stringContaining('1 lines could not be read') });
  });

  test.each<readonly [string, number, (address: string) => Promise<Response>]>([
    ['what is not JSON', 415, address => fetch(address, { method: 'POST', body: 'x' })],
    ['what is no report', 422, address => post(address, '{"schema":"consent-report/1"}')],
    ['what is longer than any report', 413, address => post(address, ' '.repeat(9_000))],
    ['what is only asked for', 405, address => fetch(address)],
    ['a key of another report', 422, address => post(address, sampleReport(1).text, { 'Idempotency-Key': 'x' })],
  ])('refuses %s with %i, and says so in JSON', async (_, status, ask) => {
    const file = join(newFolder(), 'reports.ndjson');
    const answer = await ask(await receive(file));
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ refused: expect.any(String) });
    expect(linesOf(file)).toEqual([]);
  });

  test('asks a client that comes too often to wait', async () => {
    const file = join(newFolder(), 'reports.ndjson');
    const address = await receive(file, 3);
    const answers: Response[] = [];
    for (let number = 0; number < 5; number++) answers.push(await post(address, sampleReport(number).text));
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(2);
    expect(answers.find(({ status }) => status === 429)?.headers.get('retry-after')).toBe('60');
  });
});

test('“serve --reports” serves the list and takes reports beside it, and “xarf” turns them into XARF', async () => {
  const folder = await newList([1, 2], '--reports', 'https://lists.example.org/reports');
  await publish(folder);
  const catalog = readFileSync(join(folder, 'public/v1/catalog/1.json'), 'utf8');
  const payload = Buffer.from(JSON.parse(catalog).payload, 'base64').toString();
  expect(JSON.parse(payload).reports).toBe('https://lists.example.org/reports');
  const file = join(newFolder(), 'reports.ndjson');
  const child = spawnCli(['serve', folder, '--port', '0', '--reports', file, '--json']);
  const ended = new Promise<number | null>(resolve => child.once('close', resolve));
  const { address } = await new Promise<{ address: string }>(resolve => {
    child.stdout?.once('data', piece => resolve(JSON.parse(String(piece))));
  });
  expect((await fetch(`${address}v1/timestamp.json`)).status).toBe(200);
  expect((await post(`${address}reports`, sampleReport(1).text)).status).toBe(202);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(existsSync(file)).toBe(true);

  const us = ['--org', 'Example Helpline', '--contact', 'abuse@example.org', '--domain', 'example.org'];
  const { stdout } = await prepare('xarf', file, ...us);
  expect(JSON.parse(stdout)).toMatchObject({ type: 'exposed_data', report_id: sampleReport(1).id });
  expect((await runCli(['xarf', file])).code).toBe(2);
});
