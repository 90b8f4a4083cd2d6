import type { FileRef, Value } from './model';

/** A path that is relative to the folder in which the product runs, which is not known here. */
export function fileRefOf(value: Value | undefined, purpose: FileRef['purpose']): FileRef | undefined {
  if (!value || value.text === '') return undefined;
  const isAbsolute = value.text.startsWith('/');
  return {
    value,
    purpose,
    base: isAbsolute ? 'absolute' : 'working-directory',
    ...(isAbsolute && value.isKnown && { path: value.text }),
  };
}
