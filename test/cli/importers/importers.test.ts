/** One contract for all importers: their example, an empty file, a malformed one, and noise. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ImportRow } from '../../../src/cli/importers/importer.ts';
import { IMPORTERS } from '../../../src/cli/importers/registry.ts';
import { BRIDGE, CAT, digest, entry, refused, rowsOf, video } from './sample-rows.ts';

const EXAMPLES: Readonly<Record<string, readonly ImportRow[]>> = {
  'pdq-tool': [entry(BRIDGE, 100), entry(CAT, 100), entry('0'.repeat(64), 0)],
  'vpdq-text': [video([BRIDGE, 100], [CAT, 88])],
  'vpdq-json': [video([BRIDGE, 100], [CAT, 88])],
  csv: [digest, entry(BRIDGE, 100), entry(CAT)],
  'tx-csv': [entry(BRIDGE), refused('not-listed'), video([BRIDGE, 100]), digest, refused('not-pdq')],
  'tx-text': [entry(BRIDGE), refused('not-listed'), video([BRIDGE, 100]), digest, refused('not-pdq')],
  'file-exchange': [entry(BRIDGE), entry(CAT), digest, refused('not-pdq')],
  te: [entry(BRIDGE)],
  'threat-updates': [entry(BRIDGE), { kind: 'withdrawn', hash: CAT }, digest, refused('not-pdq')],
  hma: [entry(BRIDGE), refused('not-listed'), refused('not-pdq'), digest],
  stopncii: [entry(BRIDGE), { kind: 'withdrawn', hash: CAT }, refused('not-listed'), refused('not-pdq')],
  ncmec: [
    { kind: 'entry', hash: BRIDGE, quality: null, origin: '42/image1' },
    refused('not-pdq'),
    { kind: 'withdrawn-origin', origin: '43/image3' },
  ],
};

/** A file of each format that was cut, mixed up or filled in wrongly: nothing of it may become an entry. */
const MALFORMED: Readonly<Record<string, string>> = {
  'pdq-tool': `hash=${BRIDGE},quality=much,filename=a.jpg\n${BRIDGE},101,a.jpg\n`,
  'vpdq-text': `${BRIDGE},100,a.jpg\n0,100,${BRIDGE}\n0,100,${BRIDGE.slice(1)},0.000\n`,
  'vpdq-json': `["${BRIDGE},100,0.000","${CAT},100"]`,
  csv: `a,b\n${BRIDGE},100\n`,
  'tx-csv': `hash,quality\npdq,${BRIDGE}\nvpdq,"[""${BRIDGE}""]",One,POSITIVE_CLASS,\n`,
  'tx-text': `pdq ${BRIDGE} 'One' positive\npdq\tx y z\nvpdq ["${BRIDGE}"]\n`,
  'file-exchange': `pdq ${BRIDGE} pdq ${CAT}\n`,
  te: '"\n',
  'threat-updates': '{"id":"1","indicator":7,"type":"HASH_PDQ","descriptors":{}}\n["text"]\n{"data":\n',
  hma: '{"id":1}\n[{"id":2,"signals":null}]\nnonsense\n',
  stopncii: '{"count":1,"hashRecords":[{"hashStatus":"Active","signalType":"ImagePDQ"},null]}',
  ncmec: '<queryResult xmlns="https://hashsharing.ncmec.org/hashsharing/v2"><images><image>',
};

const KINDS = ['entry', 'video', 'digest', 'withdrawn', 'withdrawn-origin', 'refused'];

describe.each(IMPORTERS.map(importer => [importer.format, importer] as const))(
  'the importer %s',
  (format, importer) => {
    test('reads its example', async () => {
      expect(await rowsOf(importer, importer.example)).toEqual(EXAMPLES[format]);
    });

    test('reads the same with CRLF, and in pieces of any size', async () => {
      expect(await rowsOf(importer, importer.example.replaceAll('\n', '\r\n'))).toEqual(EXAMPLES[format]);
      for (const size of [1, 7, 64]) expect(await rowsOf(importer, importer.example, size)).toEqual(EXAMPLES[format]);
    });

    test('finds nothing in an empty file', async () => {
      for (const text of ['', '\n', ' \r\n\n']) expect(await rowsOf(importer, text)).toEqual([]);
    });

    test('takes no entry from a malformed file, and says that it is malformed', async () => {
      const rows = await rowsOf(importer, MALFORMED[format] as string);
      // A te file has no shape of its own: whatever stands in front is offered, and refused as no hash.
      if (format === 'te') expect(rows.every(row => row.kind === 'entry' && row.hash.length !== 64)).toBe(true);
      else
        expect(new Set(rows.map(row => JSON.stringify(row)))).toEqual(new Set([JSON.stringify(refused('malformed'))]));
    });

    test('gets through anything', async () => {
      const noise = fc.oneof(
        fc.string(),
        fc.string({ unit: fc.constantFrom('"', ',', '\n', '{', '}', '[', ']', '<', '>', '&', '/', ' ', 'a', '0') }),
        fc.json(),
      );
      const cut = fc.nat(importer.example.length);
      await fc.assert(
        fc.asyncProperty(cut, fc.nat(20), noise, fc.integer({ min: 1, max: 40 }), async (at, skip, text, size) => {
          const changed = importer.example.slice(0, at) + text + importer.example.slice(at + skip);
          for (const row of await rowsOf(importer, changed, size)) expect(KINDS).toContain(row.kind);
        }),
        { numRuns: Number(process.env['FUZZ_RUNS'] ?? 200) },
      );
    }, 900_000);
  },
);
