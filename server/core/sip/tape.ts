/**
 * What the readers write: a flat table of spans, five numbers a record, in document order, a container before its parts.
 * Flat because a trace of 10 MB has half a million parts, and an object for each costs more than reading it
 * (measured: three times). Objects are made from it on demand, for the parts that somebody asks for.
 */
export interface Tape {
  /** Five numbers a record: kind, start, end, a, b. What `a` and `b` hold is said at each kind. */
  cells: Int32Array;
  length: number;
}

export const CELLS = 5;

/** Kinds of records. Offsets are into the message's text. */
export const Part = {
  /** One value of a header: a Via, an address, an item of a list. a: index of the record behind its parts. */
  value: 1,
  /** A display name, quotes included. */
  display: 2,
  /** A URI, without its brackets. a: index of the record behind its parts. b: 1 in brackets. */
  uri: 3,
  scheme: 4,
  user: 5,
  password: 6,
  /** Host, IPv6 brackets included. b: 1 where it is a bare IPv6 address. */
  host: 7,
  port: 8,
  /** `;name=value` in a URI. a: end of the name, b: start of the value or -1. */
  uriParam: 9,
  /** `name=value` behind the question mark of a URI. a, b as uriParam. */
  uriHeader: 10,
  /** `;name=value` of a header. a, b as uriParam. */
  param: 11,
  /** The `*` of a Contact. */
  star: 12,
  /** The three words of a Via's sent-protocol. */
  protocol: 13,
  version: 14,
  transport: 15,
  /** A Via's sent-by, host and port. */
  sentBy: 16,
  number: 17,
  method: 18,
  /** The first word(s) of a value: a media type, an option tag, an authentication scheme. */
  token: 19,
  // From here on faults, so that a reader of faults compares one number.
  /** Separator with nothing before it: the second of `;;`, a comma at the end. */
  empty: 20,
  /** Text that the grammar has no place for. */
  junk: 21,
  /** A quote that is opened and not closed, to the end of the value. */
  openQuote: 22,
  /** A `<` without its `>`. */
  openAngle: 23,
} as const;

export const newTape = (records = 64): Tape => ({ cells: new Int32Array(records * CELLS), length: 0 });

/** Appends a record and returns its index. */
export function push(tape: Tape, kind: number, start: number, end: number, a = 0, b = 0): number {
  const at = tape.length * CELLS;
  if (at + CELLS > tape.cells.length) grow(tape);
  const cells = tape.cells;
  cells[at] = kind;
  cells[at + 1] = start;
  cells[at + 2] = end;
  cells[at + 3] = a;
  cells[at + 4] = b;
  return tape.length++;
}

function grow(tape: Tape): void {
  const cells = new Int32Array(tape.cells.length * 2);
  cells.set(tape.cells);
  tape.cells = cells;
}

export const setA = (tape: Tape, record: number, a: number): void => {
  tape.cells[record * CELLS + 3] = a;
};

export const setEnd = (tape: Tape, record: number, end: number): void => {
  tape.cells[record * CELLS + 2] = end;
};
