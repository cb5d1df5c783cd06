/** All formats that `consentry import` reads. */
import { csv } from './csv.ts';
import { fileExchange } from './file-exchange.ts';
import { hma } from './hma.ts';
import type { Importer } from './importer.ts';
import { ncmec } from './ncmec.ts';
import { pdqTool } from './pdq-tool.ts';
import { stopncii } from './stopncii.ts';
import { te } from './te.ts';
import { threatUpdates } from './threat-updates.ts';
import { txCsv } from './tx-csv.ts';
import { txText } from './tx-text.ts';
import { vpdqJson } from './vpdq-json.ts';
import { vpdqText } from './vpdq-text.ts';

export const IMPORTERS: readonly Importer[] = [
  pdqTool,
  vpdqText,
  vpdqJson,
  csv,
  txCsv,
  txText,
  fileExchange,
  te,
  threatUpdates,
  hma,
  stopncii,
  ncmec,
];
