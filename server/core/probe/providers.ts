import amazonChime from './data/providers/amazon-chime.json';
import genesysCloud from './data/providers/genesys-cloud.json';
import livekitCloud from './data/providers/livekit-cloud.json';
import metaWhatsapp from './data/providers/meta-whatsapp.json';
import microsoftTeams from './data/providers/microsoft-teams.json';
import openaiRealtime from './data/providers/openai-realtime.json';
import telnyx from './data/providers/telnyx.json';
import twilio from './data/providers/twilio.json';
import webex from './data/providers/webex.json';
import zoomPhone from './data/providers/zoom-phone.json';
import type { Provider } from './provider';
import { checkedProvider } from './read-provider';

/** The providers that are known here, by their ids. Their files are read as a user's own would be. */
export const providers: readonly Provider[] = [
  amazonChime,
  genesysCloud,
  livekitCloud,
  metaWhatsapp,
  microsoftTeams,
  openaiRealtime,
  telnyx,
  twilio,
  webex,
  zoomPhone,
].flatMap((file) => {
  const checked = checkedProvider(file);
  return 'problem' in checked ? [] : checked;
});

/** By the host that was dialled: the provider with the longest domain that it is, or is below of. `own`, the user's, come first. */
export function providerFor(host: string, own: readonly Provider[] = []): Provider | undefined {
  const name = host.toLowerCase().replace(/\.$/, '');
  let best: { readonly provider: Provider; readonly length: number } | undefined;
  for (const provider of known(own))
    for (const domain of provider.domains)
      if (isWithin(name, domain) && domain.length > (best?.length ?? 0)) best = { provider, length: domain.length };
  return best?.provider;
}

const isWithin = (name: string, domain: string): boolean =>
  name.endsWith(domain) && (name.length === domain.length || name[name.length - domain.length - 1] === '.');

/** By its id, as `--provider` names it. */
export const providerNamed = (id: string, own: readonly Provider[] = []): Provider | undefined => known(own).find((one) => one.id === id);

/** Each id once: what the user says of a provider takes the place of what is said here. */
function known(own: readonly Provider[]): readonly Provider[] {
  if (own.length === 0) return providers;
  const ids = new Set(own.map(({ id }) => id));
  return [...own, ...providers.filter(({ id }) => !ids.has(id))];
}
