/** In UTF-16 units. Above, answers that would be as long as the text itself are cut down to its messages, or given by range only. */
export const BIG = 1_000_000;

/** Above, the outline has messages only: with all headers it is seven times the text. */
export const BIG_OUTLINE = 400_000;
