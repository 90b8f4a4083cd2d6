// Written by `npm run generate` from the files beside it. Do not edit.
import type { EndpointRule } from './endpoint-rule';
import tlsAlertInternalError from './tls/alert-internal-error';

export const endpointRules: readonly EndpointRule[] = [
  tlsAlertInternalError,
];
