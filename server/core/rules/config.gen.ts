// Written by `npm run generate` from the files beside it. Do not edit.
import type { ConfigRule } from './config-rule';
import configPemAnchorExpired from './config/pem-anchor-expired';
import configPemBroken from './config/pem-broken';
import configPemKeyMismatch from './config/pem-key-mismatch';
import configPemKeyMixedIn from './config/pem-key-mixed-in';

export const configRules: readonly ConfigRule[] = [
  configPemAnchorExpired,
  configPemBroken,
  configPemKeyMismatch,
  configPemKeyMixedIn,
];
