import type { RuleSeverity } from '#core/rules/rule';

/** One setting: its type, default, scope and text. package.json's schema is generated from this table. */
type Spec = {
  readonly text: string;
  readonly scope: 'resource' | 'window' | 'machine' | 'machine-overridable';
} & (
  | { readonly type: 'string'; readonly default: string; readonly enum?: readonly string[]; readonly enumTexts?: readonly string[] }
  | { readonly type: 'number'; readonly default: number; readonly minimum: number; readonly maximum: number }
  | { readonly type: 'boolean'; readonly default: boolean }
  | { readonly type: 'list'; readonly default: readonly string[] }
  | { readonly type: 'severities'; readonly default: { readonly [rule: string]: RuleSeverity } }
  | { readonly type: 'texts'; readonly default: { readonly [name: string]: string } }
);

const versionText = (product: string, example: string) =>
  ({
    type: 'string',
    default: '',
    scope: 'resource',
    text: `Version of ${product} that the configurations are for, such as \`${example}\`. Empty: unknown, and nothing is said that depends on it.`,
  }) as const;

export const settings = {
  'sipTls.profile': {
    type: 'string',
    default: 'practical',
    enum: ['practical', 'strict'],
    enumTexts: ['What fails or surprises in practice. What works every day is not shouted at.', 'The letter of the RFCs.'],
    scope: 'resource',
    text: 'How findings are judged.',
  },
  'sipTls.rules': {
    type: 'severities',
    default: {},
    scope: 'resource',
    text: 'Severity by rule, `off` to turn a rule off.',
  },
  'sipTls.trace.maxFindings': {
    type: 'number',
    default: 500,
    minimum: 1,
    maximum: 1000,
    scope: 'resource',
    text: 'Most findings shown for one trace. The rest is counted in one last finding.',
  },
  'sipTls.trace.recognizeInLogs': {
    type: 'boolean',
    default: true,
    scope: 'resource',
    text: 'Look for SIP messages in log and plain text files as well.',
  },
  'sipTls.config.enable': {
    type: 'boolean',
    default: true,
    scope: 'resource',
    text: 'Judge configuration files of SIP servers and files of certificates.',
  },
  'sipTls.config.associations': {
    type: 'texts',
    default: {},
    scope: 'resource',
    text: 'What files are, by patterns of their paths, where that cannot be told from name and content: `"**/proxy/*.cfg": "kamailio"`. `none`: nothing of ours.',
  },
  'sipTls.config.diagnose': {
    type: 'string',
    default: 'openConfigs',
    enum: ['openFiles', 'openConfigs', 'workspace'],
    enumTexts: [
      'Files that are open.',
      'Files that are open, and all that belong to the same configuration: what includes them and what they include.',
      'All configurations of the workspace, from when the first file with SIP is opened.',
    ],
    scope: 'window',
    text: 'Which configuration files have their findings among the problems. Traces are judged while they are open.',
  },
  'sipTls.pathMap': {
    type: 'texts',
    default: {},
    scope: 'resource',
    text: 'Where folders of the server are in the workspace: `"/etc/kamailio": "./deploy/etc/kamailio"`. Certificates, keys and included files are looked for there.',
  },
  'sipTls.codeLens.enable': {
    type: 'boolean',
    default: true,
    scope: 'resource',
    text: 'Show above a line what it offers to probe, and how long the certificate that it names is valid.',
  },
  'sipTls.kamailio.version': versionText('Kamailio', '5.8.2'),
  'sipTls.opensips.version': versionText('OpenSIPS', '3.4'),
  'sipTls.asterisk.version': versionText('Asterisk', '20.9'),
  'sipTls.freeswitch.version': versionText('FreeSWITCH', '1.10.12'),
  'sipTls.livekit.version': versionText('LiveKit SIP', '1.2'),
  'sipTls.drachtio.version': versionText('drachtio', '0.8.26'),
  'sipTls.sipp.version': versionText('SIPp', '3.7.3'),
  'sipTls.baresip.version': versionText('baresip', '3.10'),
  'sipTls.flexisip.version': versionText('Flexisip', '2.4'),
  'sipTls.repro.version': versionText('repro', '1.12'),
  'sipTls.pjsua.version': versionText('pjsua', '2.14'),
  'sipTls.rtpengine.version': versionText('rtpengine', '12.5'),
  'sipTls.probe.dns': {
    type: 'list',
    default: [],
    scope: 'machine-overridable',
    text: 'Name servers that a probe asks, such as `192.0.2.53` or `127.0.0.1:5353`; several are compared. Empty: those of this computer.',
  },
  'sipTls.probe.caFile': {
    type: 'string',
    default: '',
    scope: 'machine-overridable',
    text: 'File of trusted certificates (PEM) in place of the list that comes with Node.',
  },
  'sipTls.probe.systemCa': {
    type: 'boolean',
    default: false,
    scope: 'machine-overridable',
    text: "Trust the operating system's certificates as well.",
  },
  'sipTls.probe.certificate': {
    type: 'string',
    default: '',
    scope: 'machine',
    text: 'Client certificate (PEM), shown to servers that ask for one. A passphrase of its key is asked for and never stands in settings.',
  },
  'sipTls.probe.key': {
    type: 'string',
    default: '',
    scope: 'machine',
    text: 'Key of the client certificate (PEM), where it is not in the same file.',
  },
  'sipTls.probe.pkcs12': {
    type: 'string',
    default: '',
    scope: 'machine',
    text: 'Client certificate and key in one PKCS#12 file, in place of the two settings above.',
  },
  'sipTls.probe.policy': {
    type: 'string',
    default: 'auto',
    enum: ['auto', 'full', 'chain-only'],
    enumTexts: [
      'As the provider asks for it, where it is a known one; else full.',
      'The chain has to be trusted and the name has to match.',
      'The chain has to be trusted; the name is not compared.',
    ],
    scope: 'resource',
    text: 'How the certificates of a probed server are judged.',
  },
  'sipTls.probe.provider': {
    type: 'string',
    default: '',
    scope: 'resource',
    text: 'Provider whose published facts are held against what is seen. Empty: recognised by the domain.',
  },
  'sipTls.probe.providersFile': {
    type: 'string',
    default: '',
    scope: 'machine-overridable',
    text: 'JSON file with providers of your own, or with newer facts of known ones.',
  },
  'sipTls.probe.options': {
    type: 'string',
    default: 'ask',
    enum: ['ask', 'never', 'always'],
    enumTexts: ['Each probe offers it, unticked.', 'Nothing but TLS is spoken.', 'Each probe sends one.'],
    scope: 'machine',
    text: 'Whether a probe sends one OPTIONS request to the server.',
  },
  'sipTls.probe.enumerate': {
    type: 'boolean',
    default: false,
    scope: 'resource',
    text: 'Each probe also lists all versions and cipher suites that the server takes, over some twenty more connections.',
  },
  'sipTls.probe.revocation': {
    type: 'string',
    default: 'stapled',
    enum: ['off', 'stapled', 'online'],
    enumTexts: [
      'Revocation is not looked at.',
      'What the server itself sends along (a stapled OCSP answer) is read.',
      'The certificate authorities are asked as well (OCSP, CRL), which tells them what is looked at.',
    ],
    scope: 'machine',
    text: 'How a probe checks whether certificates were revoked.',
  },
  'sipTls.probe.timeoutMs': {
    type: 'number',
    default: 5000,
    minimum: 100,
    maximum: 120_000,
    scope: 'resource',
    text: 'Most milliseconds for the conversation with one address, and for one DNS query.',
  },
} as const satisfies Record<`sipTls.${string}`, Spec>;

type Value<S extends Spec> = S extends { readonly enum: readonly (infer E)[] }
  ? E
  : S extends { readonly type: 'number' }
    ? number
    : S extends { readonly type: 'boolean' }
      ? boolean
      : S extends { readonly type: 'list' }
        ? readonly string[]
        : S extends { readonly type: 'severities' }
          ? { readonly [rule: string]: RuleSeverity }
          : S extends { readonly type: 'texts' }
            ? { readonly [name: string]: string }
            : string;

export type SettingName = keyof typeof settings;
export type Settings = { readonly [K in SettingName]: Value<(typeof settings)[K]> };

const severities: readonly unknown[] = ['error', 'warning', 'info', 'hint', 'off'];

/** Reads all settings through `get`; a value that does not fit its entry is the default instead, and `complain` hears of it. */
export function readSettings(get: (name: SettingName) => unknown, complain: (line: string) => void): Settings {
  const read: Record<string, unknown> = {};
  for (const name of Object.keys(settings) as SettingName[]) {
    const value = get(name);
    const fits = value !== undefined && value !== null && isValid(settings[name], value);
    if (!fits && value !== undefined && value !== null)
      complain(`${name}: ${JSON.stringify(value)} is not a value for it; the default is used`);
    read[name] = fits ? value : settings[name].default;
  }
  return read as Settings;
}

export const defaultSettings: Settings = readSettings(
  () => undefined,
  () => undefined,
);

function isValid(spec: Spec, value: unknown): boolean {
  switch (spec.type) {
    case 'string':
      return typeof value === 'string' && (!spec.enum || spec.enum.includes(value));
    case 'number':
      return typeof value === 'number' && value >= spec.minimum && value <= spec.maximum;
    case 'boolean':
      return typeof value === 'boolean';
    case 'list':
      return Array.isArray(value) && value.length <= MOST_ITEMS && value.every((item) => typeof item === 'string');
    case 'severities':
      return typeof value === 'object' && value !== null && Object.values(value).every((severity) => severities.includes(severity));
    case 'texts':
      return typeof value === 'object' && value !== null && Object.values(value).every((text) => typeof text === 'string');
  }
}

const MOST_ITEMS = 50;
