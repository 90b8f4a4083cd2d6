import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/alert-internal-error',
  subject: 'tls',
  severity: { practical: 'error', strict: 'error' },
  title: 'Peer failed internally (alert 80)',
  remedy: 'Read the log of the side that sent the alert at this very second. Check that the service user may read key and certificate.',
  cites: ['RFC 8446 §6.2'],
  examples: [],
  check({ alert, server, client }, _context, report) {
    if (alert?.code !== 80) return;
    const sender = alert.direction === 'received' ? server : client;
    report(
      `${sender} broke down while handling the handshake: key file not readable after dropping privileges, HSM not reachable, or no certificate for this name. Your side cannot see more.`,
    );
  },
});
