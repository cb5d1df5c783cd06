/** The background as the options page asks it about lists: what cannot be answered is a fault, never a rejection. */
import type { PageApi } from '../../platform/messages.ts';
import { remote } from '../../platform/rpc.ts';

export const background = remote<PageApi>('page');

export const orFault = async <T>(answer: Promise<T>): Promise<T | { readonly failed: 'fault' }> => {
  try {
    return await answer;
  } catch (error) {
    console.error(error);
    return { failed: 'fault' };
  }
};
