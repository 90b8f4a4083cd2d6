import type { ConfigFile } from '../dialect';
import { fileRefOf } from '../file-ref';
import { type KeyedLine, lineOf, readKeyedLines, settingsOf } from '../keyed-lines';
import type { ConfigFacts, TlsProfile } from '../model';
import { plainFacts } from '../plain-facts';
import type { SettingDoc } from '../setting-doc';

/** What only rules about rtpengine ask for: `own` of its facts. It speaks no SIP: only its control and media matter. */
export interface RtpengineFacts {
  readonly kind: 'rtpengine';
  readonly lines: readonly KeyedLine[];
}

export const rtpengineFacts = ({ product, own }: ConfigFacts): RtpengineFacts | undefined =>
  product === 'rtpengine' ? (own as RtpengineFacts) : undefined;

export function readRtpengine(file: ConfigFile): ConfigFacts {
  const lines = readKeyedLines(file.file, file.text, {
    comments: ['#', ';'],
    commentsStand: 'at-line-start',
    separators: ['='],
    hasSections: true,
  });
  const main = lines.filter(({ section }) => section === 'rtpengine');
  const own: RtpengineFacts = { kind: 'rtpengine', lines: main };
  const profile = profileOf(main);
  return {
    ...plainFacts(file, { dialect: 'rtpengine', product: 'rtpengine' }),
    profiles: profile ? [profile] : [],
    settings: settingsOf(lines, ({ section, key }) => `${section ?? ''}.${key.text}`),
    own,
  };
}

/** Of its own web server, which is no socket of SIP. */
function profileOf(lines: readonly KeyedLine[]): TlsProfile | undefined {
  const listen = lineOf(lines, 'listen-https');
  const certificate = fileRefOf(lineOf(lines, 'https-cert')?.value, 'certificate');
  const key = fileRefOf(lineOf(lines, 'https-key')?.value, 'key');
  if (!listen || !certificate) return undefined;
  return {
    id: 'listen-https',
    place: listen.key.place,
    role: 'server',
    match: {},
    certificate,
    ...(key && { key }),
    versions: { least: 'unknown', most: 'unknown' },
    verifiesPeer: { value: 'off' },
    requiresCertificate: { value: 'off' },
    comparesName: { value: 'off' },
    announced: [],
    sends: 'chain',
    isInactive: false,
  };
}

const doc = (own: Omit<SettingDoc, 'key' | 'where'>): SettingDoc => ({ ...own, key: `rtpengine.${own.name}`, where: '[rtpengine]' });

export const rtpengineSettings: readonly SettingDoc[] = [
  doc({
    name: 'listen-ng',
    type: 'text',
    meaning: 'Where the SIP server gives its orders, over UDP.',
    pitfall: 'Keys of SRTP travel in them in clear text.',
  }),
  doc({
    name: 'listen-https',
    type: 'text',
    meaning: 'Where orders and WebSocket are taken over HTTPS.',
    pitfall: 'It needs https-cert, and https-key unless that file holds the key as well.',
  }),
  doc({ name: 'https-cert', type: 'path', meaning: 'Certificate of listen-https, with its intermediates.' }),
  doc({ name: 'https-key', type: 'path', meaning: 'Private key of listen-https.' }),
  doc({
    name: 'log-srtp-keys',
    type: 'switch',
    default: 'false',
    meaning: 'Writes the keys of SRTP to the log.',
    pitfall: 'Who has the log can listen to recorded calls.',
  }),
  doc({
    name: 'dtls-cert-cipher',
    type: 'enum',
    values: [
      { value: 'prime256v1', meaning: 'An EC key: what browsers expect.' },
      { value: 'RSA', meaning: 'An RSA key, with longer handshakes.' },
    ],
    default: 'prime256v1',
    meaning: 'Kind of key of the certificate for DTLS-SRTP.',
  }),
  doc({ name: 'dtls-passive', type: 'switch', default: 'false', meaning: 'Leaves it to the other side to begin the handshake of DTLS.' }),
  doc({ name: 'dtls-rsa-key-length', type: 'number', default: '2048', meaning: 'Length of the RSA key for DTLS-SRTP.' }),
  doc({ name: 'dtls-ciphers', type: 'text', meaning: 'Cipher suites for DTLS, as OpenSSL writes them.' }),
];
