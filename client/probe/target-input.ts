import * as vscode from 'vscode';
import type { ReadTargetAnswer } from '../../server/protocol';

interface TargetItem extends vscode.QuickPickItem {
  /** Absent where it only says something. */
  readonly target?: string;
}

export interface TargetQuestion {
  /** How the language server reads a text. */
  readonly read: (text: string) => Promise<ReadTargetAnswer>;
  readonly recent: readonly string[];
  readonly given?: string;
}

/** Asks for a target; what is typed is read at each keystroke, and recent targets stand below. undefined: the user gave up. */
export function askTarget({ read, recent, given = '' }: TargetQuestion): Promise<string | undefined> {
  const pick = vscode.window.createQuickPick<TargetItem>();
  pick.title = 'Probe SIP TLS endpoint';
  pick.placeholder = 'sip.example.com, sips:alice@example.com, 192.0.2.1:5061 or [2001:db8::1]:5061';
  pick.value = given;
  // A target is often copied from another window. And a webview that had the focus takes it back when the palette closes.
  pick.ignoreFocusOut = true;
  const recentItems: TargetItem[] = recent.map((target) => ({ label: target, target }));
  const separator: TargetItem = { label: 'recent', kind: vscode.QuickPickItemKind.Separator };
  const show = (first: readonly TargetItem[]): void => {
    const others = recentItems.filter(({ target }) => target !== pick.value.trim());
    pick.items = others.length > 0 ? [...first, separator, ...others] : first;
  };
  const itemFor = async (text: string): Promise<TargetItem | undefined> => {
    if (text === '') return undefined;
    const answer = await read(text);
    return answer.kind === 'invalid'
      ? { label: text, detail: answer.reason, alwaysShow: true }
      : { label: text, description: descriptionOf(answer), target: text, alwaysShow: true };
  };
  const update = async (): Promise<TargetItem | undefined> => {
    const text = pick.value.trim();
    const item = await itemFor(text);
    if (text === pick.value.trim()) show(item ? [item] : []);
    return item;
  };
  return new Promise((resolve, reject) => {
    pick.onDidChangeValue(() => update().catch(reject));
    pick.onDidAccept(async () => {
      const [active] = pick.activeItems;
      // Who types and presses Enter at once is quicker than the reading.
      const isListed = active !== undefined && (recentItems.includes(active) || active.label === pick.value.trim());
      const chosen = isListed ? active : await update();
      if (chosen?.target === undefined) return;
      resolve(withoutPassword(chosen.target));
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
    update().catch(reject);
  });
}

function descriptionOf({ port, isIp }: Extract<ReadTargetAnswer, { kind: 'target' }>): string {
  if (isIp) return `this address, port ${port ?? 5061}`;
  return port === undefined ? 'all addresses that DNS leads to' : `all its addresses, port ${port}`;
}

/** Nobody is asked for it here, and lists and reports repeat the target. */
const withoutPassword = (target: string): string => target.replace(/^((?:sips?:)?[^:@]+):[^@]*@/i, '$1@');
