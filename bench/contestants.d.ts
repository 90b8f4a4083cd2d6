/** What the readers that ours is measured against are called by; their packages say nothing of types. */
declare module 'jssip/lib/Parser.js' {
  const parser: { parseMessage(text: string, agent: object): unknown };
  export default parser;
}
declare module 'sip/sip.js' {
  const sip: { parse(text: string): unknown };
  export default sip;
}
