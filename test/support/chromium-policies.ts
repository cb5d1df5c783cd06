/** Where Chromium reads what is set for the whole computer, and whether a test may write there. */
import { accessSync, constants } from 'node:fs';

/** The only folder it looks into. */
export const CHROMIUM_POLICIES = '/etc/chromium/policies/managed';

export function mayWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
