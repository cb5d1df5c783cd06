/** All formats that `consentry import` reads. */
import { csv } from './csv.ts';
import { hma } from './hma.ts';
import type { Importer } from './importer.ts';
import { pdqTool } from './pdq-tool.ts';
import { te } from './te.ts';
import { threatUpdates } from './threat-updates.ts';
import { txCsv } from './tx-csv.ts';
import { txText } from './tx-text.ts';

export const IMPORTERS: readonly Importer[] = [pdqTool, csv, txCsv, txText, te, threatUpdates, hma];
