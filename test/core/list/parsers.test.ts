/** Each field of each signed file, with the values that a hostile or careless publisher may put there. */
import { beforeEach, describe, expect, test } from 'vitest';
import { encodeText } from '../../../src/core/list/bytes.ts';
import { parseCatalog } from '../../../src/core/list/catalog.ts';
import { readEnvelope } from '../../../src/core/list/envelope.ts';
import { parseJson } from '../../../src/core/list/json.ts';
import { parseRoot } from '../../../src/core/list/root.ts';
import { parseTime } from '../../../src/core/list/time.ts';
import { parseTimestamp } from '../../../src/core/list/timestamp.ts';
import { type Json, newPublisher, type Publisher } from './sample-list.ts';

let publisher: Publisher;
beforeEach(async () => {
  publisher = await newPublisher();
});

const bytesOf = (payload: unknown) => encodeText(JSON.stringify(payload));
const refusal = (reason: string) => expect.objectContaining({ name: 'ListError', reason });
const part = (): Json => (publisher.payloads.catalog['parts'] as Json[])[0] as Json;
const catalogWith = (change: Json) => () => parseCatalog(bytesOf({ ...publisher.payloads.catalog, ...change }));
const partWith = (change: Json) => catalogWith({ parts: [{ ...part(), ...change }] });
const timestampWith = (change: Json) => () => parseTimestamp(bytesOf({ ...publisher.payloads.timestamp, ...change }));
const rootWith = (change: Json) => parseRoot(bytesOf({ ...publisher.payloads.root, ...change }));

describe('JSON', () => {
  test.each([
    ['a space', '{"a": 1}'],
    ['a line end', '{"a":1}\n'],
    ['a key twice', '{"a":1,"a":1}'],
    ['1.0 for 1', '{"a":1.0}'],
    ['1e400', '{"a":1e400}'],
    ['an escape that is not needed', '{"\\u0061":1}'],
    ['NaN', '{"a":NaN}'],
    ['a cut text', '{"a":'],
    ['nothing', ''],
  ])('with %s is refused', (_, text) => {
    expect(() => parseJson(encodeText(text), 'file')).toThrow(refusal('format'));
  });

  test('that is not UTF-8, or has a byte order mark, is refused', () => {
    expect(() => parseJson(Uint8Array.of(0x22, 0xff, 0x22), 'file')).toThrow(refusal('format'));
    expect(() => parseJson(encodeText('\ufeff1'), 'file')).toThrow(refusal('format'));
  });

  test('of a depth of ten thousand is refused, and costs no stack', () => {
    const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
    expect(() => parseJson(encodeText(deep), 'file')).toThrow(refusal('format'));
    expect(parseJson(encodeText(JSON.stringify('['.repeat(10_000))), 'file')).toHaveLength(10_000);
  });
});

describe('the envelope', () => {
  const envelope = (value: unknown) => () => readEnvelope(bytesOf(value), 'file', 1_000);

  test('over its limit is refused before it is parsed', () => {
    expect(() => readEnvelope(new Uint8Array(1_001), 'file', 1_000)).toThrow(refusal('length'));
  });

  test('with an unknown key is refused, __proto__ among them', () => {
    expect(envelope({ payload: '', signatures: [], more: 1 })).toThrow(refusal('format'));
    const text = '{"__proto__":{"payload":""},"payload":"","signatures":[]}';
    expect(() => readEnvelope(encodeText(text), 'file', 1_000)).toThrow(refusal('format'));
  });

  test('with base64 in a second spelling is refused', () => {
    expect(envelope({ payload: 'YR==', signatures: [] })).toThrow(refusal('format')); // bits beyond the byte
    expect(envelope({ payload: 'YQ', signatures: [] })).toThrow(refusal('format')); // no padding
    expect(envelope({ payload: ' YQ==', signatures: [] })).toThrow(refusal('format'));
    expect(envelope({ payload: '*', signatures: [] })).toThrow(refusal('format'));
    expect(envelope({ payload: 'YQ==', signatures: [] })()).toMatchObject({ payload: Uint8Array.of(0x61) });
  });

  test('with more signatures than any root has keys is refused', () => {
    const signature = { keyId: '', signature: '' };
    const text = encodeText(JSON.stringify({ payload: '', signatures: Array(17).fill(signature) }));
    expect(() => readEnvelope(text, 'file', 10_000)).toThrow(refusal('length'));
  });

  test.each([
    null,
    [],
    'text',
    1,
    {},
    { payload: '' },
    { payload: 1, signatures: [] },
    { payload: '', signatures: {} },
  ])('cannot be %j', value => {
    expect(envelope(value)).toThrow(refusal('format'));
  });
});

describe('versions', () => {
  test.each([0, -1, 1.5, '1', null, true, [], 2 ** 53])('cannot be %j', async version => {
    expect(timestampWith({ version })).toThrow(refusal('format'));
    expect(catalogWith({ version })).toThrow(refusal('format'));
    await expect(rootWith({ version })).rejects.toEqual(refusal('format'));
  });

  test('of the format itself other than 1 are refused', async () => {
    expect(timestampWith({ spec: '2' })).toThrow(refusal('format'));
    expect(catalogWith({ spec: 1 })).toThrow(refusal('format'));
    await expect(rootWith({ spec: '1.0' })).rejects.toEqual(refusal('format'));
  });
});

describe('times', () => {
  test.each([
    '2026-02-30T00:00:00Z',
    '2026-11-18',
    '2026-11-18T11:00:00.000Z',
    '2026-11-18T11:00:00+00:00',
    '2026-11-18T24:00:00Z',
    '2026-11-18T11:00:60Z',
    'tomorrow',
    1_795_000_000_000,
    null,
  ])('cannot be %j', expiresAt => {
    expect(timestampWith({ expiresAt })).toThrow(refusal('format'));
    expect(catalogWith({ signedAt: expiresAt })).toThrow(refusal('format'));
  });

  test('are read as UTC', () => {
    expect(parseTime('2026-11-18T11:06:40Z')).toBe(1_795_000_000_000);
    expect(parseTime('2028-02-29T00:00:00Z')).toBe(1_835_395_200_000);
  });
});

describe('the root', () => {
  const roles = () => publisher.payloads.root['roles'] as Record<string, { keyIds: string[]; threshold: number }>;
  const keys = () => publisher.payloads.root['keys'] as Json[];

  test('with a threshold that its keys cannot reach, or of zero, is refused', async () => {
    for (const threshold of [0, 4, -1, 1.5, '2']) {
      await expect(rootWith({ roles: { ...roles(), root: { ...roles()['root'], threshold } } })).rejects.toEqual(
        refusal('format'),
      );
    }
  });

  test('that names a key twice in a role is refused', async () => {
    const keyIds = [roles()['catalog']?.keyIds[0], roles()['catalog']?.keyIds[0]];
    await expect(rootWith({ roles: { ...roles(), catalog: { keyIds, threshold: 2 } } })).rejects.toEqual(
      refusal('format'),
    );
  });

  test('that lists a key twice is refused', async () => {
    await expect(rootWith({ keys: [...keys(), keys()[0]] })).rejects.toEqual(refusal('format'));
  });

  test('that names a key which it does not list is refused', async () => {
    await expect(rootWith({ keys: keys().slice(1) })).rejects.toEqual(refusal('format'));
  });

  test('with more than sixteen keys is refused', async () => {
    await expect(rootWith({ keys: Array(17).fill(keys()[0]) })).rejects.toEqual(refusal('length'));
  });

  test('without a role, or with one more, is refused', async () => {
    const { timestamp: _, ...two } = roles();
    await expect(rootWith({ roles: two })).rejects.toEqual(refusal('format'));
    await expect(rootWith({ roles: { ...roles(), mirror: roles()['root'] } })).rejects.toEqual(refusal('format'));
  });

  test('with a key of an unknown algorithm or a wrong length is refused', async () => {
    const extra = (key: Json) => rootWith({ keys: [...keys(), { ...keys()[0], ...key }] });
    for (const key of [{ algorithm: 'rsa' }, { algorithm: 'ecdsa-p256' }, { publicKey: 'YQ==' }, { publicKey: 7 }]) {
      await expect(extra(key)).rejects.toEqual(refusal('format'));
    }
  });
});

describe('the timestamp', () => {
  test('that names a catalog over the limit, of no length, or by another digest is refused', () => {
    const named = publisher.payloads.timestamp['catalog'] as Json;
    for (const change of [
      { length: 2_000_001 },
      { length: 0 },
      { length: '9' },
      { sha256: 'AB' },
      { version: 0 },
      { x: 1 },
    ]) {
      expect(timestampWith({ catalog: { ...named, ...change } })).toThrow(refusal('format'));
    }
  });
});

describe('the catalog', () => {
  test.each([
    { id: 'Practice' },
    { id: '' },
    { id: 'a'.repeat(65) },
    { id: '__proto__' },
    { prev: 'none' },
    { minWait: 86_401 },
    { purpose: 'fun' },
    { name: 'a'.repeat(101) },
    { name: 'two\nlines' },
    { publisher: '\u202egnp.exe' },
    { covers: 7 },
    { mirrors: ['http://example.org/'] },
    { mirrors: ['https://example.org/list'] },
    { mirrors: ['https://example.org/?u=1/'] },
    { mirrors: ['https://user@example.org/'] },
    { mirrors: ['https://EXAMPLE.org/'] },
    { mirrors: 'https://example.org/' },
    { parts: {} },
    { parts: [1] },
    { parts: [{ kind: 'unheard-of' }] },
    { extra: 1 },
  ])('with %j is refused', change => {
    expect(catalogWith(change)).toThrow(refusal('format'));
  });

  test('keeps its mirrors in order', () => {
    const mirrors = ['https://example.org/', 'https://example.net/lists/one/'];
    expect(catalogWith({ mirrors })().mirrors).toEqual(mirrors);
  });

  test('with two parts of one kind is refused', () => {
    expect(catalogWith({ parts: [part(), part()] })).toThrow(refusal('format'));
    expect(catalogWith({ parts: [{ kind: 'video' }, { kind: 'video' }] })).toThrow(refusal('format'));
  });

  test.each([128, 32, -1, 30.5, '31', null])('with the threshold %j is refused', threshold => {
    expect(partWith({ threshold })).toThrow(refusal('format'));
  });

  test.each(['', null, 'a'.repeat(501)])('with the attestation %j is refused', attestation => {
    expect(partWith({ attestation })).toThrow(refusal('format'));
  });

  test('with a segment of more than 32,768 records is refused, 2^31 among them', () => {
    const sha256 = '0'.repeat(64);
    for (const count of [32_769, 2 ** 31, 0, -1, 1.5, '3']) {
      expect(partWith({ segments: [{ sha256, count }] })).toThrow(refusal('format'));
    }
  });

  test('with more segments or records than the limits is refused', () => {
    const segment = { sha256: '0'.repeat(64), count: 1 };
    expect(partWith({ segments: Array(4_097).fill(segment) })).toThrow(refusal('length'));
    expect(partWith({ segments: Array(62).fill({ ...segment, count: 32_768 }) })).toThrow(refusal('length'));
  });

  test('whose count does not follow from its segments and withdrawals is refused', () => {
    expect(partWith({ count: 2 })).toThrow(refusal('format'));
    expect(partWith({ count: 4 })).toThrow(refusal('format'));
    expect(partWith({ withdrawals: { sha256: '0'.repeat(64), count: 4 }, count: 0 })).toThrow(refusal('format'));
    expect(partWith({ withdrawals: { sha256: '0'.repeat(64), count: 1 }, count: 2 })().pdq?.count).toBe(2);
  });
});
