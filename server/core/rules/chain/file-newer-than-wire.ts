import { dayOf, placeOf, printCommand } from '../../probe/chain-words';
import { quoted } from '../../probe/commands';
import { isTwin, nameSet } from '../../probe/leaf-groups';
import type { Certificate } from '../../x509/certificate';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/file-newer-than-wire',
  subject: 'chain',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Installed certificate is not the one served',
  remedy:
    'Reload: Kamailio kamcmd tls.reload, OpenSIPS tls_reload, Asterisk module reload (same file names), FreeSWITCH sofia profile restart.',
  cites: [],
  examples: [
    {
      title: 'renewed in the file, not reloaded',
      scene: {
        certificates: {
          leaf: { notBefore: '-80d', notAfter: '+100d' },
          renewed: { by: 'intermediate', names: ['DNS:sip.example.com'], notBefore: '-2d', notAfter: '+178d' },
        },
        installed: 'renewed',
      },
      finds: ['warning'],
    },
    { title: 'after the reload', scene: { installed: 'leaf' }, finds: [] },
    { title: 'no file was named', scene: {}, finds: [] },
    {
      title: 'the file holds an older one',
      scene: {
        certificates: {
          leaf: { notBefore: '-2d' },
          earlier: { by: 'intermediate', names: ['DNS:sip.example.com'], notBefore: '-80d' },
        },
        installed: 'earlier',
      },
      finds: [],
    },
    {
      title: 'the file is that of another listener',
      scene: {
        certificates: {
          leaf: { notBefore: '-80d' },
          other: { by: 'intermediate', names: ['DNS:pbx.example.net'], notBefore: '-2d' },
        },
        installed: 'other',
      },
      finds: [],
    },
    {
      title: 'not to be loaded yet: it is valid from tomorrow on',
      scene: {
        certificates: {
          leaf: { notBefore: '-80d' },
          renewed: { by: 'intermediate', names: ['DNS:sip.example.com'], notBefore: '+1d' },
        },
        installed: 'renewed',
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const { installed, leaf, server, now, purpose } = facts;
    if (!installed || purpose === 'client' || installed.leaf.sha256 === leaf.sha256) return;
    const { notBefore, notAfter } = installed.leaf;
    const isNewer = notBefore > leaf.notBefore && notBefore <= now;
    if (!isNewer || isTwin(installed.leaf, leaf) || !sharesName(installed.leaf, leaf)) return;
    const served = printCommand(facts, leaf, '-fingerprint -sha256 -enddate');
    report(
      `The file holds a certificate until ${dayOf(notAfter)}; ${server} still serves the one until ${dayOf(leaf.notAfter)}. The daemon has not reloaded.`,
      {
        at: placeOf(facts, leaf),
        ...(served !== undefined && {
          command: `${served}; openssl x509 -in ${quoted(installed.path)} -noout -fingerprint -sha256 -enddate`,
        }),
      },
    );
  },
});

/** Both are for one service: a renewal may add names or drop some, and keeps one at least. */
function sharesName(a: Certificate, b: Certificate): boolean {
  const names = new Set(nameSet(a).split('\n'));
  return nameSet(b)
    .split('\n')
    .some((name) => names.has(name));
}
