/** Chats decrypt media in the page and show it as `blob:`; such an address is made once and never means anything else. */

export const blobKey = (host: string, { protocol, href }: URL): string | null =>
  protocol === 'blob:' && href.startsWith(`blob:https://${host}/`) ? href.slice(`blob:https://${host}/`.length) : null;
