/** In UTF-16 units. Above, answers that would be as long as the text itself are cut down to its messages, or given by range only. */
export const BIG = 1_000_000;
