import type { DnsRecord } from '../contracts';

export type SrvRecord = Extract<DnsRecord, { type: 'SRV' }>;

/**
 * The order in which a client tries SRV records (RFC 2782, "Usage rules"): by priority, and among equals by a draw in which a record
 * wins as often as its weight says. `random` gives 0 up to, not including, 1.
 */
export function orderSrv<T extends Pick<SrvRecord, 'priority' | 'weight'>>(records: readonly T[], random: () => number): T[] {
  const ordered: T[] = [];
  const priorities = [...new Set(records.map(({ priority }) => priority))].sort((a, b) => a - b);
  for (const priority of priorities) {
    // Those without weight stand first, so that they have the small chance that the RFC leaves them: a draw of exactly 0.
    const left = records.filter((record) => record.priority === priority).sort((a, b) => Number(a.weight > 0) - Number(b.weight > 0));
    while (left.length > 0) {
      const sum = left.reduce((total, { weight }) => total + weight, 0);
      const draw = Math.floor(random() * (sum + 1));
      let running = 0;
      const index = left.findIndex(({ weight }) => {
        running += weight;
        return running >= draw;
      });
      ordered.push(...left.splice(Math.max(index, 0), 1));
    }
  }
  return ordered;
}
