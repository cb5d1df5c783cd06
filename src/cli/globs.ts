/** Patterns of file names, for shells that hand them on as they are: `*` and `?` within a name, `**` for any folders. */
import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';

const isPattern = (name: string): boolean => /[*?]/.test(name);

const expressionOf = (name: string): RegExp =>
  new RegExp(
    `^${name
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    'u',
  );

async function* matching(folder: string, names: readonly string[]): AsyncGenerator<string> {
  const [name, ...rest] = names;
  if (name === undefined) {
    yield folder;
    return;
  }
  if (!isPattern(name)) {
    const inside = join(folder, name);
    const exists = await access(inside).then(
      () => true,
      () => false,
    );
    if (exists) yield* matching(inside, rest);
    return;
  }
  if (name === '**') yield* matching(folder, rest);
  const expression = expressionOf(name === '**' ? '*' : name);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const isHidden = entry.name.startsWith('.') && !name.startsWith('.');
    if (isHidden || !expression.test(entry.name)) continue;
    const inside = join(folder, entry.name);
    if (name !== '**') yield* matching(inside, rest);
    else if (entry.isDirectory()) yield* matching(inside, names);
  }
}

/** What a name means: itself if there is such a file or no such pattern, else all that matches, in order. */
export async function* filesNamed(name: string): AsyncGenerator<string> {
  const isFile = await access(name).then(
    () => true,
    () => false,
  );
  let count = 0;
  if (!isFile && isPattern(name)) {
    const names = name.split('/');
    const isAbsolute = names[0] === '';
    for await (const file of matching(isAbsolute ? '/' : '', isAbsolute ? names.slice(1) : names)) {
      count++;
      yield file;
    }
  }
  if (count === 0) yield name;
}
