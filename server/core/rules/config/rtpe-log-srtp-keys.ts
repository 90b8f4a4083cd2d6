import { removing } from '../../config/edits';
import { lineOf, switchOf } from '../../config/keyed-lines';
import { rtpengineFacts } from '../../config/rtpengine/read';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/rtpe-log-srtp-keys',
  subject: 'config',
  products: ['rtpengine'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Keys of SRTP are written to the log',
  remedy: 'Take log-srtp-keys out when the search is over.',
  cites: ['rtpengine, log-srtp-keys'],
  examples: [
    {
      title: 'on',
      dialect: 'rtpengine',
      files: {
        'rtpengine.conf': `
[rtpengine]
interface = 192.0.2.1
listen-ng = 127.0.0.1:2223
log-srtp-keys = true
#               ^^^^ config/rtpe-log-srtp-keys
`,
      },
    },
    {
      title: 'off',
      dialect: 'rtpengine',
      files: {
        'rtpengine.conf': `
[rtpengine]
interface = 192.0.2.1
listen-ng = 127.0.0.1:2223
log-srtp-keys = false
`,
      },
    },
  ],
  check(facts, _context, report) {
    const line = lineOf(rtpengineFacts(facts)?.lines ?? [], 'log-srtp-keys');
    if (!line || switchOf(line.value, 'on') !== 'on') return;
    report(
      line.value.text === '' ? line.key.place : line.value.place,
      'The keys of all calls are written to the log: who gets it can listen to what was recorded.',
      {
        covers: ['config/keylog-on'],
        fix: { title: 'Write no keys', edits: [removing(facts, line.whole)] },
      },
    );
  },
});
