import type { FileRef } from '../../config/model';
import { namedFiles, purposeWords } from '../config-certificates';
import { replaceValue } from '../config-fixes';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/cert-file-missing',
  subject: 'config',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'File that a setting names is not there',
  remedy: 'Put the file there, or correct the path.',
  cites: ['RFC 8446 §4.4.2'],
  examples: [
    {
      title: 'misspelt',
      dialect: 'kamailio-tls',
      certificates: {
        'tls/server.pem': [{ names: ['sip.example.com'] }, { isCa: true }],
        'tls/server.key': { names: ['sip.example.com'], holds: 'key' },
      },
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = tls/server.crt
#             ^^^^^^^^^^^^^^ config/cert-file-missing
private_key = tls/server.key
`,
      },
    },
    {
      title: 'neither here nor anywhere near',
      dialect: 'kamailio-tls',
      certificates: {
        'tls/server.pem': [{ names: ['sip.example.com'] }, { isCa: true }],
        'tls/server.key': { names: ['sip.example.com'], holds: 'key' },
      },
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = tls/server.pem
private_key = tls/server.key
ca_list = tls/partners.pem
#         ^^^^^^^^^^^^^^^^ config/cert-file-missing
`,
      },
    },
    {
      title: 'a path of the server',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
`,
      },
    },
    {
      title: 'as it should be',
      dialect: 'kamailio-tls',
      certificates: {
        'tls/server.pem': [{ names: ['sip.example.com'] }, { isCa: true }],
        'tls/server.key': { names: ['sip.example.com'], holds: 'key' },
      },
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = tls/server.pem
private_key = tls/server.key
`,
      },
    },
  ],
  check(facts, { file: fileOf }, report) {
    const named = namedFiles(facts);
    const kept = named.filter(({ ref }) => fileOf(ref).kind === 'read').map(({ ref }) => ref.purpose);
    for (const { ref, profile } of named) {
      const file = fileOf(ref);
      if (file.kind !== 'missing' || (ref.orElse && fileOf(ref.orElse).kind === 'read')) continue;
      const { text, place } = ref.value;
      const fix = file.nearest === undefined ? undefined : replaceValue(facts, ref.value, file.nearest, `Write ${file.nearest}`);
      const consequence =
        ref.purpose === 'key' || ref.purpose.startsWith('certificate')
          ? `${profile.role === 'client' ? 'Outgoing TLS' : 'The TLS listener'} does not start without it`
          : 'What it is to check is refused, or not checked at all';
      report(place, `The ${purposeWords[ref.purpose]} ${quoted(text)} is not there. ${consequence}.`, {
        // What a mapping covers is a copy, from which keys and certificates are mostly left out.
        ...(((ref.base === 'absolute' && !isKeptHere(ref, file.nearest, kept)) || profile.isInactive) && { atMost: 'hint' }),
        ...(fix && { fix }),
      });
    }
  },
});

/** The copy has others of the kind, or one of almost this name: then this one was not left out on purpose. */
function isKeptHere({ purpose }: FileRef, nearest: string | undefined, kept: readonly FileRef['purpose'][]): boolean {
  if (purpose !== 'key') return kept.includes(purpose);
  return kept.includes('key') || (nearest !== undefined && /\bkey\b|\.key$/i.test(nearest));
}
