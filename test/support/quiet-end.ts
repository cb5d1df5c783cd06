/** preact looks once more for effects 35 ms after the last change; the document must still be there then. */
import { afterAll } from 'vitest';

const LAST_LOOK_MS = 50;

afterAll(() => new Promise(resolve => setTimeout(resolve, LAST_LOOK_MS)));
