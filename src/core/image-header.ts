/**
 * What the first bytes of a picture say before anything is decoded: its format and size (a 30,000 px picture must not
 * be decoded to find out), whether it moves, and whether the whole file is there (browsers show half a JPEG without a
 * word). Reads PNG, JPEG, GIF, WebP and AVIF; other formats come back as `other` with size 0 and are left to the
 * decoder. Never throws: a size that cannot be found is 0.
 * Sources: PNG 3rd edition; ITU-T T.81 annex B; GIF89a; the WebP container specification; ISO/IEC 14496-12 and AVIF 1.1.
 */

export interface ImageHeader {
  readonly format: 'png' | 'jpeg' | 'gif' | 'webp' | 'avif' | 'svg' | 'other';
  /** Pixels; 0 where the file does not say. */
  readonly width: number;
  readonly height: number;
  readonly animated: boolean;
  /** False when the file ends before its format says that it does. */
  readonly complete: boolean;
}

/** How far into a file the boxes of an AVIF or the tag of an SVG are looked for. */
const SEARCH_BYTES = 4_096;

const ascii = (bytes: Uint8Array, start: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(start, start + length));

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function readPng(bytes: Uint8Array): ImageHeader {
  const data = view(bytes);
  let animated = false;
  let complete = false;
  // Chunks: length, type, that many bytes, checksum. acTL announces an animation, IEND ends the file.
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = data.getUint32(at);
    const type = ascii(bytes, at + 4, 4);
    if (at + 12 + length > bytes.length) break;
    animated ||= type === 'acTL';
    complete ||= type === 'IEND';
    at += 12 + length;
  }
  const sized = bytes.length >= 24;
  return {
    format: 'png',
    width: sized ? data.getUint32(16) : 0,
    height: sized ? data.getUint32(20) : 0,
    animated,
    complete,
  };
}

const isFrameHeader = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** The end marker cannot occur in compressed data, so its last place tells; a thumbnail's lies before the scan. */
function endsAfter(bytes: Uint8Array, scan: number): boolean {
  for (let at = bytes.length - 2; at > scan; at--) if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return true;
  return false;
}

function readJpeg(bytes: Uint8Array): ImageHeader {
  const data = view(bytes);
  let width = 0;
  let height = 0;
  let complete = false;
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = data.getUint8(at + 1);
    if (marker === 0xff) {
      at++; // fill byte
      continue;
    }
    if (marker === 0xda) {
      complete = endsAfter(bytes, at);
      break;
    }
    if (isFrameHeader(marker) && at + 9 <= bytes.length) {
      height = data.getUint16(at + 5);
      width = data.getUint16(at + 7);
    }
    at += 2 + data.getUint16(at + 2);
  }
  return { format: 'jpeg', width, height, animated: false, complete };
}

/** Skips sub-blocks (length byte, that many bytes) to behind their terminator; past the end if it is missing. */
function skipSubBlocks(bytes: Uint8Array, start: number): number {
  let at = start;
  for (let length = bytes[at]; length !== undefined && length > 0; length = bytes[at]) at += 1 + length;
  return at + 1;
}

const colourTableBytes = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));

function readGif(bytes: Uint8Array): ImageHeader {
  const data = view(bytes);
  const sized = bytes.length >= 13;
  let frames = 0;
  let complete = false;
  for (let at = 13 + colourTableBytes(bytes[10] ?? 0); at < bytes.length; ) {
    const block = bytes[at];
    if (block === 0x3b) {
      complete = true;
      break;
    }
    if (block === 0x21) at = skipSubBlocks(bytes, at + 2);
    else if (block === 0x2c) {
      frames++;
      at = skipSubBlocks(bytes, at + 11 + colourTableBytes(bytes[at + 9] ?? 0));
    } else break;
  }
  return {
    format: 'gif',
    width: sized ? data.getUint16(6, true) : 0,
    height: sized ? data.getUint16(8, true) : 0,
    animated: frames > 1,
    complete,
  };
}

function readWebp(bytes: Uint8Array): ImageHeader {
  const data = view(bytes);
  const complete = bytes.length >= 8 + data.getUint32(4, true);
  const kind = ascii(bytes, 12, 4);
  const none = { format: 'webp', width: 0, height: 0, animated: false, complete } as const;
  if (bytes.length < 30) return none;
  if (kind === 'VP8X') {
    const size = (at: number) => 1 + (data.getUint16(at, true) | (data.getUint8(at + 2) << 16));
    return { ...none, width: size(24), height: size(27), animated: (data.getUint8(20) & 0x02) !== 0 };
  }
  if (kind === 'VP8L') {
    const bits = data.getUint32(21, true);
    return { ...none, width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  return { ...none, width: data.getUint16(26, true) & 0x3fff, height: data.getUint16(28, true) & 0x3fff };
}

/** Top-level boxes follow one another: size, type. The last one may not reach beyond the file. */
function boxesFit(bytes: Uint8Array): boolean {
  const data = view(bytes);
  let at = 0;
  while (at + 8 <= bytes.length) {
    const size = data.getUint32(at);
    if (size === 0) return true; // "to the end of the file"
    if (size < 8) return size === 1; // a 64-bit size: larger than anything we take
    at += size;
  }
  return at === bytes.length;
}

function readAvif(bytes: Uint8Array): ImageHeader {
  const data = view(bytes);
  const head = ascii(bytes, 0, Math.min(bytes.length, SEARCH_BYTES));
  let width = 0;
  let height = 0;
  // ispe: size, type, version and flags, width, height. A file may hold several (thumbnail, alpha): the largest counts.
  for (let at = head.indexOf('ispe'); at !== -1 && at + 16 <= bytes.length; at = head.indexOf('ispe', at + 4)) {
    width = Math.max(width, data.getUint32(at + 8));
    height = Math.max(height, data.getUint32(at + 12));
  }
  return { format: 'avif', width, height, animated: ascii(bytes, 8, 4) === 'avis', complete: boxesFit(bytes) };
}

function isSvg(bytes: Uint8Array): boolean {
  const start = ascii(bytes, 0, Math.min(bytes.length, SEARCH_BYTES)).trimStart();
  return start.includes('<svg') && /^(\u00ef\u00bb\u00bf)?\s*</.test(start);
}

const JPEG_START = '\u00ff\u00d8\u00ff';

export function readImageHeader(bytes: Uint8Array): ImageHeader {
  if (ascii(bytes, 0, 8) === '\u0089PNG\r\n\u001a\n') return readPng(bytes);
  if (ascii(bytes, 0, 3) === JPEG_START) return readJpeg(bytes);
  if (/^GIF8[79]a$/.test(ascii(bytes, 0, 6))) return readGif(bytes);
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 4) === 'WEBP') return readWebp(bytes);
  if (ascii(bytes, 4, 4) === 'ftyp' && /^avi[fs]$/.test(ascii(bytes, 8, 4))) return readAvif(bytes);
  const format = isSvg(bytes) ? 'svg' : 'other';
  return { format, width: 0, height: 0, animated: false, complete: true };
}
