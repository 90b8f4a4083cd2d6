/**
 * Whether a text may be a configuration of a SIP server, or hold certificates: cheap, and rather once too often than missed. It decides only
 * whether somebody takes a closer look (`detectDialect`). `path`: as it is, or as in a URI; `head`: the beginning of the text.
 */
export function looksLikeConfig(path: string, head: string): boolean {
  return names.test(path.replaceAll('\\', '/').toLowerCase()) || words.test(head);
}

const names =
  /(?:kamailio|opensips|sip-router|\/ser\.cfg|\/tls[^/]*\.cfg|pjsip|\/http\.conf|\/sip[^/]*\.(?:conf|ya?ml)|asterisk|sip_profiles|\/vars\.xml|sofia|freeswitch|livekit|trunk|dispatch|drachtio|sipp|baresip|flexisip|\/(?:b2bua|proxy)\.conf|repro|rtpengine|pjsua)/;

/** Words of which each dialect has one in each file that its shape alone can tell. */
const words =
  /-----BEGIN |\b(?:loadmodule|modparam|request_route|event_route|listen=|socket=|mpath=|udp_workers|route\{|route \{)|#!(?:KAMAILIO|SER|OPENSER|MAXCOMPAT|ALL|define|ifdef)\b|^[ \t]*\[[ \t]*(?:server|srv|s|client|cli|c)[ \t]*:|\btype\s*=\s*(?:transport|endpoint|aor|auth|identify|registration|wizard)\b|\btls(?:enable|bindaddr)|\bsip_?port|\bsip[-_]|<(?:sip|gateway|profile|scenario|drachtio|X-PRE-PROCESS)\b|"(?:trunk|dispatch_rule|inbound_addresses|numbers|sip)"|\b(?:ws_url|module_path|transports=|TLSPort|RecordRouteUri)|Transport\d+Interface|\[(?:module::|rtpengine|global)|\bsipp\b|<sips?:|--(?:use-tls|tls-|id|registrar)/im;
