/** The one door to the browser's extension API; no other file imports the polyfill. */
import browser from 'webextension-polyfill';

export { browser };
