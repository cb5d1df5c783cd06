/** What the person cannot weaken here just now, because a PIN or a policy holds it. The background refuses it, too. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Overview } from './overview.ts';

export interface Held {
  /** Nothing that protects can be switched off, paused or removed. */
  readonly protection: boolean;
  /** Ids of sites that a policy keeps on. */
  readonly sites: readonly string[];
}

const HeldContext = createContext<Held>({ protection: false, sites: [] });

/** Tells everything inside of it. */
export const HeldProvider = HeldContext.Provider;

export const useHeld = (): Held => useContext(HeldContext);

export const heldBy = ({ lock, managed }: Extract<Overview, { status: 'ready' }>): Held => ({
  protection: lock === 'locked' || lock === 'policy',
  sites: managed.policy.sites,
});

/** Asking as a whole: a site that stays on cannot do without it. */
export const isAskingHeld = ({ protection, sites }: Held): boolean => protection || sites.length > 0;

export const isSiteHeld = ({ protection, sites }: Held, id: string): boolean => protection || sites.includes(id);
