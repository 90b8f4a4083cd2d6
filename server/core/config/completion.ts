import type { Dialect, SettingDoc } from './dialect';
import type { ConfigFacts, ConfigSymbol } from './model';

/** What may be written at a place. `typed`: how many characters in front of it stand there already. */
export interface ConfigProposal {
  readonly kind: 'setting' | 'value' | 'name';
  readonly label: string;
  readonly typed: number;
  readonly doc?: SettingDoc;
  /** Of a value. */
  readonly meaning?: string;
}

export interface CompletionPlace {
  /** The line up to the cursor. */
  readonly before: string;
  readonly file: string;
  readonly offset: number;
}

/** Settings by section, and the values of the setting that the line has. */
export function configProposals({ settings }: Dialect, facts: ConfigFacts, place: CompletionPlace): ConfigProposal[] {
  const { before } = place;
  const value = valueForms.map((form) => form.exec(before)).find((match) => match !== null);
  if (value) return valuesOf(settings, facts, { name: value[1] ?? '', typed: value[2] ?? '' });
  const parameter = /\bmodparamx?\(\s*"([^"]*)"\s*,\s*"([^"]*)$/.exec(before);
  if (parameter) {
    const [, module = '', typed = ''] = parameter;
    return namesOf(
      settings.filter(({ key }) => module.split('|').some((each) => key.startsWith(`${each}.`))),
      typed,
    );
  }
  const attribute = /<(?:param|variable|X-PRE-PROCESS)\s+name="([^"]*)$/.exec(before);
  if (attribute) return namesOf(inSection(settings, facts, place), attribute[1] ?? '');
  const name = /^\s*([\w.-]*)$/.exec(before);
  return name ? namesOf(inSection(settings, facts, place), name[1] ?? '') : [];
}

/** `method = TLS`, `modparam("tls", "tls_method", "TLS`, `<param name="tls-version" value="tls`, `tls-version: `. */
const valueForms: readonly RegExp[] = [
  /\bmodparamx?\(\s*"[^"]*"\s*,\s*"([^"]*)"\s*,\s*"?([^",)]*)$/,
  /<\w[\w-]*\s+name="([^"]*)"\s+value="([^"]*)$/,
  /^\s*"?([\w.-]+)"?\s*(?:=>?|:)\s*"?([^"=:#;]*)$/,
];

function valuesOf(settings: readonly SettingDoc[], facts: ConfigFacts, { name, typed }: { name: string; typed: string }): ConfigProposal[] {
  const docs = settings.filter((doc) => doc.name === name || doc.aliases?.includes(name));
  const values = new Map<string, ConfigProposal>();
  for (const doc of docs)
    for (const { value, meaning } of doc.values ?? [])
      if (!values.has(value)) values.set(value, { kind: 'value', label: value, typed: typed.length, doc, meaning });
  // What a setting points at carries its name: `transport = `, `profile = `, `template = `.
  for (const symbol of facts.symbols)
    if (symbol.kind === pointsAt[name] && !values.has(symbol.name))
      values.set(symbol.name, { kind: 'name', label: symbol.name, typed: typed.length });
  return [...values.values()];
}

const pointsAt: { readonly [setting: string]: ConfigSymbol['kind'] | undefined } = {
  transport: 'transport',
  outbound_auth: 'endpoint',
  aors: 'endpoint',
};

/** Those of the kind of section that the last setting above stands in; all of them where a section has just begun. */
function inSection(
  settings: readonly SettingDoc[],
  { settings: written, texts }: ConfigFacts,
  { file, offset }: CompletionPlace,
): readonly SettingDoc[] {
  let last: { readonly key: string; readonly end: number } | undefined;
  for (const { key, whole } of written)
    if (whole.file === file && whole.at.end <= offset && whole.at.end >= (last?.end ?? 0)) last = { key, end: whole.at.end };
  if (!last) return settings;
  const between = texts?.get(file)?.slice(last.end, offset) ?? '';
  if (/^\s*[[<}{]/m.test(between)) return settings;
  const prefix = last.key.slice(0, last.key.lastIndexOf('.') + 1);
  const same = settings.filter(({ key }) => key.startsWith(prefix) && !key.slice(prefix.length).includes('.'));
  return same.length > 0 ? same : settings;
}

function namesOf(settings: readonly SettingDoc[], typed: string): ConfigProposal[] {
  const names = new Map<string, SettingDoc>();
  for (const doc of settings) if (!names.has(doc.name)) names.set(doc.name, doc);
  return [...names].map(([label, doc]) => ({ kind: 'setting', label, typed: typed.length, doc }));
}
