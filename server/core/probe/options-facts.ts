import { SipMessage } from '../sip/message';
import type { Via } from '../sip/parts';
import { commandTo } from './endpoint-command';
import type { EndpointFacts, OptionsFacts, ProbeFacts } from './facts';

/** An endpoint to which OPTIONS was sent. */
export interface AskedEndpoint {
  readonly endpoint: EndpointFacts;
  readonly options: OptionsFacts;
  /** Shows the same by openssl: the request as it was sent. */
  readonly command: string;
}

/** An endpoint that took the request and refused by an alert is none: that belongs to TLS. */
export const askedEndpoints = (facts: ProbeFacts): readonly AskedEndpoint[] =>
  facts.endpoints.flatMap((endpoint) => {
    const { options, outcome } = endpoint;
    return options && outcome === 'ok' ? { endpoint, options, command: optionsCommand(facts, endpoint, options) } : [];
  });

export interface AnsweredEndpoint extends AskedEndpoint {
  readonly answer: SipMessage;
}

export const answeredEndpoints = (facts: ProbeFacts): readonly AnsweredEndpoint[] =>
  askedEndpoints(facts).flatMap((asked) => (asked.options.answer ? { ...asked, answer: asked.options.answer } : []));

function optionsCommand(facts: ProbeFacts, endpoint: EndpointFacts, { sent }: OptionsFacts): string {
  const lines = sent.replace(/\r\n$/, '').split('\r\n');
  return commandTo(facts, endpoint, { send: { lines, seconds: 2 } });
}

/** The Via that this side wrote, with its text. */
export function sentVia({ sent }: OptionsFacts): { readonly via: Via | undefined; readonly text: string } {
  const message = new SipMessage(sent);
  const via = message.topVia;
  return { via, text: via ? viaText(message, via) : '' };
}

export const viaText = ({ text }: SipMessage, { start, end }: Via): string => text.slice(start, end);
