import type { SettingDoc } from '../setting-doc';
import { profileDocs } from './settings-profile';

const yesNo = [
  { value: '1', meaning: 'On; `yes` is the same.' },
  { value: '0', meaning: 'Off; `no` is the same.' },
];

const only = (name: string, doc: Omit<SettingDoc, 'key' | 'name' | 'where'>): SettingDoc => ({
  key: `tls.${name}`,
  name,
  where: 'modparam tls',
  ...doc,
});

/** Parameters of the module `tls`. */
export const tlsParameters: readonly SettingDoc[] = [
  only('config', {
    type: 'path',
    default: 'none',
    meaning: 'The file with TLS profiles, or a folder all files of which are read.',
    pitfall: 'With it, parameters of the module that profiles have too are without effect.',
  }),
  ...Object.entries(profileDocs)
    .filter(([, { isNoParameter }]) => isNoParameter !== true)
    .map(([name, doc]): SettingDoc => {
      const { parameterDefault, parameter, isNoParameter: _is, aliases: _aliases, default: usual, ...rest } = doc;
      const value = parameterDefault ?? usual;
      return {
        key: `tls.${parameter ?? name}`,
        name: parameter ?? name,
        where: 'modparam tls',
        ...rest,
        ...(value !== undefined && { default: value }),
      };
    }),
  only('xavp_cfg', {
    type: 'text',
    meaning:
      'Name of the variable by which a script steers a connection that it opens: `$xavp(NAME=>server_name)` is sent as SNI, `$xavp(NAME=>server_id)` picks a client profile.',
    pitfall: 'Without it Kamailio sends no SNI as a client.',
  }),
  only('connection_timeout', { type: 'number', default: '600', meaning: 'Seconds for which an idle TLS connection stays open.' }),
  only('tls_disable_compression', {
    type: 'switch',
    values: [
      { value: '1', meaning: 'No compression.' },
      { value: '0', meaning: 'Compression, where the library has it.' },
    ],
    default: '1',
    meaning: 'Compression of TLS is off.',
    pitfall: 'With compression, lengths tell of what is sent (CRIME; RFC 9325 §3.3).',
  }),
  only('ssl_release_buffers', { type: 'number', default: '1', meaning: 'OpenSSL gives buffers back that it does not need.' }),
  only('ssl_freelist_max_len', { type: 'number', default: '0', meaning: 'Free buffers that OpenSSL keeps.' }),
  only('ssl_max_send_fragment', {
    type: 'number',
    default: '-1',
    meaning: 'Largest record that is sent, in octets; -1 is that of OpenSSL.',
  }),
  only('ssl_read_ahead', { type: 'number', default: '0', meaning: 'OpenSSL reads ahead.' }),
  only('send_close_notify', { type: 'number', default: '0', meaning: 'Sends the alert close_notify before a connection is closed.' }),
  only('con_ct_wq_max', {
    type: 'number',
    default: '65536',
    meaning: 'Octets that may wait in one connection for the end of its handshake.',
  }),
  only('ct_wq_max', {
    type: 'number',
    default: '10485760',
    meaning: 'Octets that may wait in all connections for the ends of their handshakes.',
  }),
  only('ct_wq_blk_size', { type: 'number', default: '4096', meaning: 'Block size of those queues.' }),
  only('tls_log', {
    type: 'number',
    default: '3',
    meaning: 'Level at which connections and certificates are logged.',
    pitfall: 'At 3 only `debug=3` shows them; 1 or less for a log that tells of handshakes.',
  }),
  only('tls_debug', { type: 'number', default: '3', meaning: 'Level at which the details are logged.' }),
  only('low_mem_threshold1', {
    type: 'number',
    default: '-1',
    meaning: 'Below so much free memory, in KB, no new TLS connections are taken.',
  }),
  only('low_mem_threshold2', { type: 'number', default: '-1', meaning: 'Below so much free memory, in KB, TLS operations fail at once.' }),
  only('tls_force_run', { type: 'switch', values: yesNo, default: '0', meaning: 'Goes on though checks at the start fail.' }),
  only('session_cache', { type: 'switch', values: yesNo, default: '0', meaning: 'Sessions may be resumed.' }),
  only('session_id', { type: 'text', default: '`kamailio-tls-5.x.y`', meaning: 'The context within which sessions may be resumed.' }),
  only('renegotiation', {
    type: 'switch',
    values: yesNo,
    default: '0',
    meaning: 'Clients may start a new handshake within a connection.',
    pitfall: 'That costs the server more than the client (RFC 9325 §3.5), and TLS 1.3 does not have it.',
  }),
  only('init_mode', { type: 'number', default: '0', meaning: 'How the library is initialised.', versions: 'since 5.7' }),
  only('event_callback', { type: 'text', meaning: 'Function of a KEMI script for the events of this module.' }),
  only('rand_engine', { type: 'text', meaning: 'Which generator of random numbers OpenSSL is given.' }),
  only('engine', { type: 'text', default: 'NONE', meaning: 'An engine of OpenSSL, such as one for keys in a token.' }),
  only('engine_config', { type: 'path', meaning: 'Configuration of the engine.' }),
  only('engine_algorithms', { type: 'text', meaning: 'Algorithms that the engine does.' }),
  only('keylog_mode', {
    type: 'number',
    default: '0',
    meaning: 'Writes the keys of connections to a log or a file, for Wireshark.',
    pitfall: 'Whoever has them reads everything: for a test only.',
    versions: 'since 5.8',
  }),
  only('keylog_file', { type: 'path', meaning: 'The file that keys are written to.', versions: 'since 5.8' }),
  only('keylog_peer', { type: 'text', meaning: 'Only keys of connections with this peer.', versions: 'since 5.8' }),
  only('provider_quirks_config', { type: 'path', meaning: 'Configuration of OpenSSL for those ways around.', versions: 'newer than 5.8' }),
  only('key_password_mode', {
    type: 'enum',
    values: [
      { value: '0', meaning: 'The passphrase stands in the configuration.' },
      { value: '1', meaning: 'The passphrase is asked for at the start.' },
    ],
    default: '0',
    meaning: 'Where the passphrase of a private key comes from.',
    pitfall: 'A service that has no console cannot be asked.',
  }),
  only('provider_quirks', {
    type: 'number',
    default: '0',
    meaning: 'Ways around faults of providers of OpenSSL 3.',
    versions: 'newer than 5.8',
  }),
];

const routing = (key: string, doc: Omit<SettingDoc, 'key' | 'name' | 'where'>): SettingDoc => {
  const [module = '', name = ''] = key.split('.');
  return { key, name, where: `modparam ${module}`, ...doc };
};

/** Parameters of other modules that decide about the way over TLS. */
export const routingParameters: readonly SettingDoc[] = [
  routing('rr.enable_double_rr', {
    type: 'enum',
    values: [
      { value: '0', meaning: 'One Record-Route: the way back ends at the wrong socket where the transport changes.' },
      { value: '1', meaning: 'Two of them where the transport changes.' },
      { value: '2', meaning: 'Two of them always, each with its transport.' },
    ],
    default: '1',
    meaning: 'Two Record-Route headers where a request comes in by one socket and leaves by another (RFC 5658).',
  }),
  routing('rr.ignore_sips', {
    type: 'switch',
    values: yesNo,
    default: '0',
    meaning: 'Record-Route has `sip:` even where the request was for `sips:`.',
  }),
];
