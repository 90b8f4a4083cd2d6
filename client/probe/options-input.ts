import * as vscode from 'vscode';
import type { KnownProvider, ProbeOptions } from '../../server/protocol';
import type { Settings } from '../../server/settings';

interface OptionItem extends vscode.QuickPickItem {
  readonly option: 'options' | 'enumerate' | 'identity' | 'online' | 'chain-only' | 'serverName' | 'connect' | 'dns' | 'provider';
}

/** Asks what else a probe is to do. What is left as it is keeps to the settings. undefined: the user gave up. */
export async function askOptions(
  target: string,
  { settings, providers }: { readonly settings: Settings; readonly providers: () => Promise<readonly KnownProvider[]> },
): Promise<ProbeOptions | undefined> {
  const items = itemsFor(settings);
  const chosen = await vscode.window.showQuickPick(items, {
    title: `Probe ${target}`,
    placeHolder: 'Enter probes. Choose what else is to be done.',
    canPickMany: true,
    ignoreFocusOut: true,
    matchOnDescription: true,
  });
  if (!chosen) return undefined;
  const has = (option: OptionItem['option']): boolean => chosen.some((item) => item.option === option);
  let options: ProbeOptions = {
    options: has('options'),
    enumerate: has('enumerate'),
    ...(has('chain-only') ? { policy: 'chain-only' } : settings['sipTls.probe.policy'] === 'chain-only' ? { policy: 'full' } : {}),
    ...(has('online') ? { revocation: 'online' } : settings['sipTls.probe.revocation'] === 'online' ? { revocation: 'stapled' } : {}),
  };
  const questions = [
    [has('identity') !== hasIdentity(settings), () => (has('identity') ? askIdentity() : Promise.resolve(noIdentity))],
    [has('serverName'), askServerName],
    [has('connect'), () => askAddresses('connect', 'Connect to these addresses in place of what DNS says', '192.0.2.1:5061')],
    [has('dns'), () => askAddresses('dns', 'Ask these name servers; several are compared', '192.0.2.53 127.0.0.1:5353')],
    [has('provider'), () => askProvider(providers)],
  ] as const;
  for (const [isAsked, ask] of questions) {
    if (!isAsked) continue;
    const more = await ask();
    if (!more) return undefined;
    options = { ...options, ...more };
  }
  return options;
}

const hasIdentity = (settings: Settings): boolean =>
  settings['sipTls.probe.certificate'] !== '' || settings['sipTls.probe.key'] !== '' || settings['sipTls.probe.pkcs12'] !== '';

const noIdentity: ProbeOptions = { certificate: null, key: null, pkcs12: null };

function itemsFor(settings: Settings): OptionItem[] {
  const consent = settings['sipTls.probe.options'];
  const offered: readonly (OptionItem & { readonly isOff?: boolean })[] = [
    {
      option: 'options',
      label: 'Send one SIP OPTIONS',
      description: 'the server sees a SIP request from this host',
      picked: consent === 'always',
      isOff: consent === 'never',
    },
    {
      option: 'enumerate',
      label: 'List all versions and cipher suites',
      description: 'some twenty more connections',
      picked: settings['sipTls.probe.enumerate'],
    },
    {
      option: 'identity',
      label: hasIdentity(settings) ? 'Show the client certificate' : 'Show a client certificate…',
      description: settings['sipTls.probe.pkcs12'] || settings['sipTls.probe.certificate'] || 'if the server asks for one',
      picked: hasIdentity(settings),
    },
    {
      option: 'online',
      label: 'Check revocation online',
      description: 'tells the certificate authority what you look at',
      picked: settings['sipTls.probe.revocation'] === 'online',
    },
    {
      option: 'chain-only',
      label: 'Judge the chain only',
      description: 'the name in the certificate is not compared',
      picked: settings['sipTls.probe.policy'] === 'chain-only',
    },
    { option: 'serverName', label: 'Another server name…', description: 'or none (SNI)' },
    { option: 'connect', label: 'Given addresses…', description: 'in place of DNS' },
    {
      option: 'dns',
      label: 'Other name servers…',
      description: settings['sipTls.probe.dns'].join(', ') || 'in place of those of this computer',
    },
    { option: 'provider', label: 'Provider…', description: settings['sipTls.probe.provider'] || 'recognised by the domain' },
  ];
  return offered.filter(({ isOff }) => !isOff).map(({ isOff: _isOff, ...item }) => item);
}

async function askServerName(): Promise<ProbeOptions | undefined> {
  const name = await vscode.window.showInputBox({
    title: 'Server name (SNI)',
    prompt: 'It is sent, and certificates are compared with it. Leave it empty to send none.',
    placeHolder: 'sip.example.com',
    ignoreFocusOut: true,
  });
  return name === undefined ? undefined : { serverName: name.trim() === '' ? null : name.trim() };
}

async function askAddresses(option: 'connect' | 'dns', prompt: string, placeHolder: string): Promise<ProbeOptions | undefined> {
  const text = await vscode.window.showInputBox({ title: 'Addresses', prompt, placeHolder, ignoreFocusOut: true });
  const addresses = text?.split(/[\s,]+/).filter((word) => word !== '');
  return addresses && { [option]: addresses };
}

async function askProvider(known: () => Promise<readonly KnownProvider[]>): Promise<ProbeOptions | undefined> {
  const items = (await known()).map(({ id, title, asOf }) => ({ label: title, description: `facts of ${asOf}`, id }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Provider',
    placeHolder: 'Its own facts are held against what is seen.',
    ignoreFocusOut: true,
  });
  return chosen && { provider: chosen.id };
}

/** A PKCS#12 file, or a certificate and then its key, where that is not in the same file. */
async function askIdentity(): Promise<ProbeOptions | undefined> {
  const certificate = await chooseFile('Client certificate (PEM or PKCS#12)');
  if (!certificate) return undefined;
  if (/\.(?:p12|pfx)$/i.test(certificate.path)) return { pkcs12: certificate.fsPath };
  if (await holdsKey(certificate)) return { certificate: certificate.fsPath };
  const key = await chooseFile('Key of the client certificate (PEM)', vscode.Uri.joinPath(certificate, '..'));
  return key && { certificate: certificate.fsPath, key: key.fsPath };
}

async function chooseFile(title: string, folder?: vscode.Uri): Promise<vscode.Uri | undefined> {
  return (await vscode.window.showOpenDialog({ title, openLabel: 'Choose', ...(folder && { defaultUri: folder }) }))?.[0];
}

async function holdsKey(file: vscode.Uri): Promise<boolean> {
  return new TextDecoder('latin1').decode(await vscode.workspace.fs.readFile(file)).includes('PRIVATE KEY-----');
}
