/** What is particular to single formats. */
import { describe, expect, test } from 'vitest';
import { MAX_FRAMES } from '../../../src/cli/bank.ts';
import { BRIDGE, CAT, entry, importerOf, refused, rowsOf, video } from './sample-rows.ts';

const read = (format: string, text: string) => rowsOf(importerOf(format), text);

describe('csv', () => {
  test('prefers a column that says pdq to one that says hash, and never takes a quality for a hash', async () => {
    const text = `pdq_quality,md5_hash,"PDQ, as hex"\n80,d41d8cd98f00b204e9800998ecf8427e,${BRIDGE}\n`;
    expect(await read('csv', text)).toEqual([entry(BRIDGE, 80)]);
  });

  test('reads quoted fields with commas, quotes and line ends in them', async () => {
    const text = `note,hash,quality\n"one, ""two""\nthree",${BRIDGE},90\nplain,${CAT},much\n`;
    expect(await read('csv', text)).toEqual([entry(BRIDGE, 90), refused('malformed')]);
  });

  test('takes a quote inside of a field for a letter', async () => {
    expect(await read('csv', `note,hash\n5" wide,${BRIDGE}\n`)).toEqual([entry(BRIDGE)]);
  });

  test('does not let a field that never closes swallow the rest of a large file', async () => {
    const rows = await read('csv', `hash,note\n${BRIDGE},"open\n${`${CAT},x\n`.repeat(5_000)}`);
    expect(rows[0]).toEqual(entry(BRIDGE));
    expect(rows.length).toBeGreaterThan(3_000);
  });

  test('cuts off a giant line, and goes on after it', async () => {
    async function* text() {
      yield `note,hash\n`;
      for (let i = 0; i < 500; i++) yield 'x'.repeat(100_000);
      yield `\nplain,${BRIDGE}\n`;
    }
    const rows = [];
    for await (const row of importerOf('csv').rows(text())) rows.push(row);
    expect(rows).toEqual([refused('malformed'), entry(BRIDGE)]);
  });
});

describe('tx-csv and tx-text', () => {
  test('take videos in the JSON that python-threatexchange prints, commas and spaces and all', async () => {
    const json = `["${BRIDGE},100,0.000", "${CAT},49,1.001"]`;
    const quoted = `"${json.replaceAll('"', '""')}"`;
    const expected = [video([BRIDGE, 100], [CAT, 49])];
    const header = 'signal_type,signal_str,collab,category,tags\n';
    expect(await read('tx-csv', `${header}vpdq,${quoted},One,POSITIVE_CLASS,\n`)).toEqual(expected);
    expect(await read('tx-text', `vpdq ${json} 'It's one' POSITIVE_CLASS a,b\n`)).toEqual(expected);
  });

  test('take a hash that stands alone, as with -S', async () => {
    expect(await read('tx-text', `${BRIDGE}\npdq ${CAT}\n`)).toEqual([entry(BRIDGE), entry(CAT)]);
  });
});

describe('JSON', () => {
  test('may be one object a line, an array, or a page with data', async () => {
    const record = { indicator: BRIDGE, type: 'HASH_PDQ', should_delete: false, descriptors: { data: [{}] } };
    for (const text of [
      `${JSON.stringify(record)}\n`,
      JSON.stringify([record]),
      JSON.stringify({ data: [record] }),
      JSON.stringify([record], null, 2),
      JSON.stringify({ data: [record] }, null, 2),
    ]) {
      expect(await read('threat-updates', text)).toEqual([entry(BRIDGE)]);
    }
  });

  test('of HMA is listed unless its bank or the content itself is switched off', async () => {
    const content = (change: object) =>
      JSON.stringify({ id: 1, signals: { pdq: CAT }, disable_until_ts: 1, ...change });
    const now = Math.floor(Date.now() / 1_000);
    for (const change of [{}, { disable_until_ts: now - 60 }, { bank: { matching_enabled_ratio: 0.5 } }]) {
      expect(await read('hma', content(change))).toEqual([entry(CAT)]);
    }
    for (const change of [
      { disable_until_ts: 0 },
      { disable_until_ts: now + 60 },
      { disable_until_ts: 'soon' },
      { bank: { matching_enabled_ratio: 0 } },
    ]) {
      expect(await read('hma', content(change))).toEqual([refused('not-listed')]);
    }
  });

  test('of HMA may hold a picture and a video at once', async () => {
    const signals = { pdq: CAT, vpdq: `["${BRIDGE},100,0.000"]` };
    expect(await read('hma', JSON.stringify({ id: 1, signals }))).toEqual([entry(CAT), video([BRIDGE, 100])]);
  });

  test('in one piece is read up to a limit, and refused beyond it', async () => {
    async function* endless() {
      for (;;) yield ' '.repeat(1_000_000);
    }
    const reading = (async () => {
      for await (const _ of importerOf('vpdq-json').rows(endless()));
    })();
    await expect(reading).rejects.toThrow(/cut it up/);
  });
});

describe('vPDQ', () => {
  test('in the older JSON is an object by frame number', async () => {
    const frame = (hash: string, quality: number) => ({ hash, quality, timestamp: 0.5 });
    const text = JSON.stringify({ 0: frame(BRIDGE, 100), 30: frame(CAT, 51) });
    expect(await read('vpdq-json', text)).toEqual([video([BRIDGE, 100], [CAT, 51])]);
  });

  test('as text begins another video where the numbers start over', async () => {
    const line = (frame: number, hash: string) => `${frame},100,${hash},${frame}.000\n`;
    const text = line(0, BRIDGE) + line(30, CAT) + line(0, CAT) + line(0, BRIDGE);
    expect(await read('vpdq-text', text)).toEqual([
      video([BRIDGE, 100], [CAT, 100]),
      video([CAT, 100]),
      video([BRIDGE, 100]),
    ]);
  });

  test('keeps no more frames in memory than a video may have', async () => {
    async function* text() {
      for (let frame = 0; frame < MAX_FRAMES * 2; frame++) yield `${frame},100,${BRIDGE},0.000\n`;
    }
    for await (const row of importerOf('vpdq-text').rows(text())) {
      expect(row.kind === 'video' && row.frames.length).toBe(MAX_FRAMES + 1);
    }
  });
});

describe('StopNCII', () => {
  const record = (change: object) =>
    JSON.stringify({
      hashRecords: [{ hashValue: BRIDGE, hashStatus: 'Active', signalType: 'ImagePDQ', caseNumbers: {}, ...change }],
    });

  test.each(['Withdrawn', 'Deleted'])('takes back what is %s', async hashStatus => {
    expect(await read('stopncii', record({ hashStatus }))).toEqual([{ kind: 'withdrawn', hash: BRIDGE }]);
  });

  test('lists what is Active or Received, and nothing of another status', async () => {
    expect(await read('stopncii', record({ hashStatus: 'Received' }))).toEqual([entry(BRIDGE)]);
    expect(await read('stopncii', record({ hashStatus: 'Unknown' }))).toEqual([refused('not-listed')]);
  });

  test('leaves in doubt what a platform looked at and did not block, unless another one did', async () => {
    const says = (...values: readonly string[]) =>
      record({ CSPFeedbacks: values.map(feedbackValue => ({ feedbackValue })) });
    expect(await read('stopncii', says('NotBlocked'))).toEqual([refused('not-listed')]);
    expect(await read('stopncii', says('NotBlocked', 'Blocked'))).toEqual([entry(BRIDGE)]);
    expect(await read('stopncii', says('PendingReview'))).toEqual([entry(BRIDGE)]);
  });
});

describe('NCMEC', () => {
  const document = (inside: string, before = '') =>
    `<?xml version="1.0"?>${before}<queryResult xmlns="https://hashsharing.ncmec.org/hashsharing/v2">${inside}</queryResult>`;
  const image = (inside: string) => `<images><image><member id="42">M</member><id>i1</id>${inside}</image></images>`;
  const pdq = `<fingerprints><pdq>${BRIDGE}</pdq></fingerprints>`;
  const listed = { ...entry(BRIDGE), origin: '42/i1' };

  test('reads a hash with any prefix of its namespace', async () => {
    const text = document(image(pdq))
      .replaceAll(/<(\/?)(?=[a-zA-Z])/g, '<$1n:')
      .replace('xmlns=', 'xmlns:n=');
    expect(await read('ncmec', text)).toEqual([listed]);
  });

  test('leaves in doubt what members voted against, unless others voted for it', async () => {
    const votes = (...kinds: readonly string[]) =>
      document(image(`${pdq}<feedback>${kinds.map(kind => `<${kind} type="Pdq"/>`).join('')}</feedback>`));
    expect(await read('ncmec', votes('negativeFeedback'))).toEqual([refused('not-listed')]);
    expect(await read('ncmec', votes('negativeFeedback', 'affirmativeFeedback'))).toEqual([listed]);
    const ofMd5 = document(image(`${pdq}<feedback><negativeFeedback type="Md5"/></feedback>`));
    expect(await read('ncmec', ofMd5)).toEqual([listed]);
  });

  test('is not misled by an id or a member deeper in an entry', async () => {
    const inside = `${pdq}<feedback><x><members><member id="7"><id>other</id></member></members></x></feedback>`;
    expect(await read('ncmec', document(image(inside)))).toEqual([listed]);
  });

  test.each([
    ['a document type', document(image(pdq), '<!DOCTYPE queryResult>')],
    [
      'entities of its own',
      document(image(`<fingerprints><pdq>&e;</pdq></fingerprints>`), '<!DOCTYPE q [<!ENTITY e "x">]>'),
    ],
    ['an entity that nobody declared', document(image(`<fingerprints><pdq>&e;</pdq></fingerprints>`))],
    [
      'an outside entity',
      document(
        image(`<fingerprints><pdq>&e;</pdq></fingerprints>`),
        '<!DOCTYPE q [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
      ),
    ],
    ['another namespace', document(image(pdq)).replace('/v2"', '/v3"')],
    ['no namespace', document(image(pdq)).replace(/ xmlns="[^"]*"/, '')],
    ['another document', document('').replaceAll('queryResult', 'status')],
    ['a depth of a thousand', document('<a>'.repeat(1_000) + '</a>'.repeat(1_000))],
    ['tags that do not close', document('<images></videos>')],
    ['two roots', document('') + document('')],
    ['text alone', 'nothing to see'],
  ])('refuses %s', async (_, text) => {
    expect(await read('ncmec', text)).toEqual([refused('malformed')]);
  });

  test('keeps no text of any length in memory', async () => {
    async function* text() {
      yield document('').replace('</queryResult>', '<images><image><id>');
      for (let i = 0; i < 1_000; i++) yield 'x'.repeat(65_536);
    }
    const rows = [];
    for await (const row of importerOf('ncmec').rows(text())) rows.push(row);
    expect(rows).toEqual([refused('malformed')]);
  });

  test('gives what stood before the fault', async () => {
    const text = document(image(pdq)).replace('</queryResult>', '<broken');
    expect(await read('ncmec', text)).toEqual([listed, refused('malformed')]);
  });
});
