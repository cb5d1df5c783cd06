/** Entry of the content script that the background registers on the sites that the person asked for. */
import { siteFor } from '../sites/registry.ts';
import { start } from './main.ts';

const site = siteFor(location.href);
if (site !== null) start(site);
