import { replacing } from '../../config/edits';
import { methodOf } from '../../config/kamailio/methods';
import { TLS13 } from '../../tls/versions';
import { defineConfigRule } from '../config-rule';
import { oncePerPlace, profilesOf } from '../kamailio';

const forTls13 = 'TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256';
const forTls12 =
  'ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256';

export default defineConfigRule({
  id: 'config/kam-cipher-tls13-names',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Cipher names of another version than the method’s',
  remedy: 'With TLSv1.3 and TLSv1.3+ list the suites of TLS 1.3 (TLS_AES_256_GCM_SHA384, …), with every other method those before it.',
  cites: ['Kamailio tls module, §10.10', 'RFC 8446 §B.4'],
  examples: [
    {
      title: 'a suite of TLS 1.2 with TLS 1.3',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.3
cipher_list = ECDHE-RSA-AES256-GCM-SHA384
#             ^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/kam-cipher-tls13-names
`,
      },
    },
    {
      title: 'only suites of TLS 1.3 with TLS 1.2',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
cipher_list = TLS_AES_256_GCM_SHA384
#             ^^^^^^^^^^^^^^^^^^^^^^ config/kam-cipher-tls13-names
`,
      },
    },
    {
      title: 'they fit',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.3
cipher_list = TLS_AES_256_GCM_SHA384

[client:default]
method = TLSv1.2+
cipher_list = ECDHE+AESGCM:!aNULL
verify_certificate = yes
ca_list = ca.pem
`,
      },
    },
  ],
  check(facts, _context, report) {
    const profiles = profilesOf(facts).flatMap(({ options }) => {
      const [list, method] = [options.get('cipher_list'), options.get('method')];
      const known = method ? methodOf(method.value.text) : undefined;
      return list?.value.isKnown && (!method || known) ? [{ list: list.value, method: known }] : [];
    });
    for (const { list, method } of oncePerPlace(profiles, (found) => found.list.place)) {
      const names = list.text.split(/[:,\s]+/).filter((name) => name !== '');
      const isNew = method?.least === TLS13;
      const wrong = names.filter((name) => name.startsWith('TLS_') !== isNew);
      if (names.length === 0 || (isNew ? wrong.length === 0 : wrong.length < names.length)) continue;
      report(
        list.place,
        isNew
          ? `With ${method.name} the list is that of TLS 1.3, which does not know ${wrong[0]}: ${wrong.length < names.length ? 'with OpenSSL 1.1.1 Kamailio does not start, and OpenSSL 3 leaves it out' : 'Kamailio does not start'}.`
          : `These are suites of TLS 1.3, which this list does not govern with ${method?.name ?? 'the default method'}: no suite is left for OpenSSL, and Kamailio does not start.`,
        {
          covers: ['config/cipher-refused'],
          ...(wrong.length < names.length && { severity: 'warning' as const }),
          fix: { title: `List suites of TLS ${isNew ? '1.3' : '1.2'}`, edits: [replacing(list.place, isNew ? forTls13 : forTls12)] },
        },
      );
    }
  },
});
