/** Everything that was chosen by looking at pictures was chosen on one half of the sources; figures are of the other. */
export const isHeldOut = (number: number): boolean => number % 2 === 0;
