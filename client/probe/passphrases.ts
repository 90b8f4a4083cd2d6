import { basename } from 'node:path';
import * as vscode from 'vscode';

/**
 * Passphrases of keys: asked for when a probe needs one, known as long as the window lives, and kept beyond that only where the user says
 * so, in VS Code's secret storage.
 */
export class Passphrases {
  readonly #secrets: vscode.SecretStorage;
  readonly #known = new Map<string, string>();

  constructor(secrets: vscode.SecretStorage) {
    this.#secrets = secrets;
  }

  async known(file: string): Promise<string | undefined> {
    return this.#known.get(file) ?? (await this.#secrets.get(nameOf(file)));
  }

  /** It turned out to be wrong. */
  async forget(file: string): Promise<void> {
    this.#known.delete(file);
    await this.#secrets.delete(nameOf(file));
  }

  async ask(file: string, isWrong: boolean): Promise<string | undefined> {
    return vscode.window.showInputBox({
      title: `Passphrase of ${basename(file)}`,
      prompt: isWrong ? 'That passphrase does not open the key. Try another one.' : 'The key of the client certificate is encrypted.',
      password: true,
      ignoreFocusOut: true,
    });
  }

  /** It opened the key. Asks once whether it is to be kept, and does not wait for the answer. */
  found(file: string, passphrase: string): void {
    if (this.#known.get(file) === passphrase) return;
    this.#known.set(file, passphrase);
    void this.#offerToKeep(file, passphrase);
  }

  async #offerToKeep(file: string, passphrase: string): Promise<void> {
    if ((await this.#secrets.get(nameOf(file))) === passphrase) return;
    const question = `Keep the passphrase of ${basename(file)} in the secret storage of VS Code?`;
    const answer = await vscode.window.showInformationMessage(question, 'Keep', 'Not now');
    if (answer === 'Keep') await this.#secrets.store(nameOf(file), passphrase);
  }
}

const nameOf = (file: string): string => `sipTls.passphrase:${file}`;
