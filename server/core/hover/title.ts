import type { Header } from '../sip/message';
import { headerFact } from './facts';
import { code, say, type Words } from './words';

/** `Via` (compact `v`). */
export function headerTitle(header: Header): Words {
  const compact = headerFact(header.name)?.compact;
  return compact ? say`${code(header.name)} (compact ${code(compact)})` : say`${code(header.name)}`;
}
