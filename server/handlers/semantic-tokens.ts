import { SemanticTokenModifiers, SemanticTokenTypes } from 'vscode-languageserver/node';
export const tokenLegend = {
  tokenTypes: [SemanticTokenTypes.method] as string[],
  tokenModifiers: [SemanticTokenModifiers.deprecated] as string[],
};
