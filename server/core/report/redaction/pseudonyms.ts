import { isLoopback } from '../../sip/socket';

/**
 * Names in place of those that a report may not show: of the same kind, and the same each time. They are counted, not computed from what
 * they stand for, so that nobody can try out which name it was.
 */
export class Pseudonyms {
  readonly #tables = new Map<string, Map<string, number>>();

  /** `sip.example.org` → `sub1.host1.example`: how names contain each other still shows, which is what wildcards are about. */
  host(name: string): string {
    const [, wildcard = '', services = '', rest = '', dot = ''] = /^(\*\.)?((?:_[^.]+\.)*)(.*?)(\.?)$/su.exec(name.toLowerCase()) ?? [];
    if (rest === '' || isLoopback(rest)) return name;
    const labels = rest.split('.');
    const [domain, below] = labels.length === 1 ? [rest, []] : [labels.slice(-2).join('.'), labels.slice(0, -2)];
    const base = `host${this.#number('host', domain)}${labels.length === 1 ? '' : '.example'}`;
    return `${wildcard}${services}${[...below.map((label) => `sub${this.#number('label', label)}`), base].join('.')}${dot}`;
  }

  /** Out of the ranges for documentation (RFC 5737), then for measurements (RFC 2544). Loopback says nothing of anybody and stays. */
  ipv4(address: string): string {
    if (isLoopback(address) || address === '0.0.0.0') return address;
    const number = this.#number('ipv4', address);
    const documentation = ['192.0.2', '198.51.100', '203.0.113'][Math.floor((number - 1) / 254)];
    if (documentation !== undefined) return `${documentation}.${((number - 1) % 254) + 1}`;
    return `198.${18 + ((number >> 16) & 1)}.${(number >> 8) & 255}.${number & 255}`;
  }

  /** RFC 3849. A zone names an interface of the host that probed, and goes. */
  ipv6(address: string): string {
    if (isLoopback(address) || address === '::') return address;
    return `2001:db8::${this.#number('ipv6', address.toLowerCase()).toString(16)}`;
  }

  /** A number keeps its length and its punctuation. */
  user(name: string): string {
    if (kept.has(name.toLowerCase())) return name;
    return /^\+?[\d().-]*\d[\d().-]*$/.test(name) && name.replaceAll(/\D/g, '').length >= 3
      ? this.number(name)
      : `user${this.#number('user', name)}`;
  }

  number(digits: string): string {
    const plain = digits.replaceAll(/\D/g, '');
    const other = String(this.#number('number', plain)).padStart(plain.length, '0').slice(-plain.length);
    let at = 0;
    return digits.replaceAll(/\d/g, () => other.charAt(at++));
  }

  /** Serial numbers, hashes, key identifiers: as long as before, with colons where there were. */
  hex(digits: string): string {
    const plain = digits.toLowerCase().replaceAll(':', '');
    const other = this.#number('hex', plain).toString(16).padStart(plain.length, '0');
    return digits.includes(':') ? (other.match(/../g)?.join(':') ?? other) : other;
  }

  /** Anything else: `call1`, `organization2`, by what it is. */
  other(kind: string, value: string): string {
    return `${kind}${this.#number(kind, value)}`;
  }

  #number(kind: string, value: string): number {
    let table = this.#tables.get(kind);
    if (!table) {
      table = new Map();
      this.#tables.set(kind, table);
    }
    const known = table.get(value);
    if (known !== undefined) return known;
    table.set(value, table.size + 1);
    return table.size;
  }
}

/** The probe's own, and the one that stands for nobody (RFC 3323 §4.1.1.3). */
const kept: ReadonlySet<string> = new Set(['probe', 'anonymous']);
