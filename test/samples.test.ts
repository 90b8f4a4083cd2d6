import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { rules } from '#core/rules/all.gen';
import { selectRules } from '#core/rules/engine';
import { Trace } from '#core/trace/trace';

/** What each sample teaches: its format, its messages, and the findings as `severity rule × how often`. */
const taught: { readonly [file: string]: { readonly format: string; readonly messages: number; readonly findings: readonly string[] } } = {
  'call-with-lost-ack-over-tls.siptrace': {
    format: 'sofia',
    messages: 11,
    findings: ['error sip/content-length-missing × 1', 'info sip/via-tls-port-5060 × 2', 'warning sip/record-route-leaves-tls × 1'],
  },
  'good-call.sip': { format: 'sngrep-txt', messages: 7, findings: [] },
  'sdes-in-clear.log': { format: 'asterisk-pjsip', messages: 6, findings: ['warning sdp/sdes-in-clear × 2'] },
  'sips-over-udp.sip': {
    format: 'bare',
    messages: 4,
    findings: [
      'error sip/contact-not-sips × 1',
      'error sip/sips-over-udp × 2',
      'error sip/sips-transport-udp × 1',
      'hint sip/register-sips-contact-sip-aor × 1',
      'warning sip/register-sips-contact-path × 1',
      'warning sip/sips-port-5060 × 1',
    ],
  },
};

describe('samples', () => {
  for (const file of readdirSync('samples'))
    it(file, () => {
      const trace = new Trace(readFileSync(`samples/${file}`, 'utf8'), { rules: selectRules(rules, 'practical') });
      const counts = new Map<string, number>();
      for (const { rule, severity } of trace.entries.flatMap(({ findings }) => findings))
        counts.set(`${severity} ${rule}`, (counts.get(`${severity} ${rule}`) ?? 0) + 1);
      const findings = [...counts].map(([what, count]) => `${what} × ${count}`).sort();
      assert.deepEqual({ format: trace.format.id, messages: trace.entries.length, findings }, taught[file]);
    });
});
