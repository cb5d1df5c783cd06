/** Asks again while the background starts: it may have been stopped in that very moment. For questions only. */

const ATTEMPTS = 4;
const PAUSE_MS = 400;

export async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
    }
  }
}
