import { chainEnd } from '../../probe/chain-end';
import { nameOf, ownerOf, placeOf, verifyCommand } from '../../probe/chain-words';
import { counted } from '../../text/counted';
import { visibleName } from '../../text/visible-name';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/intermediate-missing',
  subject: 'chain',
  severity: { practical: 'error', strict: 'error' },
  title: 'Intermediate certificate was not sent',
  remedy:
    'Append it to the certificate file after the leaf and reload (Kamailio certificate =, OpenSIPS certificate, Asterisk cert_file; FreeSWITCH reads it out of cafile.pem). The report offers the repaired file.',
  cites: ['RFC 8446 §4.4.2', 'RFC 5246 §7.4.2', 'RFC 5280 §6.1'],
  examples: [
    {
      title: 'the leaf alone, which says where its issuer is',
      scene: { certificates: { leaf: { caIssuers: 'http://ca.example.com/ca.cer' } }, sent: ['leaf'] },
      finds: ['error'],
    },
    {
      title: 'another address sends what is missing here',
      scene: { sent: ['leaf'], helpers: [{ certificate: 'intermediate', from: '192.0.2.2:5061' }] },
      finds: ['error'],
    },
    {
      title: 'the upper one of two, with the roots that everybody trusts',
      scene: {
        certificates: { upper: { by: 'root', isCa: true }, intermediate: { by: 'upper', caIssuers: 'http://ca.example.com/upper.cer' } },
        isPublicStore: true,
      },
      finds: ['error'],
    },
    { title: 'the leaf alone, and nobody knows where its issuer is', scene: { sent: ['leaf'] }, finds: ['error'] },
    { title: 'it is sent', scene: { certificates: { leaf: { caIssuers: 'http://ca.example.com/ca.cer' } } }, finds: [] },
    {
      title: 'it is trusted here',
      scene: { certificates: { leaf: { caIssuers: 'http://ca.example.com/ca.cer' } }, sent: ['leaf'], trusted: ['intermediate'] },
      finds: [],
    },
    {
      title: 'what is not at hand is a public root, which the user did not choose to trust',
      scene: {
        certificates: { intermediate: { caIssuers: 'http://ca.example.com/root.cer' }, mine: { by: 'itself', isCa: true } },
        trusted: ['mine'],
        publicRoots: ['root'],
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const end = chainEnd(facts);
    if (end?.kind !== 'intermediate-missing') return;
    const missing = end.found ? nameOf(end.found) : ownerOf(end.below.issuer);
    const helper = facts.helpers.find(({ certificate }) => certificate.sha256 === end.found?.sha256);
    const where =
      end.url !== undefined ? `; it is published at ${visibleName(end.url)}` : helper ? `; ${visibleName(helper.from)} sends it` : '';
    const isUnsure = !end.found && end.url === undefined;
    report(
      `${facts.isFile ? 'The file holds' : 'The server sent'} ${counted(facts.sent.length, 'certificate')}. ${missing}, which issued ${nameOf(end.below)}, is missing${where}. Browsers fetch it themselves, SIP stacks do not, so phones and SBCs refuse what the browser calls fine.`,
      {
        at: placeOf(facts, end.below),
        remedy:
          `Append ${missing} to the certificate file after the leaf and reload (Kamailio certificate =, OpenSIPS certificate, Asterisk cert_file; FreeSWITCH reads it out of cafile.pem). ${isUnsure ? 'If it is a root, install it on the side that verifies.' : facts.isFile ? '' : 'The report offers the repaired file.'}`.trimEnd(),
        command: verifyCommand(facts),
        // What nobody has sent yet may be meant for peers that know the issuer.
        ...(facts.isFile && isUnsure && { atMost: 'warning' }),
      },
    );
  },
});
