import { defineConfigRule } from '../config-rule';
import { oncePerPlace, profilesOf } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-key-password',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'info', strict: 'info' },
  title: 'Passphrase of the key beside its path',
  remedy:
    'Keep this file as safe as the key, and out of version control; or use a key without a passphrase that only Kamailio’s user can read.',
  cites: ['Kamailio tls module, private_key_password'],
  examples: [
    {
      title: 'in clear',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
private_key = key.pem
private_key_password = "not for others"
#                       ^^^^^^^^^^^^^^ config/kam-key-password
`,
      },
    },
    {
      title: 'a template fills it in',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
private_key = key.pem
private_key_password = {{ key_password }}
`,
      },
    },
  ],
  check(facts, _context, report) {
    const options = profilesOf(facts).flatMap(({ options: each }) => each.get('private_key_password') ?? []);
    for (const { value } of oncePerPlace(options, (each) => each.value.place))
      if (value.isKnown && value.text !== '')
        report(
          value.place,
          'The passphrase of the key stands here in clear, so that it protects nothing against whoever reads this file.',
          {
            covers: ['config/secret-inline'],
          },
        );
  },
});
