import { verifyCommand } from '../../probe/chain-words';
import { sourceOf, unmetExpectations } from '../../probe/provider-expectations';
import { visibleName } from '../../text/visible-name';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/provider-expectation',
  subject: 'chain',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Not what this provider expects',
  remedy: 'Do as the provider says; where its facts have changed, give a data file of your own.',
  cites: [],
  examples: [
    {
      title: 'the store lacks a root that the provider uses',
      scene: {
        provider: {
          id: 'microsoft-teams',
          title: 'Microsoft Teams',
          asOf: '2026-03-01',
          domains: [],
          roots: [{ commonName: 'Test Root' }, { commonName: 'DigiCert Global Root G2', from: '2023-10-03' }],
          notes: [
            { text: 'Its certificates lead to these roots.', source: 'https://provider.example/tls', asOf: '2026-03-01', about: ['roots'] },
          ],
        },
      },
      finds: ['warning'],
    },
    {
      title: 'the path ends at a root that it does not use any more',
      scene: {
        provider: {
          id: 'microsoft-teams',
          title: 'Microsoft Teams',
          asOf: '2026-03-01',
          domains: [],
          roots: [{ commonName: 'Test Root', until: '2026-01-01' }],
          notes: [],
        },
      },
      finds: ['warning'],
    },
    {
      title: 'facts of two years ago',
      scene: {
        provider: {
          id: 'microsoft-teams',
          title: 'Microsoft Teams',
          asOf: '2024-03-01',
          domains: [],
          roots: [{ commonName: 'Other Root' }],
          notes: [],
        },
      },
      finds: ['info', 'info'],
    },
    {
      title: 'an older version than it speaks',
      scene: {
        version: 0x0302,
        suite: 'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA',
        provider: { id: 'x', title: 'X', asOf: '2026-03-01', domains: [], minVersion: 'TLSv1.2', notes: [] },
      },
      finds: ['warning'],
    },
    {
      title: 'a certificate of the customer from another authority, and it wants none at all',
      scene: {
        purpose: 'client',
        provider: {
          id: 'x',
          title: 'X',
          asOf: '2026-03-01',
          domains: [],
          customer: { clientCertificate: 'not-used', authorities: ['DigiCert'] },
          notes: [],
        },
      },
      finds: ['warning', 'info'],
    },
    {
      title: 'a wildcard that it does not take',
      scene: {
        purpose: 'client',
        certificates: { leaf: { names: ['DNS:*.example.com'] } },
        provider: { id: 'x', title: 'X', asOf: '2026-03-01', domains: [], customer: { acceptsWildcard: false }, notes: [] },
      },
      finds: ['warning'],
    },
    {
      title: 'a root that the provider is known to have left, which has its own rule',
      scene: {
        certificates: { root: { commonName: 'Baltimore CyberTrust Root' } },
        provider: {
          id: 'microsoft-teams',
          title: 'Microsoft Teams',
          asOf: '2026-03-01',
          domains: [],
          roots: [{ commonName: 'Baltimore CyberTrust Root', until: '2023-10-03' }],
          notes: [],
        },
      },
      finds: [],
    },
    {
      title: 'as it says',
      scene: {
        provider: {
          id: 'microsoft-teams',
          title: 'Microsoft Teams',
          asOf: '2026-03-01',
          domains: [],
          roots: [
            { commonName: 'Test Root', from: '2023-10-03' },
            { commonName: 'Next Root', from: '2027-01-01' },
          ],
          minVersion: 'TLSv1.2',
          notes: [],
        },
      },
      finds: [],
    },
    {
      title: 'the customer as it says',
      scene: {
        purpose: 'client',
        provider: {
          id: 'x',
          title: 'X',
          asOf: '2026-03-01',
          domains: [],
          customer: { clientCertificate: 'required', needsClientAuth: true, acceptsWildcard: false, authorities: ['Test Root'] },
          notes: [],
        },
      },
      finds: [],
    },
    { title: 'no provider', scene: {}, finds: [] },
  ],
  check(facts, _context, report) {
    const { provider } = facts.policy;
    if (!provider) return;
    const isOld = facts.now.getTime() - new Date(provider.asOf).getTime() > MOST_AGE_MS;
    for (const { fact, since, about, found, at, severity } of unmetExpectations(facts, provider)) {
      const source = sourceOf(provider, about)?.source;
      report(
        `${visibleName(provider.title)}: ${fact} (known since ${since}${isOld && since !== provider.asOf ? `, read on ${provider.asOf}` : ''}). Here: ${found}.`,
        {
          ...(at && { at }),
          ...(severity && { severity }),
          ...(isOld && { atMost: 'info' }),
          ...(source !== undefined && { remedy: `${remedy} Its source: ${visibleName(source)}.` }),
          command: verifyCommand(facts),
        },
      );
    }
  },
});

const remedy = 'Do as the provider says; where its facts have changed, give a data file of your own.';

/** 18 months. */
const MOST_AGE_MS = 548 * 86_400_000;
