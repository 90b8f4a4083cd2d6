import { startsAsScript } from '../script-start';

/** How sure a text is a script of OpenSIPS, by what stands in it. Comments do not count. */

const tokens: readonly { readonly pattern: RegExp; readonly score: number }[] = [
  { pattern: /^[ \t]*(?:ifelse\(.*`)?socket[ \t]*=[ \t]*(?:tls|udp|tcp|ws|wss|sctp|bin|hep_\w+):/m, score: 3 },
  { pattern: /(?:^|`)[ \t]*loadmodule[ \t]+["'](?:[\w./-]*\/)?proto_/m, score: 4 },
  { pattern: /(?:^|`)[ \t]*modparam[ \t]*\([ \t]*["']tls_mgm["']/m, score: 4 },
  { pattern: /^[ \t]*mpath[ \t]*=/m, score: 1 },
  { pattern: /^[ \t]*(?:udp_workers|tcp_workers)[ \t]*=/m, score: 2 },
  { pattern: /^[ \t]*(?:xlog_level|stderror_enabled|syslog_enabled|syslog_facility)[ \t]*=/m, score: 2 },
  { pattern: /^[ \t]*(?:startup_route|local_route|timer_route|error_route)[ \t]*[[{]/m, score: 2 },
  { pattern: /^[ \t]*loadmodule[ \t]+["'][\w./-]+["']/m, score: 1 },
  { pattern: /^[ \t]*route[ \t]*\{/m, score: 1 },
  { pattern: /^[ \t]*tls_(?:certificate|private_key|ca_list|ciphers_list)[ \t]*=/m, score: 3 },
  { pattern: /^[ \t]*tls_(?:verify_client|verify_server|require_client_certificate)[ \t]*=/m, score: 3 },
  { pattern: /\$socket_(?:in|out)\b|\b(?:has_totag|t_check_trans|mf_process_maxfwd_header)[ \t]*\(/, score: 1 },
];

const foreign = /^[ \t]*request_route\b|^#!(?:KAMAILIO|SER|MAXCOMPAT|define|ifdef|ifndef|substdefs?|include_file|import_file)\b/m;

export function opensipsShape(head: string): number {
  const score = tokens.reduce((sum, { pattern, score: own }) => sum + (pattern.test(head) ? own : 0), 0);
  return foreign.test(head) || !startsAsScript(head) ? 0 : Math.min(10, /^#!OPENSIPS\b/.test(head) ? score + 5 : score);
}
