import { type Hover, MarkupKind, type Position } from 'vscode-languageserver/node';
import type { FilePlace } from '#core/config/model';
import { scriptStateAt } from '#core/config/scripts/state';
import { scriptWordAt, type WordAt } from '#core/config/scripts/word';
import { certificateFileHover, pemHoverAt } from '#core/hover/certificate';
import { type RuleCommand, ruleLine } from '#core/hover/rules';
import { paragraphs, scriptWords, settingWords, symbolWords } from '#core/hover/setting';
import type { Words } from '#core/hover/words';
import { ConfigPlaces } from '../config-places';
import type { OpenConfig } from '../config-workspace';
import type { Session } from '../session';
import { docOf, namedFileAt, settingAt, symbolAt } from './config-at';

export interface HoverOptions {
  readonly isMarkdown: boolean;
  readonly commands: readonly RuleCommand[];
}

/** What a setting means, what a file holds that it names, what a word stands for, and the rules that found something here. */
export async function configHover(session: Session, config: OpenConfig, position: Position, options: HoverOptions): Promise<Hover | null> {
  const offset = config.document.offsetAt(position);
  const now = new Date();
  for (const { facts } of config.readings) {
    const block = pemHoverAt(facts, offset, now);
    if (block) return toHover(session, config, { file: config.document.uri, at: block.at }, block.words, options);
  }
  const file = namedFileAt(config, offset);
  const setting = settingAt(config, offset);
  const symbol = symbolAt(config, offset);
  const parts: Words[] = [];
  const doc = setting && docOf(setting.reading.facts.product, setting.item.key);
  if (file) {
    const { item, reading } = file;
    const partner = item.partner && (await session.configs.judge.file(item.partner, reading));
    parts.push(certificateFileHover(await session.configs.judge.file(item.ref, reading), { now, ...(partner && { partner }) }));
  }
  if (symbol && !file) parts.push(symbolWords(symbol.item));
  // A block that holds others is no setting under the cursor.
  const isOnSetting = setting && [setting.item.name, setting.item.value.place].some((place) => isWithin(place, config, offset));
  if (doc && (isOnSetting || isOneLine(config, setting.item.whole))) parts.push(settingWords(doc, setting.item));
  const word = parts.length === 0 ? wordAt(config, offset) : undefined;
  if (word) parts.push(scriptWords(word.word));
  if (parts.length === 0) return null;
  const findings = (await session.configs.findings(config)).filter(({ place: { at } }) => at.start <= offset && offset <= at.end);
  parts.push(...findings.slice(0, MOST_RULES).map((finding) => ruleLine(finding, options.commands)));
  const place = file?.place ?? symbol?.place ?? (word ? { file: config.document.uri, at: word.at } : setting?.item.name);
  return place ? toHover(session, config, place, paragraphs(parts), options) : null;
}

const MOST_RULES = 2;

/** A function or variable of a routing script that has a meaning; the words of comments have none. */
function wordAt({ text, dialect, readings }: OpenConfig, offset: number): WordAt | undefined {
  const { script } = dialect ?? readings[0].dialect;
  const state = script && scriptStateAt(text, offset, script.language);
  if (!script || !state || state.kind === 'comment') return undefined;
  return scriptWordAt(text, offset, script.words, { isInString: state.kind === 'string' });
}

const isWithin = ({ file, at }: FilePlace, { document }: OpenConfig, offset: number): boolean =>
  file === document.uri && at.start <= offset && offset <= at.end;

const isOneLine = ({ text }: OpenConfig, { at }: FilePlace): boolean => !text.slice(at.start, at.end).trimEnd().includes('\n');

function toHover(session: Session, { readings }: OpenConfig, place: FilePlace, words: Words, { isMarkdown }: HoverOptions): Hover {
  const range = new ConfigPlaces(readings, session.configs.files).range(place);
  const contents = isMarkdown ? { kind: MarkupKind.Markdown, value: words.markdown } : { kind: MarkupKind.PlainText, value: words.plain };
  return { contents, ...(range && { range }) };
}
