import { replacing } from '../../config/edits';
import { isAtLeast } from '../../config/product-version';
import { defineConfigRule } from '../config-rule';
import { scriptOf } from '../opensips';

export default defineConfigRule({
  id: 'config/osip-listen-removed',
  subject: 'config',
  products: ['opensips'],
  severity: { practical: 'info', strict: 'info' },
  title: 'listen is the old name of socket',
  remedy: 'Write socket in place of listen.',
  cites: ['OpenSIPS core, socket'],
  examples: [
    {
      title: '4.0',
      dialect: 'opensips',
      version: '4.0.1',
      files: {
        'opensips.cfg': `
listen=udp:192.0.2.1:5060
^^^^^^ config/osip-listen-removed
loadmodule "proto_udp.so"
`,
      },
    },
    {
      title: 'more than one: once, with a fix for all',
      dialect: 'opensips',
      version: '4.0.1',
      files: {
        'opensips.cfg': `
listen=udp:192.0.2.1:5060
^^^^^^ config/osip-listen-removed
listen=tcp:192.0.2.1:5060
loadmodule "proto_udp.so"
loadmodule "proto_tcp.so"
`,
      },
    },
    {
      title: 'a script of the time before the modules of transports',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
mpath="/usr/lib/opensips/modules/"
listen=udp:192.0.2.1:5060
loadmodule "tm.so"
route {
  exit;
}
`,
      },
    },
    {
      title: 'the version is not known',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
udp_workers=4
listen=udp:192.0.2.1:5060
^^^^^^ config/osip-listen-removed
loadmodule "proto_udp.so"
`,
      },
    },
    {
      title: 'before 3.1',
      dialect: 'opensips',
      version: '2.4.11',
      files: {
        'opensips.cfg': `
listen=udp:192.0.2.1:5060
loadmodule "proto_udp.so"
`,
      },
    },
    {
      title: 'socket',
      dialect: 'opensips',
      version: '4.0.1',
      files: {
        'opensips.cfg': `
socket=udp:192.0.2.1:5060
loadmodule "proto_udp.so"
`,
      },
    },
  ],
  check(facts, context, report) {
    const own = scriptOf(facts);
    const version = context.version('opensips');
    const isGone = isAtLeast(version, '4.0');
    const isOld =
      isAtLeast(version, '3.1') === false || (isGone === undefined && (own?.style === 'core' || own?.style === 'default-domain'));
    if (!own || isOld) return;
    // Since 2.2 there is a module for each transport; where none is loaded, the script is older than that.
    const isBefore2 = facts.includes.length === 0 && !own.modules.some(({ name }) => name.startsWith('proto_'));
    if (!isGone && isBefore2) return;
    const places = own.sockets.flatMap(({ word, place }) => (word === 'listen' ? [place] : []));
    const [first] = places;
    if (!first) return;
    report(
      first,
      isGone
        ? 'OpenSIPS 4.0 has removed listen: it does not start with this line.'
        : 'The name listen goes with 4.0, which does not start with it; socket is there since 3.1.',
      {
        ...(isGone && { severity: 'error' as const }),
        fix: {
          title: places.length > 1 ? `Write socket in all ${places.length} lines` : 'Write socket',
          edits: places.map((place) => replacing(place, 'socket')),
        },
      },
    );
  },
});
