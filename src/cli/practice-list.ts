/**
 * `npm run practice-list`: draws the pictures that public/practice/pictures.json marks as listed, makes the packaged
 * practice list of their hashes, and pins its root in the code. The keys are made for this one build and thrown away
 * with the folder they lie in: nobody can ever sign a second version, and a new run makes a new root. The hashes of the
 * drawings marked for lessons go into the code themselves: that list never leaves the learn page.
 */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { toHex } from '../core/hash/hex.ts';
import { hashPixels } from '../core/hash/pdq.ts';
import { LIMITS } from '../core/list/limits.ts';
import { offer, readBank, writeBank } from './bank.ts';
import { CliError } from './command.ts';
import { initWorkspace } from './init.ts';
import { readKeyFolder } from './key-files.ts';
import { buildDraft, signDraft } from './publish.ts';
import { workspaceIn } from './workspace.ts';

/** As wide as Instagram serves pictures. */
const WIDTH = 1080;
/** It comes with the extension and is never fetched, so it need not run out. */
const DAYS = 36_500;

const repository = fileURLToPath(new URL('../..', import.meta.url));
const drawings = join(repository, 'public/practice');
const output = join(repository, 'public/lists/practice');
const pinFile = join(repository, 'src/background/list-practice.ts');
const lessonFile = join(repository, 'src/background/list-lesson.ts');

interface Picture {
  readonly file: string;
  readonly listed: boolean;
  /** On the list of the learn page. */
  readonly lesson?: true;
}

async function hashDrawing(file: string): Promise<{ hash: string; quality: number }> {
  const drawing = sharp(await readFile(join(drawings, file))).resize({ width: WIDTH });
  const { data, info } = await drawing.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const { quality, orientations } = hashPixels({ width: info.width, height: info.height, data });
  return { hash: toHex(orientations[0] as Uint8Array), quality };
}

const folder = await mkdtemp(join(tmpdir(), 'consentry-practice-'));
try {
  const workspace = workspaceIn(folder);
  const settings = {
    id: 'practice',
    name: 'Practice list',
    publisher: 'Consentry',
    purpose: 'practice',
    covers: 'Harmless drawings that come with the extension, to try it with.',
    contact: '',
    mirrors: [],
    threshold: LIMITS.threshold,
    minWait: LIMITS.minWaitSeconds,
    catalogDays: DAYS,
    timestampDays: DAYS,
  } as const;
  const rootDigest = await initWorkspace(workspace, settings, { algorithm: 'ed25519', keys: 1, quorum: 1 });
  const bank = await readBank(workspace.bank);
  const pictures = JSON.parse(await readFile(join(drawings, 'pictures.json'), 'utf8')) as readonly Picture[];
  for (const { file } of pictures.filter(picture => picture.listed)) {
    const { hash, quality } = await hashDrawing(file);
    const outcome = offer(bank, hash, quality);
    if (outcome !== 'added') throw new CliError(`${file} cannot be listed: ${outcome}`);
    console.log(`${hash},${quality},${file}`);
  }
  await writeBank(workspace.bank, bank);
  const now = Date.now();
  const attestation = 'Drawn for this project; nobody is shown.';
  await buildDraft(workspace, { attestation, withdrawals: 'rewrite', compact: true, now });
  await signDraft(workspace, await readKeyFolder(workspace.keys), now);
  await rm(output, { recursive: true, force: true });
  await cp(workspace.public, output, { recursive: true });
  const pinned = await readFile(pinFile, 'utf8');
  await writeFile(pinFile, pinned.replace(/(PRACTICE_ROOT_DIGEST =\s*)'[^']*'/, `$1'${rootDigest}'`));
  console.log(`root ${rootDigest}`);
  const taught = await Promise.all(pictures.filter(({ lesson }) => lesson).map(({ file }) => hashDrawing(file)));
  const hashes = taught.map(({ hash }) => `'${hash}',`).join('\n  ');
  const listing = await readFile(lessonFile, 'utf8');
  await writeFile(lessonFile, listing.replace(/(LESSON_HASHES[^=]*= \[)[^\]]*\]/, `$1\n  ${hashes}\n]`));
} finally {
  await rm(folder, { recursive: true, force: true });
}
