import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { rules } from '#core/rules/all.gen';
import { selectRules } from '#core/rules/engine';
import { Trace } from '#core/trace/trace';
import { dialectById, readFiles } from './support/config-examples';
import { findingLines, judge } from './support/xml-configs';

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

/** The same for configurations: `severity rule file:line`, without hints. */
const taughtConfigurations: { readonly [file: string]: { readonly dialect: string; readonly findings: readonly string[] } } = {
  'edge/kamailio.cfg': {
    dialect: 'kamailio',
    findings: [
      'warning kam-rr-preset kamailio.cfg:51',
      'warning kam-uri-5061-no-transport kamailio.cfg:62',
      'error kam-method-deprecated tls.cfg:4',
      'error kam-verify-no-ca tls.cfg:14',
    ],
  },
  'pbx/pjsip.conf': {
    dialect: 'asterisk-pjsip',
    findings: [
      'error ast-tls-method-default pjsip.conf:12',
      'warning ast-verify-server-off pjsip.conf:12',
      'warning port-tls-on-5060 pjsip.conf:15',
      'warning cipher-no-pfs pjsip.conf:18',
      'warning provider-twilio-srtp-off pjsip.conf:32',
      'error ast-uri-unescaped-semicolon pjsip.conf:36',
      'warning ast-media-sdes-clear pjsip.conf:52',
    ],
  },
};

describe('samples of configurations that users try', () => {
  for (const [path, { dialect, findings }] of Object.entries(taughtConfigurations))
    it(path, () => {
      const [folder = '', file = ''] = path.split('/');
      const names = [file, ...readdirSync(join('samples', folder)).filter((name) => name !== file)];
      const files = Object.fromEntries(names.map((name) => [name, readFileSync(join('samples', folder, name), 'utf8')]));
      const facts = readFiles(dialectById(dialect), files);
      assert.deepEqual(facts.problems, []);
      assert.deepEqual(
        findingLines(judge(facts), files).filter((line) => !line.startsWith('hint')),
        findings,
      );
    });

  it('are all there are', () => {
    const folders = readdirSync('samples', { withFileTypes: true }).filter((entry) => entry.isDirectory());
    assert.deepEqual(
      folders.map(({ name }) => name),
      Object.keys(taughtConfigurations).map((path) => path.split('/')[0]),
    );
  });
});

describe('samples', () => {
  const files = readdirSync('samples', { withFileTypes: true }).filter((entry) => entry.isFile());
  for (const { name: file } of files)
    it(file, () => {
      const trace = new Trace(readFileSync(`samples/${file}`, 'utf8'), { rules: selectRules(rules, 'practical') });
      const counts = new Map<string, number>();
      for (const { rule, severity } of trace.entries.flatMap(({ findings }) => findings))
        counts.set(`${severity} ${rule}`, (counts.get(`${severity} ${rule}`) ?? 0) + 1);
      const findings = [...counts].map(([what, count]) => `${what} × ${count}`).sort();
      assert.deepEqual({ format: trace.format.id, messages: trace.entries.length, findings }, taught[file]);
    });
});
