import type { Asked } from '#core/probe/asked';
import type { ProbeOptions, ProbeParams } from '../protocol';
import type { Settings } from '../settings';

type Read<T> = { readonly kind: 'read'; readonly params: T } | { readonly kind: 'wrong'; readonly why: string };

type Kind = 'text' | 'texts' | 'flag' | 'number' | readonly string[];

const kinds: { readonly [K in keyof Required<ProbeOptions>]: Kind } = {
  port: 'number',
  connect: 'texts',
  serverName: 'text',
  dns: 'texts',
  caFile: 'text',
  caFolder: 'text',
  systemCa: 'flag',
  certificate: 'text',
  key: 'text',
  pkcs12: 'text',
  installed: 'text',
  passphrase: 'text',
  policy: ['full', 'chain-only'],
  provider: 'text',
  providersFile: 'text',
  enumerate: 'flag',
  options: 'flag',
  revocation: ['off', 'stapled', 'online'],
  timeoutMs: 'number',
  at: 'text',
  withPem: 'flag',
};

/** Parameters as somebody sent them. No value is repeated in `why`: one of them may be a passphrase. */
export function readProbeParams(value: unknown): Read<ProbeParams> {
  if (typeof value !== 'object' || value === null) return { kind: 'wrong', why: 'An object with a target is expected.' };
  const given = value as { readonly [name: string]: unknown };
  if (typeof given.target !== 'string') return { kind: 'wrong', why: 'There is no target.' };
  const read: { [name: string]: unknown } = { target: given.target };
  if (typeof given.id === 'string') read.id = given.id;
  for (const [name, kind] of Object.entries(kinds)) {
    const option = given[name];
    if (option === undefined) continue;
    if (option !== null && !isOf(kind, option)) return { kind: 'wrong', why: `The value of “${name}” is not one for it.` };
    read[name] = option;
  }
  return { kind: 'read', params: read as unknown as ProbeParams };
}

function isOf(kind: Kind, value: unknown): boolean {
  switch (kind) {
    case 'text':
      return typeof value === 'string';
    case 'texts':
      return Array.isArray(value) && value.length <= MOST_ITEMS && value.every((item) => typeof item === 'string');
    case 'flag':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    default:
      return typeof value === 'string' && kind.includes(value);
  }
}

const MOST_ITEMS = 50;

/** What was asked, and the settings where nothing else was. */
export function askedOf({ id: _id, target, ...given }: ProbeParams, settings: Settings): Asked {
  const usual = usualOf(settings);
  const files = ['certificate', 'key', 'pkcs12'] as const;
  // A certificate that is given goes without the key that the settings have for another one.
  const rest = without(usual, [
    ...(files.some((name) => given[name] !== undefined) ? files : []),
    // Who names what is trusted means that, and no more.
    ...(given.caFile !== undefined || given.caFolder !== undefined ? ['caFile'] : []),
  ]);
  const { serverName, ...others } = given;
  return {
    ...without({ ...rest, ...others }, []),
    ...(serverName === undefined ? {} : { serverName }),
    target,
    profile: settings['sipTls.profile'],
    rules: settings['sipTls.rules'],
  };
}

function usualOf(settings: Settings): ProbeOptions {
  const policy = settings['sipTls.probe.policy'];
  return {
    dns: settings['sipTls.probe.dns'],
    caFile: settings['sipTls.probe.caFile'],
    systemCa: settings['sipTls.probe.systemCa'],
    certificate: settings['sipTls.probe.certificate'],
    key: settings['sipTls.probe.key'],
    pkcs12: settings['sipTls.probe.pkcs12'],
    policy: policy === 'auto' ? null : policy,
    provider: settings['sipTls.probe.provider'],
    providersFile: settings['sipTls.probe.providersFile'],
    enumerate: settings['sipTls.probe.enumerate'],
    options: settings['sipTls.probe.options'] === 'always',
    revocation: settings['sipTls.probe.revocation'],
    timeoutMs: settings['sipTls.probe.timeoutMs'],
  };
}

/** Leaves out the fields that are named, and those that hold nothing: settings have no other word for it than ''. */
function without(options: ProbeOptions, names: readonly string[]): Omit<Asked, 'target'> {
  const entries = Object.entries(options).filter(([name, value]) => !names.includes(name) && value !== null && value !== '');
  return Object.fromEntries(entries) as Omit<Asked, 'target'>;
}
