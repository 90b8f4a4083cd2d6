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
  const length = ({ domains }: Provider): number =>
    Math.max(0, ...domains.map((domain) => (name === domain || name.endsWith(`.${domain}`) ? domain.length : 0)));
  const [best] = known(own)
    .map((provider) => ({ provider, length: length(provider) }))
    .filter((one) => one.length > 0)
    .sort((a, b) => b.length - a.length);
  return best?.provider;
}

/** By its id, as `--provider` names it. */
export const providerNamed = (id: string, own: readonly Provider[] = []): Provider | undefined => known(own).find((one) => one.id === id);

/** Each id once: what the user says of a provider takes the place of what is said here. */
function known(own: readonly Provider[]): readonly Provider[] {
  const ids = new Set(own.map(({ id }) => id));
  return [...own, ...providers.filter(({ id }) => !ids.has(id))];
}
