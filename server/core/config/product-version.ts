/**
 * Whether a version is at least another one, by its numbers: `5.8.2` is at least `5.8`. What stands behind the numbers (`-rc1`, `+dfsg`) does
 * not count. undefined: nobody said which version it is.
 */
export function isAtLeast(version: string | undefined, least: string): boolean | undefined {
  const own = numbersOf(version ?? '');
  if (own.length === 0) return undefined;
  for (const [index, wanted] of numbersOf(least).entries()) {
    const number = own[index] ?? 0;
    if (number !== wanted) return number > wanted;
  }
  return true;
}

function numbersOf(version: string): number[] {
  const [digits = ''] = /\d{1,9}(?:\.\d{1,9}){0,8}/.exec(version) ?? [];
  return digits === '' ? [] : digits.split('.').map(Number);
}
