import { type Hover, MarkupKind } from 'vscode-languageserver/node';
import { hoverAt } from '#core/hover/hover';
import type { RuleCommand } from '#core/hover/rules';
import { EXPLAIN_COMMAND, type InitializationOptions, RULE_OFF_COMMAND } from '../protocol';
import { guarded, type Session } from '../session';
import { configHover } from './config-hover';
import { rangeOf } from './findings';
import { readAhead } from './read-ahead';

export function hover(session: Session): void {
  session.connection.onHover(
    guarded(session, 'textDocument/hover', null, async ({ textDocument, position }, token): Promise<Hover | null> => {
      const takes = session.capabilities.textDocument?.hover?.contentFormat ?? [];
      const isMarkdown = takes.includes(MarkupKind.Markdown);
      const commands = isMarkdown ? commandsOf(session.options) : [];
      const config = await session.configs.of(textDocument.uri);
      if (config) return configHover(session, config, position, { isMarkdown, commands });
      const document = await session.document(textDocument.uri);
      if (!document || !(await readAhead(document.trace, token))) return null;
      const lineOf = (offset: number) => document.positionAt(offset).line;
      const found = hoverAt(document.trace, document.offsetAt(position), { lineOf, uri: document.uri, commands });
      if (!found) return null;
      const contents = isMarkdown
        ? { kind: MarkupKind.Markdown, value: found.words.markdown }
        : { kind: MarkupKind.PlainText, value: found.words.plain };
      return { contents, range: rangeOf(document, found.at) };
    }),
  );
}

/** As links that VS Code runs; the client says which of them it has. */
function commandsOf({ explainCommand, ruleOffCommand }: InitializationOptions): RuleCommand[] {
  const commands: RuleCommand[] = [];
  if (explainCommand) commands.push({ label: 'explain', hrefOf: (rule) => commandHref(EXPLAIN_COMMAND, rule) });
  if (ruleOffCommand) commands.push({ label: 'turn off in this workspace', hrefOf: (rule) => commandHref(RULE_OFF_COMMAND, rule) });
  return commands;
}

const commandHref = (command: string, rule: string): string => `command:${command}?${encodeURIComponent(JSON.stringify([rule]))}`;
