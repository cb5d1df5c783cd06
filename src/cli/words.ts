/** Numbers in sentences. */

/** `1 entry`, `2 entries`. */
export const some = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
