// Written by `npm run generate` from the files beside it. Do not edit.
import type { Dialect } from '../dialect';

export const dialects: readonly Dialect[] = [
];
