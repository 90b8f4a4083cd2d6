import { fileRef } from '../../config/asterisk/pjsip-model';
import { setting } from '../../config/asterisk/pjsip-objects';
import { tlsTransports } from '../asterisk';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/ast-tls-file',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'File of a TLS transport is not there',
  remedy: 'Correct the path, or put the file where Asterisk’s user can read it. `pjsip show transports` lists what started.',
  cites: ['Asterisk res_pjsip, transport cert_file, priv_key_file and ca_list_file'],
  examples: [
    {
      title: 'a certificate that is not there, by a path without a slash in front',
      dialect: 'asterisk-pjsip',
      certificates: { 'keys/sip.key': { holds: 'key' } },
      files: {
        'pjsip.conf': `
[t-tls]
type=transport
protocol=tls
bind=0.0.0.0
cert_file=keys/sip.crt
;         ^^^^^^^^^^^^ config/ast-tls-file
priv_key_file=keys/sip.key
method=tlsv1_2
`,
      },
    },
    {
      title: 'a path of the server, which nobody can look up here',
      dialect: 'asterisk-pjsip',
      certificates: { 'keys/sip.key': { holds: 'key' } },
      files: {
        'pjsip.conf': `
[t-tls]
type=transport
protocol=tls
bind=0.0.0.0
cert_file=/etc/asterisk/keys/sip.crt
priv_key_file=keys/sip.key
method=tlsv1_2
`,
      },
    },
  ],
  check(facts, { file }, report) {
    for (const { object, name } of tlsTransports(facts))
      for (const [key, purpose] of files) {
        const ref = fileRef(setting(object, key), purpose);
        if (!ref?.value.isKnown || file(ref).kind !== 'missing') continue;
        const where = ref.value.text.startsWith('/')
          ? ''
          : ' A path without a slash in front is looked for in the folder in which Asterisk was started.';
        report(
          ref.value.place,
          `The file ${quoted(ref.value.text)} is not there. Asterisk does not start a transport whose ${key} it cannot read, so there is no TLS on ${quoted(name)} at all.${where}`,
          { covers: ['config/cert-file-missing'] },
        );
      }
  },
});

const files = [
  ['cert_file', 'certificate'],
  ['priv_key_file', 'key'],
  ['ca_list_file', 'ca'],
  ['ca_list_path', 'ca-folder'],
] as const;
