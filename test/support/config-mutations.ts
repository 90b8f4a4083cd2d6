import { commentSign } from './config-marks';

/** Ways to write the same configuration differently. A rule that means what it says finds the same in all of them. */
export interface ConfigMutation {
  readonly name: string;
  text(text: string, file: string, dialect: string): string;
}

export const configMutations: readonly ConfigMutation[] = [
  { name: 'CRLF', text: (text) => text.replaceAll('\n', '\r\n') },
  { name: 'blanks at the ends of lines', text: (text) => text.replace(/(?<![\\\n]|^)$/gm, '  ') },
  {
    name: 'tabs',
    // YAML forbids them.
    text: (text, file, dialect) =>
      dialect === 'livekit-sip' || /\.ya?ml$/.test(file)
        ? text
        : text.replace(/^ +/gm, (blanks) => '\t'.repeat(Math.ceil(blanks.length / 2))),
  },
  { name: 'comments', text: commented },
  { name: 'no line end at the end', text: (text) => text.replace(/\n+$/, '') },
];

/** A comment before and behind all: what is in front of an XML declaration, or anywhere in JSON, would be no comment. */
function commented(text: string, file: string, dialect: string): string {
  if (file.endsWith('.json') || dialect === 'livekit-trunk') return text;
  const { open, close } = commentSign(dialect, file);
  const comment = `${open} a note${close}\n`;
  return `${file.endsWith('.xml') ? '' : comment}${text}${text.endsWith('\n') ? '' : '\n'}${comment}`;
}
