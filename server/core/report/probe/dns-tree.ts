import type { DnsRecord, ResolutionStep } from '../../../contracts';

/** The walk of RFC 3263 as a tree: each question, its records, and the questions that a record led to. */
export interface DnsNode {
  readonly step: ResolutionStep;
  readonly records: readonly RecordNode[];
}

export interface RecordNode {
  readonly record: DnsRecord;
  readonly asked: readonly DnsNode[];
}

export interface DnsWalk {
  /** Where several were asked side by side. */
  readonly resolver?: string;
  readonly roots: readonly DnsNode[];
}

/** One walk for each resolver: where a question is met again, the next one begins. */
export function dnsWalks(steps: readonly ResolutionStep[]): readonly DnsWalk[] {
  const runs: ResolutionStep[][] = [];
  let seen = new Set<string>();
  for (const step of steps) {
    const question = `${step.type} ${plain(step.name)}`;
    if (runs.length === 0 || seen.has(question)) {
      runs.push([]);
      seen = new Set();
    }
    seen.add(question);
    runs.at(-1)?.push(step);
  }
  return runs.map((run) => {
    const resolver = run.find(({ server }) => server !== undefined)?.server;
    return { ...(runs.length > 1 && resolver !== undefined ? { resolver } : {}), roots: treeOf(run) };
  });
}

/** A question hangs below the first record that names what is asked for. */
function treeOf(steps: readonly ResolutionStep[]): readonly DnsNode[] {
  const roots: Growing[] = [];
  const leads = new Map<string, DnsNode[]>();
  for (const step of steps) {
    const node: Growing = { step, records: [] };
    const above = step.outcome === 'skipped' ? undefined : leads.get(`${step.type === 'SRV' ? 'SRV' : 'address'} ${plain(step.name)}`);
    (above ?? roots).push(node);
    for (const record of step.records) {
      const asked: DnsNode[] = [];
      node.records.push({ record, asked });
      const lead = leadOf(record);
      if (lead !== undefined && !leads.has(lead)) leads.set(lead, asked);
    }
  }
  return roots;
}

interface Growing extends DnsNode {
  readonly records: RecordNode[];
}

function leadOf(record: DnsRecord): string | undefined {
  if (record.type === 'NAPTR') return `SRV ${plain(record.replacement)}`;
  return record.type === 'SRV' ? `address ${plain(record.target)}` : undefined;
}

const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '');
