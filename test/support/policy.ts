import type { Policy } from '../../src/core/policy.ts';
import { readPolicy } from '../../src/platform/managed.ts';

/** What is set at this moment. */
export const policyNow = async (): Promise<Policy> => (await readPolicy()).policy;
