import type { SettingDoc } from '../../setting-doc';
import { ofType, outboundProxy, type, yesNo } from './common';
import { endpointSettings } from './endpoint';
import { transportSettings } from './transport';

/** What has to do with TLS and transport in pjsip.conf and pjsip_wizard.conf. */

const aor = ofType('aor', [
  type,
  {
    name: 'contact',
    type: 'text',
    default: 'none',
    meaning:
      'A URI under which the endpoint is always reached: `sip:trunk.example.com:5061\\;transport=tls`. One a line, or several with commas between.',
    pitfall: 'A semicolon needs a backslash in front; without it the rest of the line is a comment, and the call leaves over UDP.',
  },
  { name: 'max_contacts', type: 'number', default: '0', meaning: 'How many contacts phones may register; 0: none.' },
  outboundProxy,
  {
    name: 'qualify_frequency',
    type: 'number',
    default: '0',
    meaning: 'Seconds between two OPTIONS that ask whether a contact is there; 0: never.',
  },
  { name: 'qualify_timeout', type: 'number', default: '3.0', meaning: 'Seconds to wait for the answer; a first TLS handshake counts in.' },
]);

const registration = ofType('registration', [
  type,
  {
    name: 'transport',
    type: 'text',
    default: 'the first transport that fits the URI',
    meaning: 'The transport to send by.',
    pitfall: 'A server URI that says another transport does not fit to it, and nothing is sent.',
  },
  {
    name: 'server_uri',
    type: 'text',
    default: 'none',
    meaning: 'URI of the server to register with: `sip:sip.example.com\\;transport=tls`.',
    pitfall: 'A semicolon needs a backslash in front; without it the rest of the line is a comment.',
  },
  { name: 'client_uri', type: 'text', default: 'none', meaning: 'The address that is registered: `sip:1234567890@sip.example.com`.' },
  outboundProxy,
  { name: 'contact_header_params', type: 'text', default: 'none', meaning: 'Parameters to add to the Contact header.' },
  {
    name: 'line',
    type: 'switch',
    values: yesNo,
    default: 'no',
    meaning: 'Whether a parameter in Contact ties calls to this registration. Then `endpoint` says whose they are.',
  },
  { name: 'endpoint', type: 'text', default: 'none', meaning: 'The endpoint of calls that come in by `line`.' },
]);

const identify = ofType('identify', [
  type,
  { name: 'endpoint', type: 'text', default: 'none', meaning: 'The endpoint of what comes from these addresses.' },
  { name: 'match', type: 'list', default: 'none', meaning: 'Addresses, networks or names; names are looked up when the file is loaded.' },
]);

const wizard = ofType('wizard', [
  type,
  {
    name: 'transport',
    type: 'text',
    default: 'the first transport that fits the URI',
    meaning: 'The transport of the endpoint and of the registrations. It stands in pjsip.conf.',
    pitfall: 'Patterns that say another transport do not fit to it, and nothing is sent.',
  },
  {
    name: 'remote_hosts',
    type: 'list',
    default: 'none',
    meaning: 'Hosts with or without port, with commas between. Each becomes a contact, a match and, where asked for, a registration.',
  },
  outboundProxy,
  {
    name: 'contact_pattern',
    type: 'text',
    default: `sip:\${REMOTE_HOST}`,
    meaning: `How a host becomes a contact: \`sip:\${REMOTE_HOST}\\;transport=tls\`.`,
    pitfall: 'The default says nothing of TLS.',
  },
  {
    name: 'server_uri_pattern',
    type: 'text',
    default: `sip:\${REMOTE_HOST}`,
    meaning: `How a host becomes the server of a registration: \`sip:\${REMOTE_HOST}\\;transport=tls\`.`,
    pitfall: 'The default says nothing of TLS.',
  },
  {
    name: 'client_uri_pattern',
    type: 'text',
    default: `sip:\${USERNAME}@\${REMOTE_HOST}`,
    meaning: 'How a host becomes the address that is registered.',
  },
  {
    name: 'sends_registrations',
    type: 'switch',
    values: yesNo,
    default: 'no',
    meaning: 'Whether Asterisk registers with each of the hosts.',
  },
  { name: 'accepts_registrations', type: 'switch', values: yesNo, default: 'no', meaning: 'Whether phones may register.' },
  {
    name: 'sends_auth',
    type: 'switch',
    values: yesNo,
    default: 'no',
    meaning: 'Whether Asterisk authenticates itself; `outbound_auth/username` says as whom.',
  },
  { name: 'accepts_auth', type: 'switch', values: yesNo, default: 'no', meaning: 'Whether the other side has to authenticate itself.' },
]);

export const pjsipSettings: readonly SettingDoc[] = [
  ...transportSettings,
  ...endpointSettings,
  ...aor,
  ...registration,
  ...identify,
  ...wizard,
];
