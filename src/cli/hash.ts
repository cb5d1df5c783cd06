/** `consentry hash`: one line a picture, in the order and spelling of ThreatExchange's PDQ tool. */
import { toHex } from '../core/hash/hex.ts';
import { hashPixels } from '../core/hash/pdq.ts';
import { stretch } from '../core/hash/query.ts';
import { ORIENTATIONS } from '../core/hash/types.ts';
import { CliError, defineCommand } from './command.ts';
import { decodeFile, expandFiles } from './pictures.ts';

export const hash = defineCommand({
  usage: 'FILE...',
  about:
    'Prints hash,quality,file of each picture. FILE may be a folder, or - for names on stdin, one a line.\n' +
    'A quality under 50 says that the picture is too plain to be told from others.',
  example: 'consentry hash --orientations photos/beach.jpg',
  options: {
    orientations: {
      type: 'boolean',
      help: 'eight lines a picture, turned and mirrored: hash,quality,file,orientation',
    },
    stretch: { type: 'boolean', help: 'first stretch to 512x512, as the reference tool does with larger pictures' },
  },
  async run({ positionals, values, say }) {
    if (positionals.length === 0) throw new CliError('FILE is missing (see --help)', 2);
    const shown = values.orientations === true ? ORIENTATIONS : ORIENTATIONS.slice(0, 1);
    let exitCode: 0 | 1 = 0;
    for await (const file of expandFiles(positionals)) {
      const decoded = await decodeFile(file);
      if (!decoded.ok) {
        say({ file, reason: decoded.reason }, `,,${file},${decoded.reason}`);
        exitCode = 1;
        continue;
      }
      const { quality, orientations } = hashPixels(values.stretch === true ? stretch(decoded.pixels) : decoded.pixels);
      for (const [index, orientation] of shown.entries()) {
        const hex = toHex(orientations[index] as Uint8Array);
        const suffix = values.orientations === true ? `,${orientation}` : '';
        say({ file, hash: hex, quality, orientation }, `${hex},${quality},${file}${suffix}`);
      }
    }
    return exitCode;
  },
});
