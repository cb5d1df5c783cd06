/** An extension with a welcome page opens it when it is installed, which both drivers have to wait for. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';

export const hasWelcome = (extensionDir: string): Promise<boolean> =>
  access(join(extensionDir, 'welcome', 'welcome.html')).then(
    () => true,
    () => false,
  );
