/** Entry of the content script that the manifest runs on Instagram. */
import { instagram } from '../sites/instagram.ts';
import { start } from './main.ts';

start(instagram);
