import { visibleName } from '../text/visible-name';
import { wordsOf } from './kamailio/words';
import type { ConfigFacts, ConfigSymbol, Product } from './model';

/** Why a name cannot be given another one from here, in a sentence; undefined: it can. */
export function whyNotRenamed({ kind, name, isRenamable }: ConfigSymbol, product: Product): string | undefined {
  if (isRenamable) return undefined;
  switch (kind) {
    case 'listener':
      return 'A socket is called by its address here: write another address in its place.';
    case 'module':
      return 'This is the name of a module, and of its file.';
    case 'certificate':
    case 'key':
      return 'What a certificate says is signed, so it cannot be written anew.';
    case 'route':
      if (
        /^(?:event_route|timer_route|local_route|startup_route|error_route|request_route|reply_route|onsend_route)/.test(name) ||
        !name.includes('[')
      )
        return 'The product itself calls this block by its name.';
      break;
    case 'profile':
      if (product === 'kamailio')
        return 'The header says for which addresses this profile is. A server_id gives it a name that can be changed.';
      if (product === 'freeswitch')
        return 'The console, the dialplan and event scripts call this profile by its name, so it is not renamed from here alone.';
      if (product === 'opensips') return 'A server domain and a client domain may share this name, or files that are not here use it.';
      break;
    case 'endpoint':
      return 'Phones, the dialplan and voicemail know this endpoint by its name, so it is not renamed from here alone.';
    case 'peer':
      if (product === 'asterisk') return 'Phones and the dialplan know this one by its name, so it is not renamed from here alone.';
      if (product === 'freeswitch')
        return 'This name is also the host that is dialled, or a variable in a dial string may hold it, so it is not renamed from here alone.';
      break;
    case 'variable':
      if (product === 'freeswitch')
        return 'FreeSWITCH or a call may ask for this variable by its name, so it is not renamed from here alone.';
      break;
    default:
  }
  return 'This name may be used in files that are not here, or outside of them, so it is not renamed from here alone.';
}

/** What keeps a new name from being written, in a sentence; undefined: nothing does. `written`: the old one as it stands. */
export function whyNotNamed(
  symbol: ConfigSymbol,
  { symbols, product }: Pick<ConfigFacts, 'symbols' | 'product'>,
  names: { readonly written: string; readonly wanted: string },
): string | undefined {
  const { written, wanted } = names;
  const quoted = `“${visibleName(wanted.slice(0, 100), 110)}”`;
  const { form, says } = formOf(symbol, product);
  if (!form.test(wanted)) return `${quoted} is no name for it: ${says}.`;
  if (product === 'kamailio' && symbol.kind === 'variable' && wordsOf(undefined).kinds.has(wanted))
    return `${quoted} is no name for it: Kamailio has a word of its own that is written so.`;
  const name = symbol.name.replace(written, () => wanted);
  if (wanted !== written && symbols.some((other) => other.kind === symbol.kind && other.name === name))
    return `There is another ${symbol.kind} called ${quoted} already.`;
  return undefined;
}

function formOf({ kind }: ConfigSymbol, product: Product): { readonly form: RegExp; readonly says: string } {
  if (kind === 'variable' && product === 'kamailio')
    return { form: /^[A-Za-z_]\w{0,99}$/, says: 'letters, digits and “_” stand in it, no digit first' };
  if (kind === 'route') return { form: /^\w{1,100}$/, says: 'letters, digits and “_” stand in it' };
  return { form: /^[A-Za-z0-9_][\w.-]{0,99}$/, says: 'letters, digits, “_”, “.” and “-” stand in it' };
}
