// Written by `npm run generate` from the files beside it. Do not edit.
import type { TraceFormat } from '../frame';
import { bare } from './bare';

export const formats: readonly TraceFormat[] = [
  bare,
];
