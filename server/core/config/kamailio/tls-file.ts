import { type Span, span } from '../../text/span';
import { visibleName } from '../../text/visible-name';
import type { ConfigFile } from '../dialect';
import type { FilePlace, SyntaxProblem, Value } from '../model';
import { hasPlaceholder } from '../placeholder';
import { nextTlsWord, type TlsWord } from './tls-scanner';

/** A TLS profile file as it is written (modules/tls/tls_config.c). */
export interface TlsFile {
  readonly sections: readonly TlsSection[];
  readonly problems: readonly SyntaxProblem[];
}

/** `[server:default]` and what follows. */
export interface TlsSection {
  readonly role: 'server' | 'client' | 'unknown';
  /** What stands behind the colon; invalid: Kamailio does not know it. */
  readonly target: 'default' | 'any' | 'address' | 'invalid';
  readonly address?: Value;
  readonly port?: number;
  /** Of the port, or of the address where it has none. */
  readonly targetPlace: FilePlace;
  /** `server:192.0.2.1:5061`, as it is written between the brackets. */
  readonly name: string;
  /** Of `name`. */
  readonly namePlace: FilePlace;
  /** With the brackets. */
  readonly header: FilePlace;
  /** From the header to the last option. */
  readonly whole: FilePlace;
  readonly options: readonly TlsOption[];
}

export interface TlsOption {
  /** The name that the documentation uses: `certificate` for `cert_file`. */
  readonly name: string;
  readonly written: FilePlace;
  readonly value: Value;
  readonly whole: FilePlace;
}

/** Options with their other names. */
const optionNames: ReadonlyMap<string, string> = new Map(
  [
    ['method', 'tls_method'],
    ['verify_certificate', 'verify_cert'],
    ['verify_depth'],
    ['require_certificate', 'require_cert'],
    ['verify_client'],
    ['private_key', 'pkey_file'],
    ['private_key_password', 'pkey_password'],
    ['certificate', 'cert_file'],
    ['certificate2', 'cert_file2'],
    ['private_key2', 'pkey_file2'],
    ['private_key_password2', 'pkey_password2'],
    ['ca_list', 'calist_file'],
    ['ca_path'],
    ['crl'],
    ['cipher_list'],
    ['server_name'],
    ['server_name_mode'],
    ['server_id'],
  ].flatMap(([name = '', ...others]) => [name, ...others].map((each): [string, string] => [each, name])),
);

const isTemplated = (text: string): boolean => /\{\{|\{%|\$\{|<%/.test(text) || hasPlaceholder(text);

const switches: ReadonlySet<string> = new Set(['verify_certificate', 'require_certificate']);
const numbers: ReadonlySet<string> = new Set(['verify_depth', 'server_name_mode']);
const clientModes: ReadonlySet<string> = new Set(['off', 'on', 'optional', 'optional_no_ca']);

/** Letter case does not count in names and words. */
export const tlsSwitch = (text: string): 'on' | 'off' | 'unknown' => {
  if (/^(?:yes|true|enabled?|on|1)$/i.test(text)) return 'on';
  return /^(?:no|false|disabled?|off|0)$/i.test(text) ? 'off' : 'unknown';
};

/** Of a word that begins neither a section nor an option. Who comes from other products writes comments as they do. */
function misplaced({ kind, text }: TlsWord): string {
  if (kind === 'fault') return text;
  if (text === ';' || text === '/') return `“${text}” begins no comment in this file, only # does, and Kamailio refuses the whole file.`;
  return 'A section in brackets or “name = value” is expected here.';
}

export function readTlsFile({ file, text }: ConfigFile): TlsFile {
  const reader = new TlsReader(file, text);
  reader.readAll();
  return { sections: reader.sections, problems: reader.problems };
}

type Draft = Omit<TlsSection, 'whole' | 'options'> & { readonly options: TlsOption[]; end: number };

class TlsReader {
  readonly #file: string;
  readonly #text: string;
  readonly #drafts: Draft[] = [];
  readonly problems: SyntaxProblem[] = [];
  #at = 0;

  constructor(file: string, text: string) {
    this.#file = file;
    this.#text = text;
  }

  get sections(): TlsSection[] {
    return this.#drafts.map(({ end, ...draft }) => ({ ...draft, whole: this.#place(span(draft.header.at.start, end)) }));
  }

  readAll(): void {
    for (;;) {
      const word = this.#next();
      if (word.kind === 'end') return;
      if (word.kind === 'line-end') continue;
      if (word.kind === 'sign' && word.text === '[') this.#readHeader(word);
      else if (word.kind === 'word') this.#readOption(word);
      else this.#fault(word, misplaced(word));
    }
  }

  #next(isValue = false): TlsWord {
    const word = nextTlsWord(this.#text, this.#at, isValue);
    this.#at = word.end;
    return word;
  }

  readonly #place = (at: Span): FilePlace => ({ file: this.#file, at });

  /** One broken line costs that line. */
  #fault({ at, kind }: TlsWord, message: string): void {
    const end = kind === 'line-end' || kind === 'end' ? at.start : at.end;
    this.problems.push({ place: this.#place(span(at.start, end)), message, isFatal: true });
    this.#skipLine(kind === 'line-end' ? at.start : this.#at);
  }

  #skipLine(from: number): void {
    const end = this.#text.indexOf('\n', from);
    this.#at = end < 0 ? this.#text.length : end + 1;
  }

  /** The rest of a line that a template is to fill in. */
  #templated(): TlsWord | undefined {
    const [line = ''] = /[^\n]*/y.exec(this.#text.slice(this.#at, this.#at + 1024)) ?? [];
    if (!isTemplated(line)) return undefined;
    const start = this.#at + line.length - line.trimStart().length;
    const at = span(start, start + line.trim().length);
    this.#at = at.end;
    return { kind: 'word', text: this.#text.slice(at.start, at.end), at, end: at.end };
  }

  /** What a rule says of headers that Kamailio does not know, it says better than a parser can. */
  #readHeader(open: TlsWord): void {
    const start = open.at.start;
    const [line = ''] = /[^\n]*/y.exec(this.#text.slice(start, start + 1024)) ?? [];
    const match = /^\[[ \t]*((\w+)[ \t]*:[ \t]*(.*?))[ \t]*\][ \t\r]*(?:#|$)/.exec(line);
    const [, name = '', type = '', target = ''] = match ?? [];
    const nameStart = start + (match ? line.indexOf(name) : 1);
    const nameEnd = nameStart + (match ? name.length : line.slice(1).trimEnd().length);
    const headerEnd = match ? start + line.indexOf(']', nameEnd - start) + 1 : start + line.trimEnd().length;
    const targetStart = nameStart + name.length - target.length;
    const targetPlace = this.#place(span(match ? targetStart : nameStart, nameEnd));
    this.#drafts.push({
      role: roleOf(type),
      ...this.#targetOf(target, targetStart),
      targetPlace,
      name: match ? name.replace(/\s/g, '') : line.slice(1).trim(),
      namePlace: this.#place(span(nameStart, nameEnd)),
      header: this.#place(span(start, headerEnd)),
      options: [],
      end: headerEnd,
    });
    this.#skipLine(start);
  }

  #targetOf(target: string, start: number): Pick<TlsSection, 'target' | 'address' | 'port'> {
    // The source lists `*` too, but its scanner never hands that over as a word, and 5.6.3 and 6.1.5 stop at it.
    if (/^(?:default|def)$/i.test(target)) return { target: 'default' };
    if (/^(?:any|all)$/i.test(target)) return { target: 'any' };
    const [, v4, v6, port = ''] =
      /^(?:(\d{1,3}(?:[ \t]*\.[ \t]*\d{1,3}){3})|\[[ \t]*([\da-fA-F:]+)[ \t]*\])[ \t]*:[ \t]*(\d{1,5})$/.exec(target) ?? [];
    const address = v4 ?? v6;
    if (isTemplated(target))
      return { target: 'address', address: { text: target, place: this.#place(span(start, start + target.length)), isKnown: false } };
    if (address === undefined || address.split('.').some((part) => v4 !== undefined && Number(part) > 255)) return { target: 'invalid' };
    const at = start + target.indexOf(address);
    const value: Value = { text: address.replace(/\s/g, ''), place: this.#place(span(at, at + address.length)), isKnown: true };
    return { target: 'address', address: value, port: Number(port) };
  }

  #readOption(name: TlsWord): void {
    const known = optionNames.get(name.text.toLowerCase());
    const equal = this.#next();
    if (equal.kind !== 'sign' || equal.text !== '=') {
      this.#fault(equal, `“=” and a value are expected behind “${name.text}”.`);
      return;
    }
    const value = this.#templated() ?? this.#next(true);
    if (value.kind !== 'word' && value.kind !== 'text') {
      this.#fault(value, value.kind === 'fault' ? value.text : `“${name.text}” has no value.`);
      return;
    }
    const end = this.#next();
    if (end.kind !== 'line-end' && end.kind !== 'end') {
      this.#fault(end, 'The line should end behind the value: a value with blanks has to stand in double quotes.');
      return;
    }
    const draft = this.#drafts.at(-1);
    const message = complaint({ name: name.text, known, value: value.text, isInSection: draft !== undefined });
    if (message !== undefined)
      this.problems.push({ place: this.#place(message.isOfValue ? value.at : name.at), message: message.text, isFatal: true });
    if (known === undefined || !draft) return;
    draft.options.push({
      name: known,
      written: this.#place(name.at),
      value: { text: value.text, place: this.#place(value.at), isKnown: !isTemplated(value.text) },
      whole: this.#place(span(name.at.start, value.end)),
    });
    draft.end = value.end;
  }
}

function roleOf(type: string): TlsSection['role'] {
  if (/^(?:server|srv|s)$/i.test(type)) return 'server';
  return /^(?:client|cli|c)$/i.test(type) ? 'client' : 'unknown';
}

/** What Kamailio refuses of an option; values of `method` are a rule's matter. */
function complaint({
  name,
  known,
  value,
  isInSection,
}: {
  name: string;
  known: string | undefined;
  value: string;
  isInSection: boolean;
}): { readonly text: string; readonly isOfValue: boolean } | undefined {
  const of = (text: string, isOfValue: boolean) => ({ text, isOfValue });
  if (!isInSection) return of(`“${name}” stands in front of the first section, where Kamailio knows no option and stops.`, false);
  if (known === undefined) return of(`Kamailio knows no option “${name}” in a TLS profile and stops here.`, false);
  if (isTemplated(value)) return undefined;
  if (switches.has(known) && tlsSwitch(value) === 'unknown')
    return of(`“${name}” is “yes” or “no”; Kamailio stops at “${visibleName(value, 60)}”.`, true);
  if (numbers.has(known) && !/^-?\d+$/.test(value))
    return of(`“${name}” is a number; Kamailio stops at “${visibleName(value, 60)}”.`, true);
  if (known === 'verify_client' && !clientModes.has(value.toLowerCase()))
    return of(`“${name}” is one of off, on, optional and optional_no_ca; Kamailio stops at “${visibleName(value, 60)}”.`, true);
  return undefined;
}
