import { nameOf, ownerOf, placeOf, printCommand } from '../../probe/chain-words';
import { type Certificate, isSelfIssued } from '../../x509/certificate';
import { serialFault } from '../../x509/serial';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/serial',
  subject: 'chain',
  severity: { practical: 'off', strict: 'warning' },
  title: 'Serial number against the rules',
  remedy: 'Mend the private CA (openssl ca -rand_serial / x509 -CAcreateserial).',
  cites: ['RFC 5280 §4.1.2.2'],
  examples: [
    { title: 'zero', scene: { certificates: { leaf: { serial: '00' } } }, finds: ['warning'] },
    { title: 'negative', scene: { certificates: { leaf: { serial: '81' } } }, finds: ['warning'] },
    {
      title: 'of 21 octets',
      scene: { certificates: { leaf: { serial: '010203040506070809101112131415161718192021' } } },
      finds: ['warning'],
    },
    {
      title: 'one number for two certificates of an issuer',
      scene: {
        certificates: { intermediate: { serial: '1234' }, upper: { isCa: true, serial: '1234' } },
        sent: ['leaf', 'intermediate', 'upper'],
      },
      finds: ['warning'],
    },
    { title: 'an ordinary one', scene: { certificates: { leaf: { serial: '1234' } } }, finds: [] },
    {
      title: 'the same number from another issuer',
      scene: { certificates: { leaf: { serial: '1234' }, intermediate: { serial: '1234' } } },
      finds: [],
    },
    {
      title: 'the anchor is nobody’s to number',
      scene: { certificates: { root: { serial: '00' } }, sent: ['leaf', 'intermediate', 'root'] },
      finds: [],
    },
    { title: 'the same certificate twice', scene: { sent: ['leaf', 'intermediate', 'intermediate'] }, finds: [] },
  ],
  check(facts, _context, report) {
    const seen = new Map<string, Certificate>();
    for (const item of facts.sent) {
      if (item.kind !== 'certificate' || isSelfIssued(item) || facts.store.fingerprints.has(item.sha256)) continue;
      const number = `${item.issuer.key} ${item.serial}`;
      const other = seen.get(number);
      seen.set(number, item);
      const fault = serialFault(item);
      const isTwin = other !== undefined && other.sha256 !== item.sha256;
      if (!isTwin && (!fault || other)) continue;
      const twin = isTwin
        ? `${ownerOf(item.issuer)} gave the same number to ${nameOf(other)}; revoking one revokes both, and some caches mix them up.`
        : `It is ${faults[fault ?? 'zero']}, which RFC 5280 forbids.`;
      report(`${nameOf(item)}: serial ${item.serial}. ${twin}`, {
        at: placeOf(facts, item),
        command: printCommand(facts, item, '-serial'),
      });
    }
  },
});

const faults = { zero: 'zero', negative: 'negative', 'too-long': 'longer than 20 octets' } as const;
