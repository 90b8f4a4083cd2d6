import { isAtLeast } from '../product-version';

/**
 * The words that Kamailio's scanner knows (core/cfg.lex): whatever is one of them is never an identifier, and no define replaces it. Each
 * is a kind of token; words that mean the same are one kind.
 */

/** What stands behind `=` in a setting of the core. */
export type ValueKind =
  | 'number'
  | 'integer'
  | 'text'
  | 'name'
  | 'name-or-text'
  | 'name-or-number'
  | 'protocol'
  | 'method'
  | 'ipv4'
  | 'ipv6'
  | 'address';

/** Words between blanks; `a|b` mean the same, and the first names the kind. */
const settingWords: { readonly [kind in ValueKind]: string } = {
  integer: `debug dns_udp_pref|dns_udp_preference dns_tcp_pref|dns_tcp_preference dns_tls_pref|dns_tls_preference
    dns_sctp_pref|dns_sctp_preference ip_free_bind|ipfreebind|ip_nonlocal_bind memlog|mem_log memdbg|mem_dbg mem_summary
    mem_safety mem_join mem_status_mode corelog|core_log tcp_connect_timeout tcp_send_timeout tcp_connection_lifetime
    received_route_mode latency_log latency_cfg_log udp4_raw`,
  number: `fork fork_delay modinit_delay log_stderror log_color log_prefix_mode dns rev_dns dns_try_ipv6 dns_try_naptr
    dns_srv_lb|dns_srv_loadbalancing dns_retr_time dns_slow_query_ms dns_retr_no dns_servers_no dns_use_search_list
    dns_search_full_match dns_naptr_ignore_rfc dns_cache_init use_dns_cache use_dns_failover dns_cache_flags
    dns_cache_negative_ttl dns_cache_max_ttl dns_cache_min_ttl dns_cache_mem dns_cache_gc_interval
    dns_cache_del_nonexp|dns_cache_delete_nonexpired dns_cache_rec_pref auto_bind_ipv6 bind_ipv6_link_local port maxbuffer
    sql_buffer_size children socket_workers async_workers async_usleep async_nonblock check_via phone2tel sip_warning mhomed
    disable_tcp tcp_accept_aliases tcp_accept_unique tcp_connection_match tcp_children tcp_max_connections tls_max_connections
    tcp_no_connect tcp_fd_cache tcp_buf_write|tcp_async tcp_conn_wq_max tcp_wq_max tcp_rd_buf_size tcp_wq_blk_size
    tcp_defer_accept tcp_delayed_ack tcp_syncnt tcp_linger2 tcp_keepalive tcp_keepidle tcp_keepintvl tcp_keepcnt tcp_crlf_ping
    tcp_accept_no_cl tcp_accept_hep3 tcp_accept_haproxy tcp_clone_rcvbuf tcp_reuse_port disable_tls|tls_disable
    enable_tls|tls_enable tlslog|tls_log tls_port_no tls_verify tls_require_certificate tls_handshake_timeout tls_send_timeout
    disable_sctp enable_sctp sctp_children server_signature reply_to_via auto_aliases advertised_port disable_core_dump
    open_files_limit shm|shm_mem|shm_mem_size shm_force_alloc mlock_pages real_time rt_prio rt_policy
    rt_timer1_prio|rt_fast_timer_prio|rt_ftimer_prio rt_timer1_policy|rt_ftimer_policy rt_timer2_prio|rt_stimer_prio
    rt_timer2_policy|rt_stimer_policy mcast_loopback mcast_ttl pmtu_discovery exit_timeout|ser_kill_timeout max_while_loops
    pv_buffer_size pv_buffer_slots pv_cache_limit pv_cache_action http_reply_hack|http_reply_parse verbose_startup
    route_locks_size server_id max_recursive_level max_branches latency_limit_db latency_limit_action latency_limit_cfg msg_time
    onsend_route_reply udp_mtu force_rport|add_rport udp4_raw_mtu udp4_raw_ttl`,
  text: `log_name log_prefix log_engine_type log_engine_data xavp_via_params xavp_via_fields stats_name_separator version_table
    tls_certificate tls_private_key tls_ca_list server_header user_agent_header uri_host_extra_chars`,
  name: 'log_facility',
  'name-or-text': 'user|uid group|gid chroot workdir|wdir rundir|run_dir tcp_poll_method mcast',
  'name-or-number': 'tos',
  protocol: 'udp_mtu_try_proto',
  method: 'tls_method',
  ipv4: 'tcp_source_ipv4',
  ipv6: 'tcp_source_ipv6',
  address: 'advertised_address',
};

/** Settings that came later, with the version. Where no version is known they are known words. */
const laterSettings: readonly { readonly since: string; readonly kind: ValueKind; readonly words: string }[] = [
  { since: '5.5', kind: 'integer', words: 'sip_parser_log_oneline sip_parser_log sip_parser_mode tcp_wait_data tcp_script_mode' },
  {
    since: '5.5',
    kind: 'number',
    words: `dst_blocklist_init use_dst_blocklist dst_blocklist_mem dst_blocklist_expire|dst_blocklist_ttl dst_blocklist_gc_interval
      dst_blocklist_udp_imask dst_blocklist_tcp_imask dst_blocklist_tls_imask dst_blocklist_sctp_imask wait_worker1_mode
      wait_worker1_time wait_worker1_usleep local_rport`,
  },
  { since: '5.5', kind: 'text', words: 'ipv6_hex_style async_workers_group hdr_name_extra_chars' },
  { since: '5.7', kind: 'number', words: 'return_mode auto_domains tcp_close_rst rpc_exec_delta' },
  { since: '5.8', kind: 'integer', words: 'tls_threads_mode' },
  { since: '6.0', kind: 'integer', words: 'tcp_accept_iplimit tcp_check_timer mem_add_size udp_receiver_mode' },
  { since: '6.0', kind: 'text', words: 'xavp_via_reply_params async_tkv_evcb async_tkv_gname' },
  { since: '6.1', kind: 'integer', words: 'tcp_main_threads tls_connection_match_domain' },
];

/** Settings up to a version, which no longer has them. */
const earlierSettings: readonly { readonly until: string; readonly kind: ValueKind; readonly words: string }[] = [
  {
    until: '5.6',
    kind: 'number',
    words: `dst_blacklist_init use_dst_blacklist dst_blacklist_mem dst_blacklist_expire|dst_blacklist_ttl dst_blacklist_gc_interval
      dst_blacklist_udp_imask dst_blacklist_tcp_imask dst_blacklist_tls_imask dst_blacklist_sctp_imask`,
  },
];

/** Words that a scanner before them takes for identifiers. `workers`, of a socket, is none any more in 6.0. */
const laterWords: readonly { readonly since: string; readonly until?: string; readonly words: string }[] = [
  { since: '5.5', words: 'selval virtual pre_routing_callback loadmodulex modparamx' },
  { since: '5.7', words: 'domain socket bind' },
  { since: '5.7', until: '6.0', words: 'workers' },
  { since: '6.0', words: 'agname|AGNAME' },
  { since: '6.1', words: 'vrf|VRF' },
];

/** Aliases that came later. */
const laterAliases: readonly { readonly since: string; readonly words: string }[] = [
  { since: '5.7', words: 'rev_dns|dns_rev_via use_dns_cache|dns_use_cache use_dns_failover|dns_use_failover' },
];

/** Everything that is neither a setting of the core nor only one: commands, operators, statements. */
const otherWords = `forward forward_tcp forward_udp forward_tls forward_sctp drop exit return break log error route request_route
  failure_route reply_route onreply_route branch_route onsend_route event_route exec add_local_rport force_tcp_alias|add_tcp_alias
  setflag resetflag isflagset flags|bool setavpflag resetavpflag isavpflagset avpflags rewritehost|sethost|seth
  rewritehostport|sethostport|sethp rewritehostporttrans|sethostporttrans|sethpt rewriteuser|setuser|setu
  rewriteuserpass|setuserpass|setup rewriteport|setport|setp rewriteuri|seturi revert_uri prefix strip strip_tail userphone
  remove_branch clear_branches if else set_advertised_address set_advertised_port force_send_socket set_forward_no_connect
  set_reply_no_connect set_forward_close set_reply_close switch case default while cfg_select cfg_reset max_len method uri|status
  from_uri to_uri src_ip src_port dst_ip dst_port snd_ip snd_port snd_proto|to_proto snd_af|to_af to_ip to_port proto af myself not|!
  and|&& or||| mod strlen strempty defined eq ieq ne ine listen advertise|ADVERTISE name|NAME alias statistics kemi
  onsend_route_callback reply_route_callback event_route_callback received_route_callback description|descr|desc loadmodule
  loadpath|mpath modparam cfgengine udp|UDP tcp|TCP tls|TLS sctp|SCTP ws|WS wss|WSS sslv23|SSLv23|SSLV23 sslv2|SSLv2|SSLV2
  sslv3|SSLv3|SSLV3 tlsv1|TLSv1|TLSV1 include_file import_file`;

/** They are numbers for the scanner. */
export const truths: ReadonlySet<string> = new Set(['yes', 'true', 'on', 'enable']);
export const untruths: ReadonlySet<string> = new Set(['no', 'false', 'off', 'disable']);
const families = 'inet INET inet6 INET6'.split(' ');
const laterFamilies = { since: '5.5', words: 'ipv4 IPv4 IPV4 ipv6 IPv6 IPV6'.split(' ') };

export interface Words {
  /** The kind of token that a word is; absent: it is an identifier. */
  readonly kinds: ReadonlyMap<string, string>;
  /** What a setting of the core takes, by kind of token. */
  readonly settings: ReadonlyMap<string, ValueKind>;
}

const tables = new Map<string, Words>();

/** The words of a version; of all versions where it is not known. */
export function wordsOf(version: string | undefined): Words {
  const sinces = new Set([
    ...[...laterSettings, ...laterWords, ...laterAliases].map(({ since }) => since),
    ...earlierSettings.map(({ until }) => until),
  ]);
  const key = [...sinces].map((since) => ({ true: '+', false: '-', undefined: '?' })[`${isAtLeast(version, since)}`]).join('');
  const known = tables.get(key);
  if (known) return known;
  const made = tableOf(version);
  tables.set(key, made);
  return made;
}

function tableOf(version: string | undefined): Words {
  const kinds = new Map<string, string>();
  const settings = new Map<string, ValueKind>();
  const add = (words: string): string[] =>
    words
      .trim()
      .split(/\s+/)
      .map((group) => {
        const [kind = '', ...aliases] = group.split('|');
        for (const word of [kind, ...aliases]) if (/^\w/.test(word)) kinds.set(word, kind);
        return kind;
      });
  for (const [kind, words] of Object.entries(settingWords)) for (const name of add(words)) settings.set(name, kind as ValueKind);
  for (const { since, kind, words } of laterSettings)
    if (isAtLeast(version, since) !== false) for (const name of add(words)) settings.set(name, kind);
  for (const { until, kind, words } of earlierSettings)
    if (isAtLeast(version, until) !== true) for (const name of add(words)) settings.set(name, kind);
  for (const { since, words } of laterAliases) if (isAtLeast(version, since) !== false) add(words);
  for (const { since, until, words } of laterWords)
    if (isAtLeast(version, since) !== false && (until === undefined || isAtLeast(version, until) !== true)) add(words);
  add(otherWords);
  for (const word of [...truths, ...untruths, ...families]) kinds.set(word, 'NUMBER');
  if (isAtLeast(version, laterFamilies.since) !== false) for (const word of laterFamilies.words) kinds.set(word, 'NUMBER');
  return { kinds, settings };
}

/** Since when there is a word, where it came after 5.4. */
export function sinceOf(word: string): string | undefined {
  return [...laterSettings, ...laterWords].find(({ words }) => words.split(/[\s|]+/).includes(word))?.since;
}

/** For these the scanner does not move its place on, so that Kamailio names the line of what stands before them. */
export const uncounted: ReadonlySet<string> = new Set([
  'log_stderror',
  'log_facility',
  'log_name',
  'log_color',
  'log_prefix',
  'log_prefix_mode',
  'log_engine_type',
  'log_engine_data',
  'xavp_via_params',
  'xavp_via_fields',
  'xavp_via_reply_params',
  'uri_host_extra_chars',
  'hdr_name_extra_chars',
]);
