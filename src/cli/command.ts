/** The shape of a command: what it says of itself, which options it takes, how it answers in text and in JSON. */
import { parseArgs } from 'node:util';
import { type Progress, progressOn, type Terminal } from './progress.ts';

/** A fault of the request, not of the program: told in one line, without a stack. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly exitCode: 1 | 2;

  /** 2: the command line is wrong; 1: the work could not be done. */
  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

export interface Option {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  /** Name of the value in the help; none for switches. */
  readonly value?: string;
  readonly help: string;
}
export type Options = Readonly<Record<string, Option>>;

type Values<O extends Options> = {
  readonly [K in keyof O]?: O[K]['type'] extends 'boolean'
    ? boolean
    : O[K]['multiple'] extends true
      ? readonly string[]
      : string;
};

/** Says one thing: `text` for people, or with --json `data` as one line of JSON. */
export type Say = (data: Readonly<Record<string, unknown>>, text: string) => void;

/** The world around a call of the tool. */
export interface Io {
  /** A line of the answer. */
  print(line: string): void;
  /** A line beside the answer. */
  warn(line: string): void;
  readonly stdin: NodeJS.ReadableStream;
  /** Where progress is shown; null when nobody watches. */
  readonly terminal: Terminal | null;
}

export interface Call<O extends Options> {
  readonly positionals: readonly string[];
  /** How many of the positionals stand before a `--`; null if there is none. */
  readonly beforeDashes: number | null;
  readonly values: Values<O>;
  readonly say: Say;
  readonly warn: Io['warn'];
  readonly stdin: Io['stdin'];
  readonly progress: Progress;
}

export interface Command<O extends Options = Options> {
  /** The arguments, as the help shows them: `DIR FILE...`. */
  readonly usage: string;
  readonly about: string;
  readonly example: string;
  readonly options: O;
  /** The exit code: 0, or 1 if some of the work could not be done. */
  run(call: Call<O>): Promise<0 | 1>;
}

/** Ties the type of `values` to the options; the table in main.ts forgets it again. */
export const defineCommand = <const O extends Options>(command: Command<O>): Command => command as unknown as Command;

const SHARED: Options = {
  json: { type: 'boolean', help: 'answer in JSON, one object a line' },
  help: { type: 'boolean', help: 'show this help' },
};

function helpOf(name: string, command: Command): string {
  const rows = Object.entries({ ...command.options, ...SHARED }).map(
    ([option, { value, help }]) => [`--${option}${value ? ` ${value}` : ''}`, help] as const,
  );
  const width = Math.max(...rows.map(([left]) => left.length));
  const options = rows.map(([left, help]) => `  ${left.padEnd(width)}  ${help}`).join('\n');
  return `consentry ${name} ${command.usage}\n\n${command.about}\n\n${options}\n\nExample:\n  ${command.example}`;
}

function parse(command: Command, args: readonly string[]) {
  const options: Record<string, { type: 'string' | 'boolean'; multiple?: boolean }> = { ...command.options, ...SHARED };
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, tokens: true });
  } catch (error) {
    throw new CliError(error instanceof Error ? error.message : String(error), 2);
  }
}

export async function runCommand(name: string, command: Command, args: readonly string[], io: Io): Promise<0 | 1> {
  const { values, positionals, tokens } = parse(command, args);
  if (values['help'] === true) {
    io.print(helpOf(name, command));
    return 0;
  }
  const dashes = tokens.findIndex(({ kind }) => kind === 'option-terminator');
  const beforeDashes = dashes < 0 ? null : tokens.slice(0, dashes).filter(({ kind }) => kind === 'positional').length;
  const line = progressOn(io.terminal);
  const say: Say = (data, text) => {
    line.clear();
    io.print(values['json'] === true ? JSON.stringify(data) : text);
  };
  const warn: Io['warn'] = text => {
    line.clear();
    io.warn(text);
  };
  const call = {
    positionals,
    beforeDashes,
    values: values as Values<Options>,
    say,
    warn,
    stdin: io.stdin,
    progress: line.show,
  };
  return command.run(call).finally(line.clear);
}

/** The first positional, and the rest. */
export function firstOf(positionals: readonly string[], what: string): readonly [string, readonly string[]] {
  const [first, ...rest] = positionals;
  if (first === undefined) throw new CliError(`${what} is missing (see --help)`, 2);
  return [first, rest];
}

/** A whole number from `min` to `max`, or `fallback` if the option was not given. */
export function numberOption(
  text: string | undefined,
  name: string,
  fallback: number,
  min: number,
  max: number,
): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) {
    throw new CliError(`--${name} takes a whole number from ${min} to ${max}`, 2);
  }
  return value;
}
