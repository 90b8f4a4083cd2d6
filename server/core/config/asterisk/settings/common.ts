import type { SettingDoc } from '../../setting-doc';

/** What the tables of the settings of res_pjsip have in common. */

export const yesNo = [
  { value: 'yes', meaning: 'On.' },
  { value: 'no', meaning: 'Off.' },
] as const;

export type Doc = Omit<SettingDoc, 'key' | 'where'>;

/** The settings of one type of section; `prefix` is what the dialect's keys begin with. */
export const ofType = (prefix: string, docs: readonly Doc[]): SettingDoc[] =>
  docs.map((doc) => ({ ...doc, key: `${prefix}.${doc.name}`, where: `type=${prefix}` }));

export const type: Doc = {
  name: 'type',
  type: 'enum',
  values: [
    { value: 'transport', meaning: 'A socket that listens, with its TLS settings.' },
    { value: 'endpoint', meaning: 'A phone or a trunk, as calls see it.' },
    { value: 'aor', meaning: 'Where an endpoint is reached: contacts that are written here or registered by phones.' },
    { value: 'auth', meaning: 'A user name with its password.' },
    { value: 'identify', meaning: 'Which addresses belong to an endpoint.' },
    { value: 'registration', meaning: 'Asterisk registers itself with a server.' },
    { value: 'wizard', meaning: 'Endpoint, AOR and the rest in one section; in pjsip_wizard.conf only.' },
  ],
  meaning: 'What the section makes. Sections of different types may have one name.',
};

export const outboundProxy: Doc = {
  name: 'outbound_proxy',
  type: 'text',
  default: 'none',
  meaning: 'URI of the proxy that requests go through: `sip:proxy.example.com\\;transport=tls\\;lr`.',
  pitfall: 'A semicolon needs a backslash in front; without it the rest of the line is a comment.',
};
