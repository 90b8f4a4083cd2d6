import { SSL2, SSL3, TLS10, TLS11, TLS12, TLS13 } from '../../tls/versions';

/** The values of `method` and `tls_method` (modules/tls/tls_config.c). Letter case does not count. A `+` is "this or newer". */
export interface Method {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly isRange: boolean;
  readonly since?: string;
}

const table: readonly Method[] = [
  { name: 'SSLv2', least: SSL2, most: SSL2, isRange: false },
  { name: 'SSLv3', least: SSL3, most: SSL3, isRange: false },
  // Whatever the library still does: 1.0 and newer, since no build of today has SSL 2 and 3.
  { name: 'SSLv23', least: TLS10, most: TLS13, isRange: true },
  { name: 'TLSv1', least: TLS10, most: TLS10, isRange: false },
  { name: 'TLSv1.0', least: TLS10, most: TLS10, isRange: false },
  { name: 'TLSv1+', least: TLS10, most: TLS13, isRange: true },
  { name: 'TLSv1.0+', least: TLS10, most: TLS13, isRange: true },
  { name: 'TLSv1.1', least: TLS11, most: TLS11, isRange: false },
  { name: 'TLSv1.1+', least: TLS11, most: TLS13, isRange: true },
  { name: 'TLSv1.2', least: TLS12, most: TLS12, isRange: false },
  { name: 'TLSv1.2+', least: TLS12, most: TLS13, isRange: true },
  { name: 'TLSv1.3', least: TLS13, most: TLS13, isRange: false, since: '5.7' },
  { name: 'TLSv1.3+', least: TLS13, most: TLS13, isRange: true, since: '5.7' },
];

const byName = new Map(table.map((method) => [method.name.toLowerCase(), method]));

export const methods: readonly Method[] = table;

export const methodOf = (text: string): Method | undefined => byName.get(text.toLowerCase());

/** The value that somebody may have meant: `TLSv1_2`, `tls1.2` and `TLSv1.2-` are close to `TLSv1.2`. */
export function nearestMethod(text: string): Method | undefined {
  const isRange = text.includes('+') || /(?:or|and)[ _-]?(?:newer|later|above|up)/i.test(text);
  const [, family = '', major = '', minor = ''] = /(ssl|tls)[ v_-]*(\d?)[._-]?(\d?)/i.exec(text) ?? [];
  if (family.toLowerCase() === 'ssl') return methodOf(`SSLv${major}${minor}`);
  if (family === '' || (major !== '1' && major !== '')) return undefined;
  return methodOf(`TLSv1${minor === '' || minor === '0' ? '' : `.${minor}`}${isRange ? '+' : ''}`);
}
