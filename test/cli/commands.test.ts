/** What holds for every command, and for the tool as a process. */
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.ts';
import { newFolder, runCli, runProcess } from './run-cli.ts';
import { writePicture } from './sample-pictures.ts';

describe('every command', () => {
  test.each(Object.keys(COMMANDS))(
    '%s explains itself with an example, and refuses what it does not know',
    async name => {
      const help = await runCli([name, '--help']);
      expect(help.code).toBe(0);
      expect(help.stdout).toContain(`consentry ${name} `);
      expect(help.stdout).toContain(`Example:\n  consentry ${name} `);
      const wrong = await runCli([name, '--no-such-option']);
      expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('no-such-option') });
      expect(await runCli([name])).toMatchObject({ code: 2, stderr: expect.stringContaining('--help') });
    },
  );

  test('an unknown command is named, and the overview lists the known ones', async () => {
    expect(await runCli(['frobnicate'])).toMatchObject({ code: 2, stderr: expect.stringContaining('frobnicate') });
    expect((await runCli(['--help'])).stdout).toContain('rotate-keys');
    expect(await runCli([])).toMatchObject({ code: 2 });
  });

  test('a folder that init did not make is refused in one line', async () => {
    const folder = newFolder();
    for (const args of [
      ['build', folder, '--attest-public', 'x'],
      ['sign', folder],
      ['verify', folder],
      ['rotate-keys', folder],
    ]) {
      const { code, stderr } = await runCli(args);
      expect(code, args[0]).toBe(1);
      expect(stderr.trim().split('\n')).toHaveLength(1);
    }
  });
});

describe('progress', () => {
  const terminalOf = () => {
    const written: string[] = [];
    return { written, terminal: { columns: 60, write: (text: string) => written.push(text) } };
  };

  test('is shown on a terminal while work is done, and taken away before the answer', async () => {
    const folder = newFolder();
    await writePicture(folder, 'a.png', 1);
    const { written, terminal } = terminalOf();
    const { stdout } = await runCli(['check', '--list', 'public/lists/practice', folder], '', terminal);
    expect(written[0]).toContain('checking');
    expect(written.at(-1)).toBe('\r\u001b[2K');
    expect(written.every(text => text.length < 70)).toBe(true);
    expect(stdout).not.toContain('checking');
  });
});

describe('the process', () => {
  test('answers on stdout, exits with the code, and writes no progress where nobody watches', async () => {
    const file = await writePicture(newFolder(), 'a.png', 1);
    const good = await runProcess(['hash', '-'], `${file}\n`);
    expect(good).toMatchObject({ code: 0, stderr: '' });
    expect(good.stdout.trim().split(',')[2]).toBe(file);
  });

  test('tells a fault of the request in one line on stderr', async () => {
    const { code, stdout, stderr } = await runProcess(['verify', newFolder()]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^consentry: there is no list here.*\n$/);
  });
});
