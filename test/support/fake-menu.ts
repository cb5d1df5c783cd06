/** The browser's own menu, in memory: items as they were made, and a press of one. */
import { event } from './fake-event.ts';

export interface MenuInfo {
  readonly menuItemId: string;
  readonly srcUrl?: string;
  readonly frameId?: number;
}

export function createFakeMenu() {
  /** By their ids. */
  const items = new Map<string, unknown>();
  const onClicked = event<[MenuInfo, { readonly id: number }]>();
  return {
    items,
    choose(info: MenuInfo, tab: { readonly id: number }): void {
      for (const listener of onClicked.listeners) listener(info, tab);
    },
    reset(): void {
      items.clear();
      onClicked.listeners.clear();
    },
    api: {
      create({ id, ...item }: { readonly id: string }) {
        if (items.has(id)) throw new Error(`Cannot create item with duplicate id ${id}`);
        items.set(id, structuredClone(item));
      },
      removeAll: async () => items.clear(),
      onClicked,
    },
  };
}
