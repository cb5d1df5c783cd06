/**
 * What ThreatExchange's vPDQ tool and `consentry hash` write for a video: `frame,quality,hash,seconds`, a line a frame
 * (vpdq/cpp/vpdq/cpp/io/vpdqio.cpp). Where the numbers start over, another video begins.
 */
import type { OfferedHash } from '../bank.ts';
import { linesOf } from '../lines.ts';
import type { Importer, ImportRow } from './importer.ts';
import { keepFrame, offered } from './vpdq-frames.ts';

export const vpdqText: Importer = {
  format: 'vpdq-text',
  about: 'frames of a video, as the vPDQ tool and consentry hash write them: frame,quality,hash,seconds',
  example: [
    '0,100,f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22,0.000',
    '30,88,e64cc9d91c623882f8d1f1d9a398e78c9f199b3bd83924f2b7e11e0bf861b064,1.001',
    '',
  ].join('\n'),
  async *rows(text): AsyncGenerator<ImportRow> {
    let frames: OfferedHash[] = [];
    let last = -1;
    for await (const line of linesOf(text)) {
      const frame = offered(line);
      if (frame === null) {
        yield { kind: 'refused', reason: 'malformed' };
        continue;
      }
      const number = Number.parseInt(line, 10);
      if (number <= last) {
        yield { kind: 'video', frames };
        frames = [];
      }
      last = number;
      keepFrame(frames, frame);
    }
    if (frames.length > 0) yield { kind: 'video', frames };
  },
};
