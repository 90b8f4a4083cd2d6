import { replacing } from '../../config/edits';
import type { Value } from '../../config/model';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { oncePerPlace, profilesOf, scriptOf } from '../kamailio';

const pathOptions = ['certificate', 'private_key', 'ca_list', 'ca_path', 'crl', 'certificate2', 'private_key2'] as const;

export default defineConfigRule({
  id: 'config/kam-path-cwd',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Path that depends on where Kamailio was started',
  remedy: 'Leave the leading dot out: then the path is relative to the folder of kamailio.cfg. Or write an absolute path.',
  cites: ['Kamailio tls module, §10.36'],
  examples: [
    {
      title: 'a certificate beside the profiles, as it seems',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
certificate = ./cert.pem
#             ^^^^^^^^^^ config/kam-path-cwd
private_key = ../keys/key.pem
#             ^^^^^^^^^^^^^^^ config/kam-path-cwd
`,
      },
    },
    {
      title: 'the file of profiles itself',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
loadmodule "tls.so"
modparam("tls", "config", "./tls.cfg")
#                          ^^^^^^^^^ config/kam-path-cwd
`,
        'tls.cfg': `
[server:default]
method = TLSv1.2+
`,
      },
    },
    {
      title: 'relative to the folder of kamailio.cfg, and absolute',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
certificate = cert.pem
private_key = /etc/kamailio/key.pem
`,
      },
    },
  ],
  check(facts, _context, report) {
    const file = scriptOf(facts)?.profileFile?.value;
    const options = profilesOf(facts).flatMap((each) => pathOptions.map((name) => each.options.get(name)?.value));
    const values = [file, ...options].filter((value): value is Value => value !== undefined);
    for (const value of oncePerPlace(values, ({ place }) => place)) {
      if (!value.isKnown || !/^\.\.?\//.test(value.text)) continue;
      const inside = value.text.replace(/^(?:\.\/+)+/, '');
      const isFixable = !inside.startsWith('.') && inside !== '';
      report(
        value.place,
        `${quoted(value.text)} begins with a dot, so that it is looked for in the folder that Kamailio was started in: as a service that is mostly /, and the file is not found.`,
        isFixable ? { fix: { title: `Write ${inside}`, edits: [replacing(value.place, inside)] } } : {},
      );
    }
  },
});
