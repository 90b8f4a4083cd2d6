// Written by `npm run generate` from the dialects. Do not edit.
export const dialectLanguages: readonly string[] = ['asterisk', 'baresip-accounts', 'flexisip', 'kamailio', 'kamailio-tls', 'opensips', 'repro'];
