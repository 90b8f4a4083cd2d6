import type { RuleSeverity } from '#core/rules/rule';

/** One setting: its type, default, scope and text. package.json's schema is generated from this table. */
type Spec = {
  readonly text: string;
  readonly scope: 'resource' | 'window' | 'machine' | 'machine-overridable';
} & (
  | { readonly type: 'string'; readonly default: string; readonly enum?: readonly string[]; readonly enumTexts?: readonly string[] }
  | { readonly type: 'number'; readonly default: number; readonly minimum: number; readonly maximum: number }
  | { readonly type: 'boolean'; readonly default: boolean }
  | { readonly type: 'severities'; readonly default: { readonly [rule: string]: RuleSeverity } }
);

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
} as const satisfies Record<`sipTls.${string}`, Spec>;

type Value<S extends Spec> = S extends { readonly enum: readonly (infer E)[] }
  ? E
  : S extends { readonly type: 'number' }
    ? number
    : S extends { readonly type: 'boolean' }
      ? boolean
      : S extends { readonly type: 'severities' }
        ? { readonly [rule: string]: RuleSeverity }
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
    case 'severities':
      return typeof value === 'object' && value !== null && Object.values(value).every((severity) => severities.includes(severity));
  }
}
