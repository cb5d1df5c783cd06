/**
 * Answers of NCMEC's hash sharing API, version 2 (python-threatexchange, exchanges/clients/ncmec/hash_api.py). A deleted
 * image is named by its member and id alone, so entries carry these as their origin. Members' votes against a PDQ hash,
 * with none for it, leave it in doubt: it is not listed.
 *
 * Read as a stream by saxes, which knows no entities but the five of XML; a document type declaration, where others
 * would be declared, ends the reading, and so does everything else that is not well-formed.
 */
import { SaxesParser, type SaxesTagNS } from 'saxes';
import type { Importer, ImportRow } from './importer.ts';

const NAMESPACE = 'https://hashsharing.ncmec.org/hashsharing/v2';
/** Characters without a tag: a text, a comment or a tag longer than that is kept in memory by nobody. */
const MAX_QUIET = 100_000;
/** An entry with more tags inside than this comes from nobody's API. */
const MAX_DEPTH = 32;

interface Item {
  readonly kind: 'image' | 'video' | 'deleted';
  member: string;
  id: string;
  hash: string | null;
  votesFor: boolean;
  votesAgainst: boolean;
}

const ITEMS: Readonly<Record<string, Item['kind']>> = {
  image: 'image',
  video: 'video',
  deletedImage: 'deleted',
  deletedVideo: 'deleted',
};

function rowOf({ kind, member, id, hash, votesFor, votesAgainst }: Item): ImportRow {
  if (member === '' || id === '') return { kind: 'refused', reason: 'malformed' };
  const origin = `${member}/${id}`;
  if (kind === 'deleted') return { kind: 'withdrawn-origin', origin };
  if (kind === 'video' || hash === null) return { kind: 'refused', reason: 'not-pdq' };
  if (votesAgainst && !votesFor) return { kind: 'refused', reason: 'not-listed' };
  return { kind: 'entry', hash, quality: null, origin };
}

/** Takes the text in pieces, and gives the rows that each completes. */
function createReader() {
  const path: string[] = [];
  const rows: ImportRow[] = [];
  let item: Item | null = null;
  let text = '';
  let quiet = 0;
  const parser = new SaxesParser({ xmlns: true, position: false });
  const stop = (reason: string): never => {
    throw new Error(reason);
  };
  parser.on('error', error => stop(error.message));
  parser.on('doctype', () => stop('a document type declaration'));
  parser.on('opentag', (tag: SaxesTagNS) => {
    if (tag.uri !== NAMESPACE) stop('another namespace');
    quiet = 0;
    path.push(tag.local);
    if (path.length > MAX_DEPTH) stop('nested too deep');
    if (path.length === 1 && tag.local !== 'queryResult') stop('another document');
    text = '';
    const kind = ITEMS[tag.local];
    if (path.length === 3 && kind !== undefined) {
      item = { kind, member: '', id: '', hash: null, votesFor: false, votesAgainst: false };
    }
    if (item === null) return;
    const attribute = (name: string): string => tag.attributes[name]?.value ?? '';
    if (path.length === 4 && tag.local === 'member') item.member = attribute('id');
    if (attribute('type').toLowerCase() !== 'pdq') return;
    if (tag.local === 'affirmativeFeedback') item.votesFor = true;
    if (tag.local === 'negativeFeedback') item.votesAgainst = true;
  });
  parser.on('text', piece => {
    text += piece;
  });
  parser.on('closetag', ({ local }) => {
    quiet = 0;
    if (item !== null && path.length === 4 && local === 'id') item.id = text.trim();
    if (item !== null && path.length === 5 && path[3] === 'fingerprints' && local === 'pdq') item.hash = text.trim();
    if (item !== null && path.length === 3) {
      rows.push(rowOf(item));
      item = null;
    }
    path.pop();
  });
  return {
    write: (piece: string): readonly ImportRow[] => {
      parser.write(piece);
      quiet += piece.length;
      if (quiet > MAX_QUIET) stop('too much between two tags');
      return rows.splice(0);
    },
    close: (): void => {
      parser.close();
    },
  };
}

export const ncmec: Importer = {
  format: 'ncmec',
  about: "answers of NCMEC's hash sharing API, version 2 (XML); needs --attest-public",
  restricted: true,
  example: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<queryResult xmlns="${NAMESPACE}">
  <images count="3" maxTimestamp="2026-10-24T15:10:00Z">
    <image>
      <member id="42">Sample Member</member>
      <timestamp>2026-10-24T15:00:00Z</timestamp>
      <id>image1</id>
      <classification>B2</classification>
      <fingerprints>
        <md5>d41d8cd98f00b204e9800998ecf8427e</md5>
        <pdq>f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22</pdq>
      </fingerprints>
      <feedback lastUpdateTimestamp="2026-10-24T15:00:00Z">
        <affirmativeFeedback type="Pdq"><members><member id="43">Another &amp; Member</member></members></affirmativeFeedback>
      </feedback>
    </image>
    <image>
      <member id="42">Sample Member</member>
      <id>image2</id>
      <fingerprints><md5>d41d8cd98f00b204e9800998ecf8427e</md5></fingerprints>
      <feedback/>
    </image>
    <deletedImage>
      <member id="43">Another Member</member>
      <id>image3</id>
      <timestamp>2026-10-24T15:10:00Z</timestamp>
    </deletedImage>
  </images>
  <paging><next>/v2/entries?from=2026-10-20T00%3A00%3A00.000Z&amp;start=2001&amp;size=1000</next></paging>
</queryResult>
`,
  async *rows(text): AsyncGenerator<ImportRow> {
    const reader = createReader();
    let isEmpty = true;
    try {
      for await (const piece of text) {
        if (isEmpty && piece.trim() === '') continue;
        isEmpty = false;
        yield* reader.write(piece);
      }
      if (!isEmpty) reader.close();
    } catch {
      yield { kind: 'refused', reason: 'malformed' };
    }
  },
};
