import type { Location, Range } from 'vscode-languageserver/node';
import type { FilePlace } from '#core/config/model';
import { PieceText } from '#core/text/pieces';
import type { ConfigFiles } from './config-files';
import type { ConfigReading } from './config-set';

/** From places in the files of some configurations to lines and columns, by the very texts that were read. */
export class ConfigPlaces {
  readonly #readings: readonly ConfigReading[];
  readonly #files: ConfigFiles;
  readonly #lines = new Map<string, PieceText | undefined>();

  constructor(readings: readonly ConfigReading[], files: ConfigFiles) {
    this.#readings = readings;
    this.#files = files;
  }

  /** undefined: the text is not known any more. */
  range({ file, at }: FilePlace): Range | undefined {
    const lines = this.#linesOf(file);
    return lines && { start: lines.positionAt(at.start), end: lines.positionAt(at.end) };
  }

  location(place: FilePlace): Location[] {
    const range = this.range(place);
    return range ? [{ uri: place.file, range }] : [];
  }

  #linesOf(file: string): PieceText | undefined {
    if (this.#lines.has(file)) return this.#lines.get(file);
    const holder = this.#readings.find(({ facts }) => facts.texts?.has(file));
    const text = holder?.facts.texts?.get(file) ?? this.#files.text(file);
    const lines = text === undefined ? undefined : new PieceText(text);
    this.#lines.set(file, lines);
    return lines;
  }
}
