import { dialects } from '../../config/dialects/all.gen';
import { replacing } from '../../config/edits';
import { groupedBy } from '../../config/grouped';
import type { ConfigFacts, Product } from '../../config/model';
import { productNames } from '../../config/product-names';
import type { SettingDoc } from '../../config/setting-doc';
import { isSlip } from '../../config/slip';
import { defineConfigRule } from '../config-rule';
import { oncePerPlace, quoted, textAt } from '../config-words';

export default defineConfigRule({
  id: 'config/setting-misspelled',
  subject: 'config',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Name of a TLS setting is misspelled',
  remedy: 'Write the name as the product has it.',
  cites: [
    'Kamailio tls module, Parameters',
    'OpenSIPS tls_mgm module, Exported Parameters',
    'FreeSWITCH Sofia configuration files, profile parameters',
  ],
  examples: [
    {
      title: 'parameters of the TLS module: a letter too few, and the prefix of another one',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
listen=tls:192.0.2.1:5061
loadmodule "tls.so"
modparam("tls", "tls_metod", "TLSv1.2+")
#                ^^^^^^^^^ config/setting-misspelled
modparam("tls", "tls_verify_certificate", 1)
#                ^^^^^^^^^^^^^^^^^^^^^^ config/setting-misspelled
`,
      },
    },
    {
      title: 'an underscore where FreeSWITCH has a hyphen',
      dialect: 'freeswitch',
      files: {
        'internal.xml': `
<profile name="internal"><settings>
<param name="sip-port" value="5060"/>
<param name="tls" value="true"/>
<param name="tls_version" value="tlsv1.2"/>
<!--         ^^^^^^^^^^^ config/setting-misspelled -->
</settings></profile>
`,
      },
    },
    {
      title: 'names of other settings, which are merely not explained here',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
listen=tls:192.0.2.1:5061
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
modparam("tls", "provider_quirks", 1)
`,
      },
    },
  ],
  check(facts, _context, report) {
    const docs = docsOf(facts);
    const unknown = facts.settings.filter(({ key, isInactive }) => !isInactive && !docs.names.has(lastOf(key)));
    for (const { key, name } of oncePerPlace(unknown, (setting) => setting.name)) {
      const written = textAt(facts, name);
      const group = key.slice(0, key.lastIndexOf('.'));
      const meant = nearestOf(written, docs.byGroup.get(group) ?? []);
      if (meant === undefined) continue;
      report(name, `${productNames[facts.product]} knows no ${quoted(written)} here, but ${quoted(meant)}: ${consequence(facts)}.`, {
        fix: { title: `Write ${meant}`, edits: [replacing(name, meant)] },
      });
    }
  },
});

const lastOf = (key: string): string => plain(key.slice(key.lastIndexOf('.') + 1));

const plain = (name: string): string => name.toLowerCase();
/** Without what people leave out, put in, or write in another way. */
const bare = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[-_]/g, '')
    .replace(/^(?:tls|sip)/, '');

const ofSecurity = /tls|ssl|cert|cipher|verif|crypt|srtp|secure|key|method|transport|^ca/i;

interface Docs {
  /** All names that the dialect explains anywhere. */
  readonly names: ReadonlySet<string>;
  readonly byGroup: ReadonlyMap<string, readonly SettingDoc[]>;
}

const kept = new Map<string, Docs>();

function docsOf({ dialect }: ConfigFacts): Docs {
  const known = kept.get(dialect);
  if (known) return known;
  const all = dialects.find(({ id }) => id === dialect)?.settings ?? [];
  const names = new Set(all.flatMap(({ key, name, aliases = [] }) => [key.slice(key.lastIndexOf('.') + 1), name, ...aliases].map(plain)));
  const docs = { names, byGroup: groupedBy(all, ({ key }) => key.slice(0, key.lastIndexOf('.'))) };
  kept.set(dialect, docs);
  return docs;
}

/** The one name about TLS that somebody may have meant. */
function nearestOf(written: string, docs: readonly SettingDoc[]): string | undefined {
  const about = docs.filter(({ name }) => ofSecurity.test(name));
  const same = about.filter(({ name }) => bare(name) === bare(written));
  // With another letter in front it is mostly another setting: DTLSPort is none of TLS.
  const near =
    same.length > 0 || written.length < 6
      ? same
      : about.filter(({ name }) => name[0] === written[0] && isSlip(plain(name), plain(written)));
  const [only, ...more] = near;
  return more.length === 0 ? only?.name : undefined;
}

/** Products that do not start, or lose the whole object, by a name that they do not know. */
const strictProducts: readonly Product[] = ['kamailio', 'opensips'];

function consequence({ product, dialect }: ConfigFacts): string {
  if (strictProducts.includes(product)) return 'it stops at this line and does not start';
  if (dialect === 'asterisk-pjsip') return 'it complains in its log and leaves out the whole object';
  return 'it passes over what it does not know, so that this setting has no effect';
}
