// Written by `npm run generate` from the files beside it. Do not edit.
import type { ConfigRule } from './config-rule';

export const configRules: readonly ConfigRule[] = [
];
