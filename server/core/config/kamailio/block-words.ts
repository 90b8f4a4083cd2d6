/** Words that only begin a block of their own: no action and no other statement has them, so that one begins where they stand. */
export const blockWords = [
  'request_route',
  'failure_route',
  'reply_route',
  'onreply_route',
  'branch_route',
  'onsend_route',
  'event_route',
] as const;
