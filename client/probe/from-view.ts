import type { FromProbeView, ProbeLook, ProbeRequest } from '../views/messages';

/** A message of the view, as it came; undefined where it is none. */
export function readFromView(value: unknown): FromProbeView | undefined {
  if (!isObject(value)) return undefined;
  const { kind, id, text, which, endpoint, href } = value;
  if (kind === 'ready' || kind === 'look' || kind === 'fold') {
    const look = readLook(value.look);
    return look && { kind, look };
  }
  if (typeof id !== 'number') return undefined;
  if (isPlain(kind)) return { kind, id };
  if (kind === 'copy' && typeof text === 'string') return { kind, id, text };
  if (kind === 'save-pem' && (which === 'sent' || which === 'repaired') && typeof endpoint === 'string')
    return { kind, id, which, endpoint };
  if (kind === 'open' && typeof href === 'string') return { kind, id, href };
  return undefined;
}

type PlainKind = Extract<ProbeRequest, { kind: 'again' | 'cancel' | 'compare' | 'export' | 'enumerate' | 'check-revocation' }>['kind'];

const plain: readonly unknown[] = ['again', 'cancel', 'compare', 'export', 'enumerate', 'check-revocation'] satisfies readonly PlainKind[];
const isPlain = (kind: unknown): kind is PlainKind => plain.includes(kind);

export function readLook(value: unknown): ProbeLook | undefined {
  if (!isObject(value)) return undefined;
  const { chosen, closed, opened, listsAll } = value;
  return {
    ...(typeof chosen === 'string' && { chosen }),
    closed: textsIn(closed),
    opened: textsIn(opened),
    listsAll: listsAll === true,
  };
}

const textsIn = (value: unknown): string[] => (Array.isArray(value) ? value.filter((item) => typeof item === 'string').slice(0, 200) : []);

const isObject = (value: unknown): value is { readonly [name: string]: unknown } => typeof value === 'object' && value !== null;
