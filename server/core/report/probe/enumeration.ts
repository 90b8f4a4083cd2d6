import type { Endpoint } from '../../../contracts';
import type { EnumerationFacts } from '../../probe/facts';
import { groupName } from '../../tls/groups';
import { schemeName } from '../../tls/schemes';
import { gradeOf, suiteName } from '../../tls/suites';
import { hexCode, versionName } from '../../tls/versions';

/** The facts as the public contract tells them: by their names. */
export function enumerationRecord(facts: EnumerationFacts): NonNullable<Endpoint['enumeration']> {
  return {
    versions: Object.fromEntries([...facts.versions].map(([version, verdict]) => [versionName(version), verdict])),
    suites: facts.suites.map(({ version, suite }) => {
      const cipher = suiteName(suite);
      return { version: versionName(version), cipher, code: hexCode(suite), grade: gradeOf(cipher) };
    }),
    serverOrder: facts.serverOrder,
    groups: [...new Set(facts.groups.map(groupName))],
    signatureSchemes: [...new Set(facts.schemes.map(schemeName))],
    alpn: [...facts.protocols],
    compression: facts.compression,
    handshakes: facts.hellos,
  };
}
