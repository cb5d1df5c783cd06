/** Quiet notes of the system, where the person allowed them. Without the permission nothing is shown, and that is said. */
import { browser } from './browser.ts';

const NOTIFICATIONS = { permissions: ['notifications' as const] };

export const mayNotify = (): Promise<boolean> => browser.permissions.contains(NOTIFICATIONS);

/** To be called in a click: browsers refuse the question at any other time. */
export const askToNotify = (): Promise<boolean> => browser.permissions.request(NOTIFICATIONS);

/** `id`: a second note of the same id takes the place of the first. Shows nothing without the permission. */
export async function notify(id: string, title: string, message: string): Promise<void> {
  if (!(await mayNotify())) return;
  const iconUrl = browser.runtime.getURL('icons/icon-128.png');
  await browser.notifications.create(id, { type: 'basic', iconUrl, title, message });
}

/** Registers at once where the permission is held; a permission given later counts from the next start on. */
export function onNoteClicked(listener: (id: string) => void): void {
  browser.notifications?.onClicked.addListener(listener);
}
