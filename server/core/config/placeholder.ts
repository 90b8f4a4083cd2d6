/**
 * Whether a part of a text is to be filled in when the file is deployed, by sed or autoconf: `@ADDRESS@`, `__ADDRESS__`, `%ADDRESS%`. Marks
 * with brackets (`{{ }}`, `${ }`) mean something else in each product, so that its dialect knows them by itself.
 */
export const hasPlaceholder = (text: string): boolean => /([@%]|__)[A-Z][A-Z\d]*(?:_[A-Z\d]+)*\1/.test(text);

/** The same of a whole script, outside of strings and comments, where no product reads such marks; `${ADDRESS}` too. */
export const isFilledIn = (text: string): boolean =>
  /^[ \t]*\w+[ \t]*=[^"'#\n]*(?:\$\{[A-Z_][A-Z\d_]*(?::[^}\n]*)?\}|([@%])[A-Z][A-Z\d_]*\1)/m.test(text);
