/** `3600 s (1 h)`. */
export function duration(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = seconds % 60;
  const words = [days && `${days} d`, hours && `${hours} h`, minutes && `${minutes} min`, rest && `${rest} s`].filter((word) => word);
  return `${seconds} s (${words.join(' ')})`;
}

/** Octets of a text in UTF-8, as it stands and with each bare LF as CRLF. */
export function octetsOf(text: string, isBytes: boolean): { asWritten: number; withCrlf: number } {
  let asWritten = 0;
  let bare = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    asWritten += isBytes || c < 0x80 ? 1 : c < 0x800 ? 2 : c >= 0xd800 && c < 0xe000 ? 2 : 3;
    if (c === 10 && text.charCodeAt(i - 1) !== 13) bare++;
  }
  return { asWritten, withCrlf: asWritten + bare };
}
