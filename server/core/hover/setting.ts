import type { ConfigSymbol, Setting } from '../config/model';
import type { ScriptWord, SettingDoc } from '../config/setting-doc';
import { code, joined, ours, say, text, type Words } from './words';

/** What a setting means: of the texts of dialects, which are ours. `setting`: as it stands in a file. */
export function settingWords(doc: SettingDoc, setting?: Setting): Words {
  const head = joined([say`**${code(doc.name)}**`, ours(doc.where), ...(doc.versions === undefined ? [] : [ours(doc.versions)])], ' · ');
  const chosen = setting && doc.values?.find(({ value }) => value.toLowerCase() === setting.value.text.toLowerCase());
  const parts: Words[] = [head, prose(doc.meaning)];
  if (chosen) parts.push(say`${code(chosen.value)}: ${prose(chosen.meaning)}`);
  if (doc.default !== undefined) parts.push(say`Default: ${prose(doc.default)}`);
  if (doc.pitfall !== undefined) parts.push(say`**Mind:** ${prose(doc.pitfall)}`);
  if (setting?.value.through && !isSecret(doc.name)) parts.push(say`Here: ${code(setting.value.text)}`);
  if (!chosen && doc.values && doc.values.length > 0)
    parts.push(
      say`Values: ${joined(
        doc.values.slice(0, MOST).map(({ value }) => code(value)),
        ', ',
      )}`,
    );
  return paragraphs(parts);
}

/** What a function, a variable or a word of a routing script means. */
export function scriptWords({ name, where, versions, form, meaning, pitfall, cite }: ScriptWord): Words {
  const head = joined([say`**${code(name)}**`, ours(where), ...(versions === undefined ? [] : [prose(versions)])], ' · ');
  const parts: Words[] = [head, prose(meaning)];
  if (form !== undefined) parts.push(say`Written: ${code(form)}`);
  if (pitfall !== undefined) parts.push(say`**Mind:** ${prose(pitfall)}`);
  return paragraphs([...parts, say`See: ${ours(cite)}`]);
}

/** A word that is given a meaning elsewhere in the configuration. */
export function symbolWords({ kind, name, detail }: ConfigSymbol): Words {
  const what = say`**${code(name)}** · ${ours(kind)}`;
  return detail === undefined || isSecret(name) ? what : say`${what} · ${text(detail)}`;
}

export function paragraphs(parts: readonly Words[]): Words {
  return { markdown: parts.map(({ markdown }) => markdown).join('\n\n'), plain: parts.map(({ plain }) => plain).join('\n') };
}

const MOST = 12;

/** Nothing that may be a secret is repeated. */
const isSecret = (name: string): boolean => /pass|secret|pwd|key_?pw/i.test(name);

/** Sentences of ours, with code between backticks. */
const prose = (sentences: string): Words => ({ markdown: sentences, plain: sentences.replaceAll('`', '') });
