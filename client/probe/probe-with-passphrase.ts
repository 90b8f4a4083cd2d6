import type { CancellationToken } from 'vscode';
import type { ProbeView } from '#core/report/probe/model';
import type { ProbeAnswer, ProbeParams } from '../../server/protocol';
import type { Settings } from '../../server/settings';
import type { SipServer } from '../language-client';
import type { Passphrases } from './passphrases';

export interface ProbeCall {
  readonly params: Omit<ProbeParams, 'id' | 'passphrase'>;
  readonly settings: Settings;
  readonly token: CancellationToken;
  readonly onProgress: (view: ProbeView) => void;
}

/** Probes, and asks for the passphrase of the client's key as long as the key needs one and the user does not give up. */
export async function probeWithPassphrase(
  server: Pick<SipServer, 'probe'>,
  passphrases: Pick<Passphrases, 'known' | 'forget' | 'ask' | 'found'>,
  { params, settings, token, onProgress }: ProbeCall,
): Promise<ProbeAnswer> {
  const file = sealedFile(params, settings);
  let passphrase = file === undefined ? undefined : await passphrases.known(file);
  for (;;) {
    const given = passphrase === undefined ? {} : { passphrase };
    const answer = await server.probe({ ...params, ...given }, token, onProgress);
    const isSealed = answer.kind === 'refused' && answer.passphrase !== undefined;
    if (file !== undefined && passphrase !== undefined && !isSealed && answer.kind === 'done') passphrases.found(file, passphrase);
    if (!isSealed || file === undefined) return answer;
    if (passphrase !== undefined) await passphrases.forget(file);
    passphrase = await passphrases.ask(file, answer.passphrase === 'wrong');
    if (passphrase === undefined) return answer;
  }
}

/** The file that holds the key: as it was asked, else by the settings. */
function sealedFile({ pkcs12, key, certificate }: ProbeParams, settings: Settings): string | undefined {
  const isGiven = pkcs12 !== undefined || key !== undefined || certificate !== undefined;
  const [first] = (
    isGiven
      ? [pkcs12, key, certificate]
      : [settings['sipTls.probe.pkcs12'], settings['sipTls.probe.key'], settings['sipTls.probe.certificate']]
  ).filter((path) => path);
  return first ?? undefined;
}
