import type { SettingDoc } from '../setting-doc';

const transports = [
  { value: 'SIP_TRANSPORT_TLS', meaning: 'TLS.' },
  { value: 'SIP_TRANSPORT_TCP', meaning: 'TCP, in clear.' },
  { value: 'SIP_TRANSPORT_UDP', meaning: 'UDP, in clear.' },
  { value: 'SIP_TRANSPORT_AUTO', meaning: 'Whatever works, in clear at first.' },
];
const encryptions = [
  { value: 'SIP_MEDIA_ENCRYPT_REQUIRE', meaning: 'SRTP, or no call.' },
  { value: 'SIP_MEDIA_ENCRYPT_ALLOW', meaning: 'SRTP where the other side does it.' },
  { value: 'SIP_MEDIA_ENCRYPT_DISABLE', meaning: 'No SRTP.' },
];

/** Fields of trunks, rules and participants, as the API takes them. */
export const trunkSettings: readonly SettingDoc[] = [
  {
    key: 'trunk.address',
    name: 'address',
    where: 'outbound trunk',
    type: 'text',
    meaning: 'Host of the provider, with a port or without.',
    pitfall: 'No sip: in front and no parameters behind: the transport has a field of its own.',
  },
  {
    key: 'trunk.hostname',
    name: 'hostname',
    where: 'trunk of a participant',
    type: 'text',
    meaning: 'Host of the provider, as address of a trunk.',
  },
  {
    key: 'trunk.transport',
    name: 'transport',
    where: 'outbound trunk',
    type: 'enum',
    values: transports,
    default: 'SIP_TRANSPORT_AUTO',
    meaning: 'What carries SIP to the provider.',
  },
  {
    key: 'trunk.media.encryption',
    name: 'encryption',
    where: 'media',
    type: 'enum',
    values: encryptions,
    default: 'SIP_MEDIA_ENCRYPT_DISABLE',
    meaning: 'Whether media are encrypted. Keys go within SIP, so that it needs TLS.',
  },
  {
    key: 'trunk.media_encryption',
    name: 'media_encryption',
    where: 'trunk',
    type: 'enum',
    values: encryptions,
    meaning: 'The old name of encryption in media.',
  },
  { key: 'trunk.name', name: 'name', where: 'trunk', type: 'text', meaning: 'What this trunk is called.' },
  { key: 'trunk.numbers', name: 'numbers', where: 'trunk', type: 'list', meaning: 'Numbers that belong to this trunk.' },
  {
    key: 'trunk.allowed_addresses',
    name: 'allowed_addresses',
    where: 'inbound trunk',
    type: 'list',
    meaning: 'Addresses and networks from which calls are taken.',
    pitfall: 'Without these and without a password, calls are taken from everybody.',
  },
  {
    key: 'trunk.allowed_numbers',
    name: 'allowed_numbers',
    where: 'inbound trunk',
    type: 'list',
    meaning: 'Numbers from which calls are taken.',
    pitfall: 'A number is what the caller says: it proves nothing.',
  },
  {
    key: 'trunk.destination_country',
    name: 'destination_country',
    where: 'outbound trunk',
    type: 'text',
    meaning: 'Country that calls go to, as two letters, so that they leave from near there.',
  },
  { key: 'trunk.auth_username', name: 'auth_username', where: 'trunk', type: 'text', meaning: 'User name for digest authentication.' },
  {
    key: 'trunk.auth_password',
    name: 'auth_password',
    where: 'trunk',
    type: 'text',
    meaning: 'Password for digest authentication.',
    pitfall: 'It stands in clear text in this file.',
  },
  { key: 'trunk.from_host', name: 'from_host', where: 'outbound trunk', type: 'text', meaning: 'Host in the From header.' },
];
