import { type Certificate, readCertificate, type Sha256 } from './certificate';
import { elementAt, elementsIn, inContext, TAG, wholeOf } from './der';
import { nameKey } from './distinguished-name';
import type { TrustStore } from './path';

/**
 * A store of many certificates of which a path needs one or two: their subjects are looked at when the first one is asked for, and only
 * what is asked for is read. Reading the 144 roots of a runtime costs as much as a whole probe.
 */
export function lazyStore(name: string, ders: readonly Uint8Array[], sha256: Sha256): TrustStore {
  const index = once(() => indexBySubject(ders));
  const prints = once(() => new Set(ders.map((der) => sha256(exactly(der)))));
  const found = new Map<string, readonly Certificate[]>();
  return {
    name,
    bySubject: {
      get: (key) => {
        const known = found.get(key);
        if (known) return known;
        const certificates = (index().get(key) ?? [])
          .map((der) => readCertificate(der, sha256))
          .filter((one) => one.kind === 'certificate');
        found.set(key, certificates);
        return certificates;
      },
    },
    fingerprints: { has: (print) => prints().has(print) },
    subjects: () => index().keys(),
  };
}

/** All that any of them trusts. */
export function unionStore(name: string, stores: readonly TrustStore[]): TrustStore {
  const [only] = stores;
  if (stores.length === 1 && only) return { ...only, name };
  return {
    name,
    bySubject: {
      get: (key) => {
        const certificates = stores.flatMap((store) => store.bySubject.get(key) ?? []);
        return [...new Map(certificates.map((certificate) => [certificate.sha256, certificate])).values()];
      },
    },
    fingerprints: { has: (print) => stores.some(({ fingerprints }) => fingerprints.has(print)) },
    ...(stores.every(({ subjects }) => subjects) && {
      subjects: () => new Set(stores.flatMap(({ subjects }) => [...(subjects?.() ?? [])])),
    }),
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function indexBySubject(ders: readonly Uint8Array[]): Map<string, Uint8Array[]> {
  const index = new Map<string, Uint8Array[]>();
  for (const der of ders) {
    const key = subjectKey(der);
    if (key === undefined) continue;
    const others = index.get(key);
    if (others) others.push(der);
    else index.set(key, [der]);
  }
  return index;
}

/** The normal form of a certificate's subject; undefined where the bytes do not begin as a certificate does. */
export function subjectKey(der: Uint8Array): string | undefined {
  const whole = elementAt(der, 0, der.length);
  const tbs = whole?.tag === TAG.sequence ? elementAt(der, whole.content, whole.end) : undefined;
  const fields = tbs?.tag === TAG.sequence ? elementsIn(der, tbs) : undefined;
  const subject = fields?.[fields[0]?.tag === inContext(0, 'constructed') ? 5 : 4];
  return subject && nameKey(der, subject);
}

/** What follows a certificate is not part of it (`TRUSTED CERTIFICATE` of OpenSSL). */
function exactly(der: Uint8Array): Uint8Array {
  const whole = elementAt(der, 0, der.length);
  return whole ? wholeOf(der, whole) : der;
}
