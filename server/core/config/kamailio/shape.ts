import { firstStatement, startsAsScript } from '../script-start';
import { wordsOf } from './words';

/** How sure a text is a script of Kamailio, or a file of TLS profiles, by what stands in it. Comments do not count. */

const scriptTokens: readonly { readonly pattern: RegExp; readonly score: number }[] = [
  { pattern: /^#!(?:define|ifdef|ifndef|substdefs?|trydef(?:ine)?|subst|include_file|import_file|defenvs?)\b/m, score: 3 },
  { pattern: /^[ \t]*request_route\b/m, score: 3 },
  { pattern: /^[ \t]*modparam[ \t]*\([ \t]*["']tls["'][ \t]*,/m, score: 2 },
  { pattern: /^[ \t]*loadmodule[ \t]+["'][\w./-]+(?:\.so)?["']/m, score: 2 },
  { pattern: /^[ \t]*event_route[ \t]*\[/m, score: 2 },
  { pattern: /^[ \t]*listen[ \t]*=[ \t]*tls:/m, score: 1 },
  {
    pattern: /^[ \t]*(?:enable_tls|tls_enable|tcp_connection_lifetime|log_stderror|tcp_accept_aliases|tls_max_connections)[ \t]*=/m,
    score: 2,
  },
  { pattern: /^[ \t]*modparam[ \t]*\(/m, score: 1 },
  { pattern: /^[ \t]*(?:failure_route|onreply_route|reply_route|branch_route|route)[ \t]*(?:\[\w+\][ \t]*)?\{/m, score: 1 },
  { pattern: /^[ \t]*(?:listen|alias)[ \t]*=/m, score: 1 },
  { pattern: /\b(?:t_relay|sl_send_reply|send_reply|loose_route|ds_select_dst|xlog)[ \t]*\(/, score: 1 },
];

/** OpenSIPS has a language that is nearly this one, and words of its own. */
const foreign =
  /^[ \t]*(?:socket[ \t]*=[ \t]*\w+:|loadmodule[ \t]+["']proto_|modparam[ \t]*\([ \t]*["'](?:tls_mgm|proto_\w+)["']|udp_workers[ \t]*=|startup_route\b|local_route\b|xlog_level[ \t]*=|open_files_limit[ \t]*=.*\n[ \t]*socket=)/m;

export function scriptShape(head: string): number {
  // What m4 makes a script of is none yet.
  if (/^#!(?:OPENSIPS)\b/.test(head) || /^(?:define|undefine|divert|changequote)\(/m.test(head) || !startsAsScript(head)) return 0;
  const score = scriptTokens.reduce((sum, { pattern, score: own }) => sum + (pattern.test(head) ? own : 0), 0);
  const isForeign = foreign.test(head) && !/^[ \t]*request_route\b|^#!KAMAILIO\b/m.test(head);
  return Math.min(10, isForeign ? Math.min(score, 2) : score);
}

/** Nothing in a text of some length is of a script, not even one setting of the core: `haproxy.cfg` in a folder of Kamailio's. */
export function isNoScript(head: string): boolean {
  if (head.length < 200 || scriptShape(head) > 0) return false;
  const { kinds, settings } = wordsOf(undefined);
  return ![...head.matchAll(/^[ \t]*(\w+)[ \t]*=/gm)].some(([, name = '']) => settings.has(kinds.get(name) ?? ''));
}

const section = /^[ \t]*\[[ \t]*(?:server|srv|s|client|cli|c)[ \t]*:[ \t]*(?:default|def|\*|any|all|\d|\[|\{\{)/im;
const option = /^[ \t]*(?:method|tls_method|verify_certificate|require_certificate|private_key|certificate|ca_list|verify_client)[ \t]*=/im;

export function profileShape(head: string): number {
  // What explains profiles begins otherwise.
  if (!section.test(head) || !/^(?:\[|[{<][{%]|[@%$]|\w+[ \t]*=)/.test(firstStatement(head))) return 0;
  return option.test(head) ? 9 : 6;
}

/** A section or an option of profiles stands in it, if only as a comment. */
export const mentionsProfiles = (head: string): boolean =>
  /^[ \t#]*(?:\[[ \t]*(?:server|srv|s|client|cli|c)[ \t]*:|(?:tls_method|verify_certificate|require_certificate|private_key|verify_client|ca_list)\b)/im.test(
    head,
  );
